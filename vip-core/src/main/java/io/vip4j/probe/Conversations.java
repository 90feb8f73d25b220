/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Carries the conversations of all socket probes of a host, on one thread that is there while any conversation is. Safe
 * from any thread.
 */
public final class Conversations implements AutoCloseable {

    /** None yet. */
    public Conversations() {}

    /**
     * Opens a connection, has the conversation and closes the connection.
     *
     * @param timeout the connection is reset when it is over, and the answer is a failure that says how far it came
     * @return completes with the answer, on a thread that must not be blocked; never exceptionally
     */
    public CompletionStage<Probe.Result> ask(SocketProbe probe, Duration timeout) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException(probe + " within " + timeout));
    }

    /** Ends every conversation. Idempotent. */
    @Override
    public void close() {}
}
