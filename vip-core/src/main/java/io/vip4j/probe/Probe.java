/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.time.Duration;

/** One question to something that must work for the address to be of use. */
@FunctionalInterface
public interface Probe {

    /**
     * Asks once. Runs on a worker thread and may block; a probe that has not returned at its timeout counts as failed,
     * whatever it does afterwards; until it returns it is not asked again. Its thread is interrupted when the check ends,
     * not before. An exception is a failure, its message the detail.
     *
     * @param timeout how long an answer is waited for
     */
    Result ask(Duration timeout) throws Exception;

    /**
     * The answer.
     *
     * @param healthy whether it works
     * @param level how well: 1 if it works entirely, 0 if it does not work, between them if it works with less strength
     * @param detail what was seen, for people
     */
    record Result(boolean healthy, double level, String detail) {

        /** Checks the range. */
        public Result {
            if (healthy ? !(level > 0 && level <= 1) : level != 0) {
                throw new IllegalArgumentException(
                        "level must be above 0, at most 1 if healthy, and 0 if not: " + level);
            }
        }

        /** It works. */
        public static Result healthy(String detail) {
            return new Result(true, 1, detail);
        }

        /**
         * It works with less strength.
         *
         * @param level above 0, at most 1
         */
        public static Result degraded(double level, String detail) {
            return new Result(true, level, detail);
        }

        /** It does not work. */
        public static Result unhealthy(String detail) {
            return new Result(false, 0, detail);
        }
    }
}
