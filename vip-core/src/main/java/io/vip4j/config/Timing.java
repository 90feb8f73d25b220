/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;

/**
 * Times beyond RFC 9568, which most virtual routers leave as they are.
 *
 * @param downAdvertisements 1..100: how many missing advertisements make the Active router count as gone; 3 in RFC 9568
 * @param startupDelay 0..1 h: how long after its start the virtual router takes no part
 * @param linkUpDelay 0..255 s: how long the interface must be up without a break before it counts as up: a switch port
 *     may forward nothing in its first seconds
 * @param linkDownDelay 0..255 s: how long the interface must be down before it counts as down. From the time on in which a
 *     Backup would take over, this router may still be Active without being heard
 * @param learnedIntervalFloor a multiple of 10 ms, 0..40.95 s: a shorter interval of an Active router counts as this one, so that a mistake
 *     or malice cannot make this router wait some milliseconds only; zero: learned as it is (RFC 9568)
 * @param peerMemory 0..1 day: for how long another router that was heard counts as there. An Active router whose weights
 *     drop it below such a one gives the role away at once instead of being outlived in Active_Down_Interval; zero: never
 */
public record Timing(
        int downAdvertisements,
        Duration startupDelay,
        Duration linkUpDelay,
        Duration linkDownDelay,
        Duration learnedIntervalFloor,
        Duration peerMemory) {

    private static final long CENTISECOND_NANOS = 10_000_000;

    /** RFC 9568: three advertisements, no delays; and a memory of one hour. */
    public static final Timing DEFAULT =
            new Timing(3, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ofHours(1));

    /** Checks the ranges. */
    public Timing {
        if (downAdvertisements < 1 || downAdvertisements > 100) {
            throw new ConfigurationException("downAdvertisements must be 1..100: " + downAdvertisements);
        }
        require("startupDelay", startupDelay, Duration.ofHours(1));
        require("linkUpDelay", linkUpDelay, Duration.ofSeconds(255));
        require("linkDownDelay", linkDownDelay, Duration.ofSeconds(255));
        require("learnedIntervalFloor", learnedIntervalFloor, Duration.ofMillis(40_950));
        require("peerMemory", peerMemory, Duration.ofDays(1));
        if (learnedIntervalFloor.toNanos() % CENTISECOND_NANOS != 0) {
            throw new ConfigurationException(
                    "learnedIntervalFloor must be a multiple of 10 ms: " + learnedIntervalFloor);
        }
    }

    private static void require(String field, Duration value, Duration most) {
        if (value.isNegative() || value.compareTo(most) > 0) {
            throw new ConfigurationException(field + " must be 0.." + most + ": " + value);
        }
    }

    /** These times with another number of missing advertisements. */
    public Timing downAdvertisements(int value) {
        return new Timing(value, startupDelay, linkUpDelay, linkDownDelay, learnedIntervalFloor, peerMemory);
    }

    /** These times with another delay after the start. */
    public Timing startupDelay(Duration value) {
        return new Timing(downAdvertisements, value, linkUpDelay, linkDownDelay, learnedIntervalFloor, peerMemory);
    }

    /** These times with another delay after link-up. */
    public Timing linkUpDelay(Duration value) {
        return new Timing(downAdvertisements, startupDelay, value, linkDownDelay, learnedIntervalFloor, peerMemory);
    }

    /** These times with another delay after link-down. */
    public Timing linkDownDelay(Duration value) {
        return new Timing(downAdvertisements, startupDelay, linkUpDelay, value, learnedIntervalFloor, peerMemory);
    }

    /** These times with another floor of learned intervals. */
    public Timing learnedIntervalFloor(Duration value) {
        return new Timing(downAdvertisements, startupDelay, linkUpDelay, linkDownDelay, value, peerMemory);
    }

    /** These times with another memory of other routers. */
    public Timing peerMemory(Duration value) {
        return new Timing(downAdvertisements, startupDelay, linkUpDelay, linkDownDelay, learnedIntervalFloor, value);
    }
}
