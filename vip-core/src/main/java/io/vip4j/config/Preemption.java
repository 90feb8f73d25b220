/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;

/**
 * Whether and when the role is taken from an Active router with a lower priority (RFC 9568 6.1, Preempt_Mode). The owner
 * of the addresses always takes it at once.
 *
 * @param enabled whether it is taken at all
 * @param delay 0..1000 s: for how long after the first lower advertisement such advertisements are still accepted; an
 *     advertisement with the own priority or a higher one starts it anew, and silence ends it. Not in RFC; keepalived's
 *     preempt_delay
 */
public record Preemption(boolean enabled, Duration delay) {

    private static final Duration MAX_DELAY = Duration.ofSeconds(1000);

    /** At once; the default. */
    public static final Preemption IMMEDIATE = new Preemption(true, Duration.ZERO);
    /** Never. */
    public static final Preemption NEVER = new Preemption(false, Duration.ZERO);

    /** Checks the range. */
    public Preemption {
        if (delay.isNegative() || delay.compareTo(MAX_DELAY) > 0) {
            throw new ConfigurationException("preemption delay must be 0..1000 s: " + delay);
        }
        if (!enabled && !delay.isZero()) {
            throw new ConfigurationException("preemption delay must be 0 without preemption: " + delay);
        }
    }

    /** Only when lower advertisements have been heard for this long. */
    public static Preemption after(Duration delay) {
        return new Preemption(true, delay);
    }
}
