/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

/** What a check counts as before it has answered. */
public enum InitialState {
    /** A router whose check releases takes no part yet; a weight counts as down. The first answer decides alone. */
    UNDECIDED,
    /** Up; the first answer decides alone. */
    UP,
    /** Down; the first answer decides alone. */
    DOWN,
    /** Up until {@code fall} failures in a row. */
    FULLY_UP,
    /** Down until {@code rise} successes in a row; keepalived's {@code init_fail}. */
    FULLY_DOWN
}
