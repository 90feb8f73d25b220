/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.Locale;
import java.util.function.IntPredicate;

/** The first steps with a line of a file: characters that have no place in it are reported, and comments removed. */
final class PhysicalLine {

    /** The longest line in characters; keepalived cuts longer ones in two. */
    static final int MAX_LENGTH = 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Diagnostics diagnostics;

    PhysicalLine(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** The text of a line without comment. */
    String text(String physical, Position at) {
        String line = physical.endsWith("\r") ? physical.substring(0, physical.length() - 1) : physical;
        if (at.line() == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK) {
            diagnostics.error(at, "the file starts with a byte order mark (U+FEFF): save it as UTF-8 without one");
            line = line.substring(1);
        }
        if (line.length() > MAX_LENGTH) {
            diagnostics.error(
                    at,
                    "the line has " + line.length() + " characters, at most " + MAX_LENGTH + " are allowed: break it");
        }
        return withoutOddBlanks(withoutComment(withoutControls(line, at)), at);
    }

    /** A character as people can look it up, U+00A0. */
    static String codePoint(char c) {
        return String.format(Locale.ROOT, "U+%04X", (int) c);
    }

    static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\f' || c == 0x0B;
    }

    private String withoutControls(String line, Position at) {
        for (int i = 0; i < line.length(); i++) {
            if (isForbiddenControl(line.charAt(i))) {
                diagnostics.error(
                        at,
                        "control character " + codePoint(line.charAt(i)) + " in the text: remove it from column "
                                + (i + 1));
                return replace(line, PhysicalLine::isForbiddenControl);
            }
        }
        return line;
    }

    /** Texts copied from web pages hold blanks that look alike but do not part words. */
    private String withoutOddBlanks(String line, Position at) {
        for (int i = 0; i < line.length(); i++) {
            if (isOddBlank(line.charAt(i))) {
                diagnostics.error(
                        at,
                        "character " + codePoint(line.charAt(i)) + " looks like a blank but does not part words: "
                                + "replace it with a blank");
                return replace(line, PhysicalLine::isOddBlank);
            }
        }
        return line;
    }

    private static String replace(String line, IntPredicate unwanted) {
        StringBuilder clean = new StringBuilder(line.length());
        line.chars().forEach(c -> clean.append(unwanted.test(c) ? ' ' : (char) c));
        return clean.toString();
    }

    private static boolean isForbiddenControl(int c) {
        return Character.isISOControl(c) && !isBlank(c);
    }

    private static boolean isOddBlank(int c) {
        return c != ' ' && (Character.isSpaceChar(c) || c == '\u200B' || c == BYTE_ORDER_MARK);
    }

    private static String withoutComment(String line) {
        StringBuilder kept = new StringBuilder(line.length());
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && isComment(c)) {
                break;
            } else if (c == '\\' && i + 1 < line.length()) {
                i++;
                if (quoted || !isComment(line.charAt(i))) {
                    kept.append(c);
                }
            }
            kept.append(line.charAt(i));
        }
        return kept.toString();
    }

    private static boolean isComment(char c) {
        return c == '#' || c == '!';
    }
}
