/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.probe.Probe;
import java.time.Duration;
import java.util.function.Consumer;

/** One way to ask once. Used on the loop, which it never blocks. */
interface Question {

    /**
     * Asks.
     *
     * @param answer takes the answer on the loop, perhaps before this returns; what comes after {@link #giveUp} is
     *     ignored by whoever asked
     */
    void ask(Duration timeout, Consumer<Probe.Result> answer);

    /** No answer came in time. Says why, for people. */
    String giveUp(Duration timeout);

    /** Whether it answers at the timeout by itself, and knows better what was waited for. */
    default boolean keepsTime() {
        return false;
    }

    /** Ends what is under way. Idempotent. */
    default void close() {}

    /** How a timeout is told if nothing more is known. */
    static String noAnswer(Duration timeout) {
        return "no answer within " + timeout.toMillis() + " ms";
    }
}
