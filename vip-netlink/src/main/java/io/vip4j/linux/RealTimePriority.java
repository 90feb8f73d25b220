/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import io.vip4j.vrrp.ConfigurationException;

/**
 * How far a thread goes before others, 1..99 (sched(7)). Any value goes before all threads without a real-time priority;
 * among those that have one the higher goes first. The kernel's own threads for interrupts mostly have 50.
 */
public record RealTimePriority(int value) {

    private static final int MOST = 99;

    /** Checks the range. */
    public RealTimePriority {
        if (value < 1 || value > MOST) {
            throw new ConfigurationException("realTimePriority must be 1..99: " + value);
        }
    }

    @Override
    public String toString() {
        return Integer.toString(value);
    }
}
