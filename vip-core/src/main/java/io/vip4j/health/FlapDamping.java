/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;

/**
 * Holds a check down that goes up and down again and again. After its first failure it counts as up again when it is up;
 * after the second within {@code memory} only when it has been up for {@code hold} without a break, then twice as long for
 * each further one.
 *
 * @param hold how long the first hold-down lasts; more than zero
 * @param most how long a hold-down lasts at most; at least {@code hold}
 * @param memory after so long without a failure, all is forgotten; at least {@code most}
 */
public record FlapDamping(Duration hold, Duration most, Duration memory) {

    /** Checks the ranges. */
    public FlapDamping {
        if (hold.isNegative() || hold.isZero()) {
            throw new ConfigurationException("hold of flap damping must be positive: " + hold);
        }
        if (most.compareTo(hold) < 0 || most.compareTo(Duration.ofDays(1)) > 0) {
            throw new ConfigurationException(
                    "most of flap damping must be at least hold (" + hold + ") and at most 1 day: " + most);
        }
        if (memory.compareTo(most) < 0) {
            throw new ConfigurationException("memory of flap damping must be at least most (" + most + "): " + memory);
        }
    }
}
