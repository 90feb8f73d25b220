/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Cuts a command into its words: blanks part them, quotes of both kinds hold them together, and \ escapes. */
final class CommandWords {

    private static final Set<String> KEYWORDS = Set.of(
            "script",
            "notify",
            "notify_master",
            "notify_backup",
            "notify_fault",
            "notify_stop",
            "notify_deleted",
            "notify_master_rx_lower_pri",
            "startup_script",
            "shutdown_script");

    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int next;

    private CommandWords(String text) {
        this.text = text;
    }

    /** Whether a line of this keyword holds a command, in whose quotes \" is a quote of the command. */
    static boolean isKeyword(String keyword) {
        return KEYWORDS.contains(keyword);
    }

    /** The words; a quote that is not closed ends with the text. */
    static List<String> of(String text) {
        CommandWords command = new CommandWords(text);
        command.read();
        return List.copyOf(command.words);
    }

    private void read() {
        char quote = 0;
        while (next < text.length()) {
            char c = text.charAt(next++);
            if (c == '\\' && next < text.length()) {
                inWord = true;
                readEscape();
            } else if (quote == 0 && (c == '"' || c == '\'')) {
                inWord = true;
                quote = c;
            } else if (c == quote) {
                quote = 0;
            } else if (quote == 0 && PhysicalLine.isBlank(c)) {
                endWord();
            } else {
                inWord = true;
                word.append(c);
            }
        }
        endWord();
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void readEscape() {
        char c = text.charAt(next++);
        switch (c) {
            case 'a' -> word.append('\u0007');
            case 'b' -> word.append('\b');
            case 'E' -> word.append('\u001B');
            case 'f' -> word.append('\f');
            case 'n' -> word.append('\n');
            case 'r' -> word.append('\r');
            case 't' -> word.append('\t');
            case 'v' -> word.append('\u000B');
            case 'x' -> readNumber(16, 2, c);
            case 'c' -> readControl();
            default -> {
                if (c >= '0' && c <= '7') {
                    next--;
                    readNumber(8, 3, c);
                } else {
                    word.append(c);
                }
            }
        }
    }

    private void readControl() {
        if (next < text.length()) {
            word.append((char) (text.charAt(next++) & 0x1F));
        }
    }

    private void readNumber(int radix, int digits, char otherwise) {
        int from = next;
        int value = 0;
        while (next < text.length() && next - from < digits && Character.digit(text.charAt(next), radix) >= 0) {
            value = value * radix + Character.digit(text.charAt(next++), radix);
        }
        word.append(next == from ? otherwise : (char) (value & 0xFF));
    }
}
