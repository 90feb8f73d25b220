/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

/** What people are told when the process or the host did not run, and what to do about it. */
final class StallWords {

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private StallWords() {}

    static String late(long latenessNanos) {
        return "the loop was " + latenessNanos / NANOS_PER_MILLI
                + " ms late, more than half of an advertisement interval: the process did not get to run. Look for"
                + " garbage collections (-Xlog:gc), a machine that is too busy, CPU limits of the container, swapping,"
                + " or a stopped process; with long pauses, choose a longer interval";
    }

    static String suspended(long nanos) {
        return "the host was suspended for " + nanos / NANOS_PER_SECOND
                + " s; others have taken over meanwhile, and the role is decided anew";
    }
}
