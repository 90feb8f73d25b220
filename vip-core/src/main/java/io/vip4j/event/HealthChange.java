/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import io.vip4j.health.Reading;
import java.time.Instant;

/**
 * What is watched has answered for the first time, or counts otherwise than before.
 *
 * @param name the name of the watch
 * @param at wall-clock time, for people
 * @param reading how it counts from now on, after rise, fall and damping
 * @param detail why, for people
 */
public record HealthChange(String name, Instant at, Reading reading, String detail) {

    /** Whether it counts as working. */
    public boolean up() {
        return reading.up();
    }
}
