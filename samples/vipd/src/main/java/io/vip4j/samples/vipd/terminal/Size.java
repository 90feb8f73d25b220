/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.terminal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much a terminal shows.
 *
 * @param columns from left to right, at least 1
 * @param rows from top to bottom, at least 1
 */
public record Size(int columns, int rows) {

    /** Of a terminal that does not tell its own. */
    public static final Size USUAL = new Size(80, 24);

    private static final Pattern SAID_BY_STTY = Pattern.compile("([1-9]\\d{0,4}) ([1-9]\\d{0,4})");

    /** Checks the ranges. */
    public Size {
        if (columns < 1 || rows < 1) {
            throw new IllegalArgumentException("size must be at least 1 x 1: " + columns + " x " + rows);
        }
    }

    /** What {@code stty size} printed: rows, then columns; zeros are those of a terminal that does not know. */
    static Optional<Size> ofStty(String said) {
        Matcher numbers = SAID_BY_STTY.matcher(said);
        return numbers.matches()
                ? Optional.of(new Size(Integer.parseInt(numbers.group(2)), Integer.parseInt(numbers.group(1))))
                : Optional.empty();
    }
}
