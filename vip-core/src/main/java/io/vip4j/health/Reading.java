/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import java.util.OptionalInt;

/**
 * How something is at one moment, after rise, fall and damping.
 *
 * @param up whether it counts as working
 * @param level how well it works: 0 if down, 1 if entirely up, between them if degraded
 * @param value the number that a weight is multiplied by; empty: none, up or down counts
 */
public record Reading(boolean up, double level, OptionalInt value) {

    /** It works. */
    public static final Reading UP = new Reading(true, 1, OptionalInt.empty());

    /** It does not work. */
    public static final Reading DOWN = new Reading(false, 0, OptionalInt.empty());

    /** Checks the range. */
    public Reading {
        if (up ? !(level > 0 && level <= 1) : level != 0) {
            throw new IllegalArgumentException("level must be above 0, at most 1 if up, and 0 if not: " + level);
        }
    }

    /** Up or down. */
    public static Reading of(boolean up) {
        return up ? UP : DOWN;
    }
}
