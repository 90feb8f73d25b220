/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.nio.charset.StandardCharsets;

/** What a server says, made fit for one line of a log: no control characters, not endless. */
final class ServerText {

    private static final int LONGEST = 200;

    private ServerText() {}

    static String of(byte[] text) {
        return of(new String(text, StandardCharsets.UTF_8));
    }

    static String of(String text) {
        String line = text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        return text.codePointCount(0, text.length()) > LONGEST ? line + "..." : line;
    }
}
