/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

import java.time.Duration;

/**
 * The timer arithmetic of RFC 9568 6.1 and RFC 3768 6.1, in nanoseconds. Every quotient is taken last and rounded down,
 * so no result is off by more than a nanosecond.
 */
public final class Timers {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int ADVERTISEMENTS_UNTIL_DOWN = 3; // RFC 9568 6.1.
    private static final long REMOVAL_LATENESS_NANOS = 350_000_000L;
    private static final long GATE_EARLINESS_NANOS = 20_000_000L;
    private static final long ADVERTISEMENT_EARLINESS_NANOS = 1_000_000L;

    private Timers() {}

    /**
     * Skew_Time: spreads the Backups so that the one with the highest priority speaks first.
     *
     * @param version VRRPv2 always skews within one second (RFC 3768 6.1), VRRPv3 within one interval (RFC 9568 6.1)
     * @param priority the local priority, 1..255
     * @param activeAdverInterval the interval in force: the learned one in Backup
     */
    public static long skewTimeNanos(
            VrrpVersion version, Priority priority, AdvertisementInterval activeAdverInterval) {
        long span = version == VrrpVersion.V2 ? NANOS_PER_SECOND : activeAdverInterval.nanos();
        return (256 - priority.value()) * span / 256;
    }

    /** Active_Down_Interval: how long a Backup waits without an advertisement until it takes over. */
    public static long activeDownIntervalNanos(
            VrrpVersion version, Priority priority, AdvertisementInterval activeAdverInterval) {
        return activeDownIntervalNanos(version, priority, activeAdverInterval, ADVERTISEMENTS_UNTIL_DOWN);
    }

    /**
     * Active_Down_Interval with another number of missing advertisements than the 3 of RFC 9568.
     *
     * @param downAdvertisements 1..100
     */
    public static long activeDownIntervalNanos(
            VrrpVersion version, Priority priority, AdvertisementInterval activeAdverInterval, int downAdvertisements) {
        return downAdvertisements * activeAdverInterval.nanos() + skewTimeNanos(version, priority, activeAdverInterval);
    }

    /**
     * How long an Active router may be silent until the quickest possible Backup takes over: Active_Down_Interval
     * without any skew.
     */
    public static long silenceLimitNanos(AdvertisementInterval advertisementInterval) {
        return silenceLimitNanos(advertisementInterval, ADVERTISEMENTS_UNTIL_DOWN);
    }

    /**
     * {@link #silenceLimitNanos(AdvertisementInterval)} of a router that itself waits for another number of missing
     * advertisements. Nobody knows the number of the others: it is taken to be the own one if that is less than 3, and 3
     * otherwise.
     *
     * @param downAdvertisements 1..100
     */
    public static long silenceLimitNanos(AdvertisementInterval advertisementInterval, int downAdvertisements) {
        return Math.min(downAdvertisements, ADVERTISEMENTS_UNTIL_DOWN) * advertisementInterval.nanos();
    }

    /**
     * By how much an advertisement may leave before its time so as to leave with others: a 256th of the interval, at most
     * 1 ms. Its time stays where it was, and the next one is due an interval after that: two can be so much more than an
     * interval apart. It is no more than the Skew_Time of any Backup, so that none takes over within the
     * {@link #silenceLimitNanos} that follows the time at which it was to leave.
     */
    public static long advertisementEarlinessNanos(AdvertisementInterval advertisementInterval) {
        return Math.min(advertisementInterval.nanos() / 256, ADVERTISEMENT_EARLINESS_NANOS);
    }

    /**
     * Lifetime to give a leased address so that the kernel of a dead node has removed it before the quickest possible
     * Backup takes over: the largest whole number of seconds whose removal, measured at most 350 ms late, stays within
     * {@link #silenceLimitNanos}. Never below 1 s, the kernel's smallest: with intervals under 450 ms a Backup can be
     * quicker than the kernel.
     *
     * @param advertisementInterval the lease is renewed once in each interval
     */
    public static Duration leaseLifetime(AdvertisementInterval advertisementInterval) {
        return leaseLifetime(advertisementInterval, ADVERTISEMENTS_UNTIL_DOWN);
    }

    /**
     * {@link #leaseLifetime(AdvertisementInterval)} of a router that itself waits for another number of missing
     * advertisements. It always outlives one interval, so with fewer than 3 a Backup can be quicker than the kernel.
     *
     * @param downAdvertisements 1..100
     */
    public static Duration leaseLifetime(AdvertisementInterval advertisementInterval, int downAdvertisements) {
        long limit = silenceLimitNanos(advertisementInterval, downAdvertisements);
        long inTime = (limit - REMOVAL_LATENESS_NANOS) / NANOS_PER_SECOND;
        long renewable = advertisementInterval.nanos() / NANOS_PER_SECOND + 1;
        return Duration.ofSeconds(Math.max(renewable, inTime));
    }

    /**
     * How long a gate stays open after an advertisement: {@link #silenceLimitNanos}, but always longer than one interval,
     * because the next advertisement opens it again.
     *
     * @param downAdvertisements 1..100
     */
    public static long gateTimeNanos(AdvertisementInterval advertisementInterval, int downAdvertisements) {
        return Math.max(
                silenceLimitNanos(advertisementInterval, downAdvertisements), 3 * advertisementInterval.nanos() / 2);
    }

    /**
     * For how much of a time that was given to a gate it is open for certain: the kernel counts in ticks of 10 ms at most
     * and may lose two of them; of a short time no more than a third is given up.
     */
    public static long gateCertainNanos(long gateTimeNanos) {
        return gateTimeNanos - Math.min(GATE_EARLINESS_NANOS, gateTimeNanos / 3);
    }

    /** When the kernel has removed an address at the latest whose lifetime of this length has begun: 350 ms after its end. */
    public static Duration leaseRemoval(Duration lifetime) {
        return lifetime.plusNanos(REMOVAL_LATENESS_NANOS);
    }
}
