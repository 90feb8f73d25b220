/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;

/**
 * A probe and how often it is asked. Immutable: each method returns a changed copy.
 *
 * @param probe what is asked
 * @param interval time from the start of one probe to the start of the next, 10 ms to 1 h
 * @param timeout a probe without an answer by then has failed; more than zero, at most the interval
 * @param rise successes in a row that turn a down check up, 1..100
 * @param fall failures in a row that turn an up check down, 1..100
 */
public record HealthCheck(Probe probe, Duration interval, Duration timeout, int rise, int fall) {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MIN_INTERVAL = Duration.ofMillis(10);
    private static final Duration MAX_INTERVAL = Duration.ofHours(1);

    /** Checks the ranges. */
    public HealthCheck {
        if (interval.compareTo(MIN_INTERVAL) < 0 || interval.compareTo(MAX_INTERVAL) > 0) {
            throw new ConfigurationException("check interval must be 10 ms to 1 h: " + interval);
        }
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(interval) > 0) {
            throw new ConfigurationException(
                    "check timeout must be positive and at most the interval (" + interval + "): " + timeout);
        }
        if (rise < 1 || rise > 100) {
            throw new ConfigurationException("check rise must be 1..100: " + rise);
        }
        if (fall < 1 || fall > 100) {
            throw new ConfigurationException("check fall must be 1..100: " + fall);
        }
    }

    /** A check that opens a TCP connection: every second, rise 1, fall 1 unless changed. */
    public static HealthCheck tcp(String host, int port) {
        if (port < 1 || port > 65535) {
            throw new ConfigurationException("check port must be 1..65535: " + port);
        }
        return of(new TcpProbe(host, port));
    }

    /** A check with an own probe: every second, rise 1, fall 1 unless changed. */
    public static HealthCheck of(Probe probe) {
        return new HealthCheck(probe, DEFAULT_INTERVAL, DEFAULT_INTERVAL, 1, 1);
    }

    /** With this interval; a longer timeout is shortened to it. */
    public HealthCheck every(Duration value) {
        return new HealthCheck(probe, value, timeout.compareTo(value) > 0 ? value : timeout, rise, fall);
    }

    /** With this timeout. */
    public HealthCheck timeout(Duration value) {
        return new HealthCheck(probe, interval, value, rise, fall);
    }

    /** With this many successes in a row to turn up. */
    public HealthCheck rise(int value) {
        return new HealthCheck(probe, interval, timeout, value, fall);
    }

    /** With this many failures in a row to turn down. */
    public HealthCheck fall(int value) {
        return new HealthCheck(probe, interval, timeout, rise, value);
    }
}
