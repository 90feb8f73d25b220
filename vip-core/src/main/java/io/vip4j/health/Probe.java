/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import java.time.Duration;

/** One question to something that must work for the address to be of use. */
@FunctionalInterface
public interface Probe {

    /**
     * Asks once. Runs on a worker thread and may block; a probe that has not returned at its timeout counts as failed,
     * whatever it does afterwards. An exception is a failure, its message the detail.
     *
     * @param timeout how long an answer is waited for
     */
    Result ask(Duration timeout) throws Exception;

    /**
     * The answer.
     *
     * @param healthy whether it works
     * @param detail what was seen, for people
     */
    record Result(boolean healthy, String detail) {

        /** It works. */
        public static Result healthy(String detail) {
            return new Result(true, detail);
        }

        /** It does not work. */
        public static Result unhealthy(String detail) {
            return new Result(false, detail);
        }
    }
}
