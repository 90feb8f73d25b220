/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * Cuts the text of a file into tokens. Each line goes through the same steps as in keepalived: characters, comment,
 * directives, words and braces. Nothing here throws; whatever is wrong becomes a diagnostic.
 */
final class Lexer {

    /** The longest line in characters; keepalived cuts longer ones in two. */
    static final int MAX_LINE = 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Diagnostics diagnostics;
    private final Directives directives;
    private final List<Token> tokens = new ArrayList<>();

    private Lexer(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.directives = new Directives(diagnostics);
    }

    static List<Token> tokens(String file, String text, Diagnostics diagnostics) {
        Lexer lexer = new Lexer(diagnostics);
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            lexer.readLine(lines[i], new Position(file, i + 1));
        }
        return List.copyOf(lexer.tokens);
    }

    /** A character as people can look it up, U+00A0. */
    static String codePoint(char c) {
        return String.format(Locale.ROOT, "U+%04X", (int) c);
    }

    private void readLine(String physical, Position at) {
        String line = physical.endsWith("\r") ? physical.substring(0, physical.length() - 1) : physical;
        if (at.line() == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK) {
            diagnostics.error(at, "the file starts with a byte order mark (U+FEFF): save it as UTF-8 without one");
            line = line.substring(1);
        }
        if (line.length() > MAX_LINE) {
            diagnostics.error(
                    at,
                    "the line has " + line.length() + " characters, at most " + MAX_LINE + " are allowed: break it");
        }
        String visible = withoutComment(withoutControls(line, at));
        readWords(directives.apply(withoutOddBlanks(visible, at), at), at);
    }

    private String withoutControls(String line, Position at) {
        for (int i = 0; i < line.length(); i++) {
            if (isForbiddenControl(line.charAt(i))) {
                diagnostics.error(
                        at,
                        "control character " + codePoint(line.charAt(i)) + " in the text: remove it from column "
                                + (i + 1));
                return replace(line, Lexer::isForbiddenControl);
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
                return replace(line, Lexer::isOddBlank);
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

    private static boolean isBlank(int c) {
        return c == ' ' || c == '\t' || c == '\f' || c == 0x0B;
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
            } else if (!quoted && c == '\\' && i + 1 < line.length() && isComment(line.charAt(i + 1))) {
                i++;
            }
            kept.append(line.charAt(i));
        }
        return kept.toString();
    }

    private static boolean isComment(char c) {
        return c == '#' || c == '!';
    }

    private void readWords(String text, Position at) {
        int before = tokens.size();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                // A quote also ends a word before it, and "" is a word.
                endWord(word, quoted, at);
                quoted = !quoted;
            } else if (quoted) {
                word.append(c);
            } else if (c == '{' || c == '}') {
                endWord(word, false, at);
                tokens.add(new Token(c == '{' ? Token.Kind.OPEN : Token.Kind.CLOSE, "", at));
            } else if (isBlank(c)) {
                endWord(word, false, at);
            } else {
                word.append(c);
            }
        }
        if (quoted) {
            diagnostics.error(at, "the quote is not closed on this line: add '\"'");
        }
        endWord(word, quoted, at);
        if (tokens.size() > before) {
            tokens.add(new Token(Token.Kind.END_OF_LINE, "", at));
        }
    }

    private void endWord(StringBuilder word, boolean evenIfEmpty, Position at) {
        if (evenIfEmpty || word.length() > 0) {
            tokens.add(new Token(Token.Kind.WORD, word.toString(), at));
            word.setLength(0);
        }
    }
}
