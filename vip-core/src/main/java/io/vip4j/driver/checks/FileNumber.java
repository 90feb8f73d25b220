/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The whole number that a file begins with: decimal, hexadecimal after 0x, octal after 0, as strtol reads it.
 *
 * @param value the number; 0 if there is none
 * @param words what the file is like, for people
 * @param isNumber whether there is one
 */
record FileNumber(int value, String words, boolean isNumber) {

    private static final String COUNTS_AS_0 = ", which counts as 0";
    private static final String EMPTY = "is empty";
    private static final Pattern NUMBER =
            Pattern.compile("\\s*([-+]?)(0[xX]([0-9a-fA-F]+)|0([0-7]*)|([1-9][0-9]*)).*", Pattern.DOTALL);

    /** There is none. */
    static FileNumber none(String why) {
        return new FileNumber(0, why + COUNTS_AS_0, false);
    }

    /** Whether the file is empty. */
    boolean isEmpty() {
        return words.equals(EMPTY + COUNTS_AS_0);
    }

    static FileNumber parse(String text) {
        if (text.isBlank()) {
            return none(EMPTY);
        }
        Matcher matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            return none("holds no whole number");
        }
        BigInteger size = matcher.group(3) != null
                ? new BigInteger(matcher.group(3), 16)
                : matcher.group(4) != null
                        ? new BigInteger("0" + matcher.group(4), 8)
                        : new BigInteger(matcher.group(5));
        BigInteger number = matcher.group(1).equals("-") ? size.negate() : size;
        return number.bitLength() > 31
                ? none("holds a number beyond 32 bits")
                : new FileNumber(number.intValue(), "holds " + number, true);
    }
}
