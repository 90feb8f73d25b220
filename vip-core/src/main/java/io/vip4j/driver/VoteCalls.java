/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.quorum.Ballot;
import io.vip4j.quorum.QuorumGate;
import io.vip4j.quorum.Vote;
import io.vip4j.spi.VipPlatform;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What one router asks its gate: one call at a time, on a thread for work, for the gate may block. Answers come back on the
 * loop, each in a turn of its own. Used on the loop.
 */
final class VoteCalls {

    /** Takes an answer, on the loop. */
    @FunctionalInterface
    interface Then<T> {

        /**
         * A call has come to an end.
         *
         * @param askedAtNanos when the call began
         * @param answer what the gate said; null if it failed, and of a call without answer
         * @param failure why it failed; null if it did not
         */
        void answered(long askedAtNanos, @Nullable T answer, @Nullable Throwable failure);
    }

    private final QuorumGate gate;
    private final VipPlatform platform;

    // Written by the loop.
    private boolean busy;
    private long askedAtNanos;

    VoteCalls(QuorumGate gate, VipPlatform platform) {
        this.gate = gate;
        this.platform = platform;
    }

    /** Whether a call is under way: then there must be no other. */
    boolean isBusy() {
        return busy;
    }

    /** When the latest call began. */
    long askedAtNanos() {
        return askedAtNanos;
    }

    void acquire(Duration ttl, Then<Ballot> then) {
        call(() -> gate.acquire(ttl), then);
    }

    void renew(Vote vote, Duration ttl, Then<Ballot> then) {
        call(() -> gate.renew(vote, ttl), then);
    }

    void release(Vote vote, Then<Void> then) {
        call(() -> gate.release(vote), then);
    }

    private <T> void call(Callable<CompletionStage<T>> request, Then<T> then) {
        busy = true;
        askedAtNanos = platform.loop().nanoTime();
        try {
            platform.workExecutor().execute(() -> run(request, then));
        } catch (RejectedExecutionException e) {
            back(then, null, e);
        }
    }

    /** On a worker. */
    private <T> void run(Callable<CompletionStage<T>> request, Then<T> then) {
        try {
            var unused = request.call().whenComplete((answer, failure) -> back(then, answer, failure));
        } catch (Throwable e) { // Applications throw what they like, and a call must come to an end.
            back(then, null, e);
        }
    }

    private <T> void back(Then<T> then, @Nullable T answer, @Nullable Throwable failure) {
        try {
            platform.loop().execute(() -> {
                busy = false;
                then.answered(askedAtNanos, answer, failure);
            });
        } catch (RejectedExecutionException e) {
            // The platform is closed; there is nobody left to tell.
        }
    }
}
