/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import java.time.Duration;
import java.util.List;

/**
 * How long it takes at most from a failure, or a repair, until the addresses are claimed.
 *
 * @param parts what it is made of, in order
 */
public record TakeoverTime(List<Part> parts) {

    /**
     * One wait.
     *
     * @param words what for, with the arithmetic
     * @param most how long at most
     */
    public record Part(String words, Duration most) {

        /** For people. */
        @Override
        public String toString() {
            return words + " = " + Words.time(most);
        }
    }

    /** Copies the list. */
    public TakeoverTime {
        parts = List.copyOf(parts);
    }

    /** The sum. */
    public Duration most() {
        return parts.stream().map(Part::most).reduce(Duration.ZERO, Duration::plus);
    }

    /** In words: each part, separated by semicolons. */
    public String arithmetic() {
        return String.join("; ", parts.stream().map(Part::toString).toList());
    }

    /** For people: the sum. */
    @Override
    public String toString() {
        return Words.time(most());
    }
}
