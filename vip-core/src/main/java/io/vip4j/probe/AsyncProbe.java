/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** A {@link Probe} whose answer comes later, without a thread that waits for it. */
@FunctionalInterface
public interface AsyncProbe {

    /**
     * Asks once. Runs on a worker thread and should return at once. A stage that has not completed at the timeout counts
     * as failed and is cancelled; one that completes with an exception is a failure, its message the detail.
     *
     * @param timeout how long an answer is waited for
     */
    CompletionStage<Probe.Result> ask(Duration timeout) throws Exception;
}
