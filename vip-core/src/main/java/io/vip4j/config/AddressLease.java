/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.Timers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the kernel removes the addresses by itself when this process dies or freezes. The lifetime starts anew with
 * each advertisement that is sent, so an address lives exactly as long as its advertisements.
 */
public final class AddressLease {

    private static final AddressLease AUTO = new AddressLease(Mode.AUTO, Duration.ZERO);
    private static final AddressLease OFF = new AddressLease(Mode.OFF, Duration.ZERO);

    private enum Mode {
        AUTO,
        OFF,
        FIXED
    }

    private final Mode mode;
    private final Duration fixed;

    private AddressLease(Mode mode, Duration fixed) {
        this.mode = mode;
        this.fixed = fixed;
    }

    /** The longest lifetime that ends before the quickest possible Backup takes over; the default. */
    public static AddressLease auto() {
        return AUTO;
    }

    /** No lifetime: a process that is killed leaves the addresses behind. */
    public static AddressLease off() {
        return OFF;
    }

    /**
     * A fixed lifetime.
     *
     * @param lifetime whole seconds, 1..3600, and longer than the advertisement interval
     */
    public static AddressLease of(Duration lifetime) {
        if (lifetime.toNanosPart() != 0 || lifetime.toSeconds() < 1 || lifetime.toSeconds() > 3600) {
            throw new ConfigurationException("lease must be whole seconds from 1 to 3600: " + lifetime);
        }
        return new AddressLease(Mode.FIXED, lifetime);
    }

    /**
     * The lifetime with this advertisement interval; empty if the lease is off.
     *
     * @param downAdvertisements how many missing advertisements make the Active router count as gone, 1..100
     */
    public Optional<Duration> lifetime(AdvertisementInterval advertisementInterval, int downAdvertisements) {
        return switch (mode) {
            case AUTO -> Optional.of(Timers.leaseLifetime(advertisementInterval, downAdvertisements));
            case OFF -> Optional.empty();
            case FIXED -> Optional.of(fixed);
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AddressLease lease && mode == lease.mode && fixed.equals(lease.fixed);
    }

    @Override
    public int hashCode() {
        return mode.hashCode() * 31 + fixed.hashCode();
    }

    @Override
    public String toString() {
        return mode == Mode.FIXED ? fixed.toSeconds() + " s" : mode.name().toLowerCase(Locale.ROOT);
    }
}
