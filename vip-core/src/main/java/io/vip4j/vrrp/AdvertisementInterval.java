/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

import java.time.Duration;

/**
 * Time between two advertisements of the Active router (RFC 9568 6.1).
 *
 * @param centiseconds 1..25500: VRRPv3 can say 1..4095 cs, VRRPv2 whole seconds from 1 to 255; which of them applies is
 *     checked against the version by {@link #requireValidFor(VrrpVersion)}
 */
public record AdvertisementInterval(int centiseconds) {

    /** One second, the default of every version. */
    public static final AdvertisementInterval DEFAULT = new AdvertisementInterval(100);

    private static final int MAX_V3_CENTISECONDS = 4095;
    private static final int MAX_V2_SECONDS = 255;
    private static final long NANOS_PER_CENTISECOND = 10_000_000L;

    /** Checks the widest range of both versions. */
    public AdvertisementInterval {
        if (centiseconds < 1 || centiseconds > MAX_V2_SECONDS * 100) {
            throw new ConfigurationException("advertisementInterval must be 1..25500 cs: " + centiseconds);
        }
    }

    /**
     * Converts a duration without rounding.
     *
     * @throws ConfigurationException if the duration is out of range or not a multiple of 10 ms
     */
    public static AdvertisementInterval of(Duration duration) {
        if (duration.isNegative()
                || duration.compareTo(Duration.ofSeconds(MAX_V2_SECONDS)) > 0
                || duration.toNanos() % NANOS_PER_CENTISECOND != 0
                || duration.isZero()) {
            throw new ConfigurationException(
                    "advertisementInterval must be a multiple of 10 ms from 10 ms to 255 s: " + duration);
        }
        return new AdvertisementInterval((int) (duration.toNanos() / NANOS_PER_CENTISECOND));
    }

    /**
     * Returns this interval if the version can put it on the wire.
     *
     * @throws ConfigurationException if it cannot: VRRPv3 takes 1..4095 cs, VRRPv2 whole seconds from 1 to 255
     */
    public AdvertisementInterval requireValidFor(VrrpVersion version) {
        if (version == VrrpVersion.V3 && centiseconds > MAX_V3_CENTISECONDS) {
            throw new ConfigurationException(
                    "advertisementInterval must be 1..4095 cs (10 ms to 40.95 s) with VRRPv3: " + this);
        }
        if (version == VrrpVersion.V2 && centiseconds % 100 != 0) {
            throw new ConfigurationException(
                    "advertisementInterval must be whole seconds from 1 to 255 with VRRPv2: " + this);
        }
        return this;
    }

    /** The interval in nanoseconds. */
    public long nanos() {
        return centiseconds * NANOS_PER_CENTISECOND;
    }

    /** The interval in whole seconds, as VRRPv2 sends it. */
    public int wholeSeconds() {
        return centiseconds / 100;
    }

    /** The interval as a duration. */
    public Duration toDuration() {
        return Duration.ofNanos(nanos());
    }

    @Override
    public String toString() {
        return centiseconds + " cs";
    }
}
