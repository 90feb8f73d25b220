/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.nio.charset.StandardCharsets;

/** What is shown of the output of a program. */
final class FirstLine {

    private static final int MAX_CHARACTERS = 200;

    private FirstLine() {}

    /** The first line that is not blank, cut to 200 characters, without control characters; empty if there is none. */
    static String of(byte[] output) {
        String line = new String(output, StandardCharsets.UTF_8)
                .lines()
                .map(FirstLine::printable)
                .filter(printable -> !printable.isBlank())
                .findFirst()
                .orElse("");
        if (line.length() <= MAX_CHARACTERS) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(MAX_CHARACTERS - 1)) ? MAX_CHARACTERS - 1 : MAX_CHARACTERS;
        return line.substring(0, end) + "...";
    }

    private static String printable(String line) {
        return line.replaceAll("\\p{Cntrl}", " ").strip();
    }
}
