/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How the neighbours are told about a claimed address: a burst at once and, because a switch or host may miss the first
 * one, a second burst later; again when another router has spoken for the address. Not in RFC 9568, which asks for one
 * announcement; the defaults are those of keepalived. Whatever is still to come is dropped when the role is lost.
 *
 * @param burst announcements of each address in a burst, 1..100
 * @param secondBurstAfter time from the first to the second burst, at most 1000 s; zero: no second burst
 * @param contestedBurst announcements of each address after a lower router has spoken or a split has healed, 0..100; 0:
 *     none
 * @param contestedSecondBurstAfter time to the second burst in that case, at most 1000 s; zero: no second burst
 * @param refreshEvery time between refreshes while Active, 100 ms..1 day; zero: none
 * @param refreshBurst announcements of each address in a refresh, 1..100
 * @param spacing least time between two announcements on one interface, at most 10 s, so that many addresses do not
 *     flood it; zero: none. Of less than 1 ms it holds for repetitions only: nobody waits to hear of an address for the
 *     first time
 * @param form IPv4: how ARP says it
 * @param gateway a neighbour that is asked for its hardware address in the name of each virtual address, which makes it
 *     learn ours even where it ignores gratuitous ARP
 */
public record AnnouncementProfile(
        int burst,
        Duration secondBurstAfter,
        int contestedBurst,
        Duration contestedSecondBurstAfter,
        Duration refreshEvery,
        int refreshBurst,
        Duration spacing,
        Form form,
        Optional<IpAddress> gateway) {

    /** How gratuitous ARP is sent. */
    public enum Form {
        /** As requests; what most hosts and switches understand, and the default. */
        REQUEST,
        /** As replies. */
        REPLY,
        /** In turn, for neighbours that heed only one of them. */
        ALTERNATING
    }

    /** Five at once and five more after 5 s, the same when contested; half a millisecond between repetitions. */
    public static final AnnouncementProfile DEFAULT = new AnnouncementProfile(
            5,
            Duration.ofSeconds(5),
            5,
            Duration.ofSeconds(5),
            Duration.ZERO,
            1,
            Duration.ofNanos(500_000),
            Form.REQUEST,
            Optional.empty());

    /** Checks the ranges. */
    public AnnouncementProfile {
        requireCount("burst", burst, 1);
        requireTime("secondBurstAfter", secondBurstAfter, Duration.ofSeconds(1000));
        requireCount("contestedBurst", contestedBurst, 0);
        requireTime("contestedSecondBurstAfter", contestedSecondBurstAfter, Duration.ofSeconds(1000));
        requireTime("refreshEvery", refreshEvery, Duration.ofDays(1));
        if (!refreshEvery.isZero() && refreshEvery.compareTo(Duration.ofMillis(100)) < 0) {
            throw new ConfigurationException("announcement refreshEvery must be 0 or at least 100 ms: " + refreshEvery);
        }
        requireCount("refreshBurst", refreshBurst, 1);
        requireTime("spacing", spacing, Duration.ofSeconds(10));
    }

    private static void requireCount(String field, int value, int least) {
        if (value < least || value > 100) {
            throw new ConfigurationException("announcement " + field + " must be " + least + "..100: " + value);
        }
    }

    private static void requireTime(String field, Duration value, Duration most) {
        if (value.isNegative() || value.compareTo(most) > 0) {
            throw new ConfigurationException(
                    "announcement " + field + " must be 0.." + most.toSeconds() + " s: " + value);
        }
    }

    /** This profile with other bursts after a claim. */
    public AnnouncementProfile bursts(int count, Duration secondAfter) {
        return new AnnouncementProfile(
                count,
                secondAfter,
                contestedBurst,
                contestedSecondBurstAfter,
                refreshEvery,
                refreshBurst,
                spacing,
                form,
                gateway);
    }

    /** This profile with other bursts when contested. */
    public AnnouncementProfile contestedBursts(int count, Duration secondAfter) {
        return new AnnouncementProfile(
                burst, secondBurstAfter, count, secondAfter, refreshEvery, refreshBurst, spacing, form, gateway);
    }

    /** This profile with refreshes. */
    public AnnouncementProfile refresh(Duration every, int count) {
        return new AnnouncementProfile(
                burst,
                secondBurstAfter,
                contestedBurst,
                contestedSecondBurstAfter,
                every,
                count,
                spacing,
                form,
                gateway);
    }

    /** This profile with another spacing. */
    public AnnouncementProfile spacing(Duration value) {
        return new AnnouncementProfile(
                burst,
                secondBurstAfter,
                contestedBurst,
                contestedSecondBurstAfter,
                refreshEvery,
                refreshBurst,
                value,
                form,
                gateway);
    }

    /** This profile with another form of ARP. */
    public AnnouncementProfile form(Form value) {
        return new AnnouncementProfile(
                burst,
                secondBurstAfter,
                contestedBurst,
                contestedSecondBurstAfter,
                refreshEvery,
                refreshBurst,
                spacing,
                value,
                gateway);
    }

    /** This profile with a neighbour that is asked. */
    public AnnouncementProfile gateway(IpAddress value) {
        return new AnnouncementProfile(
                burst,
                secondBurstAfter,
                contestedBurst,
                contestedSecondBurstAfter,
                refreshEvery,
                refreshBurst,
                spacing,
                form,
                Optional.of(value));
    }
}
