/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;
import java.util.Optional;

/**
 * How often a check is asked.
 *
 * @param interval time from the start of one probe to the start of the next, 10 ms to 1 h
 * @param timeout a probe without an answer by then has failed; more than zero, at most 1 h. If it is longer than the
 *     interval, the next probe waits for the end of this one
 * @param whileChanging the interval while answers contradict the state and the state still holds (rise or fall is not
 *     complete): at most {@code interval}; empty: the same
 * @param whileDown the interval while it is down and stays down: at least {@code interval}; empty: the same
 * @param jitter each interval is shortened or lengthened at random by up to this fraction, 0..0.5, so that the probes of
 *     many hosts do not fall together, and the first probe is put off by up to this fraction of the interval. The paces
 *     follow from the names of router and check and the addresses of the host's interfaces, so that simulations repeat
 */
public record Pace(
        Duration interval,
        Duration timeout,
        Optional<Duration> whileChanging,
        Optional<Duration> whileDown,
        double jitter) {

    private static final Duration MIN_INTERVAL = Duration.ofMillis(10);
    private static final Duration MAX_INTERVAL = Duration.ofHours(1);

    /** Every second, with a timeout of one second, without jitter. */
    public static final Pace DEFAULT =
            new Pace(Duration.ofSeconds(1), Duration.ofSeconds(1), Optional.empty(), Optional.empty(), 0);

    /** Checks the ranges. */
    public Pace {
        requireInterval("interval", interval);
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(MAX_INTERVAL) > 0) {
            throw new ConfigurationException("check timeout must be positive and at most 1 h: " + timeout);
        }
        if (whileChanging.isPresent()) {
            requireInterval("interval while changing", whileChanging.get());
            if (whileChanging.get().compareTo(interval) > 0) {
                throw new ConfigurationException("check interval while changing must be at most the interval ("
                        + interval + "): " + whileChanging.get());
            }
        }
        if (whileDown.isPresent()) {
            requireInterval("interval while down", whileDown.get());
            if (whileDown.get().compareTo(interval) < 0) {
                throw new ConfigurationException("check interval while down must be at least the interval (" + interval
                        + "): " + whileDown.get());
            }
        }
        if (!(jitter >= 0 && jitter <= 0.5)) {
            throw new ConfigurationException("check jitter must be 0..0.5: " + jitter);
        }
    }

    private static void requireInterval(String field, Duration value) {
        if (value.compareTo(MIN_INTERVAL) < 0 || value.compareTo(MAX_INTERVAL) > 0) {
            throw new ConfigurationException("check " + field + " must be 10 ms to 1 h: " + value);
        }
    }
}
