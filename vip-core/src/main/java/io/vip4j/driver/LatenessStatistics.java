/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Lateness;
import java.time.Duration;

/**
 * How late turns were: sums, and a histogram whose limits are the powers of two of a microsecond. Pure; a sample
 * allocates nothing. Used by one thread.
 */
final class LatenessStatistics {

    private static final long NANOS_PER_MICRO = 1000;

    /** The limit of the last but one, 2^53 microseconds, is the greatest that a {@code long} of nanoseconds can hold. */
    private static final int BUCKETS = 55;

    private static final int PERCENT = 99;

    private final long[] buckets = new long[BUCKETS];
    private long turns;
    private long lastNanos;
    private long sumNanos;
    private long maxNanos;
    private long stalls;

    /**
     * Adds a turn.
     *
     * @param nanos how late it was, 0 or more
     * @param stall whether that is more than a turn may be late
     */
    void add(long nanos, boolean stall) {
        turns++;
        lastNanos = nanos;
        sumNanos += nanos;
        maxNanos = Math.max(maxNanos, nanos);
        buckets[bucket(nanos)]++;
        if (stall) {
            stalls++;
        }
    }

    /** What it comes to. */
    Lateness summary(long thresholdNanos, long suspendedNanos) {
        return new Lateness(
                turns,
                Duration.ofNanos(lastNanos),
                Duration.ofNanos(turns == 0 ? 0 : sumNanos / turns),
                Duration.ofNanos(Math.min(percentileNanos(), maxNanos)),
                Duration.ofNanos(maxNanos),
                stalls,
                Duration.ofNanos(thresholdNanos),
                Duration.ofNanos(suspendedNanos));
    }

    /** The limit of the bucket in which the 99th of each hundred lies; 0 before the first turn. */
    private long percentileNanos() {
        long wanted = (turns * PERCENT + 99) / 100; // Rounded up: of one turn it is that one.
        long counted = 0;
        for (int i = 0; i < BUCKETS && wanted > 0; i++) {
            counted += buckets[i];
            if (counted >= wanted) {
                return i == BUCKETS - 1 ? Long.MAX_VALUE : NANOS_PER_MICRO << i;
            }
        }
        return 0;
    }

    /** The first bucket whose limit, 2 to the power of its index in microseconds, is not below the lateness. */
    private static int bucket(long nanos) {
        long micros = nanos / NANOS_PER_MICRO + (nanos % NANOS_PER_MICRO == 0 ? 0 : 1);
        return micros <= 1 ? 0 : Math.min(BUCKETS - 1, Long.SIZE - Long.numberOfLeadingZeros(micros - 1));
    }
}
