/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import java.util.ArrayList;
import java.util.List;

/** Takes the text of a block apart as a shell does, as far as documents go: quotes, comments, operators, redirections. */
final class ShellWords {

    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private boolean redirected;
    private int at;

    private ShellWords(String text) {
        this.text = text;
    }

    /** The simple commands, each as its words. */
    static List<List<String>> commands(String text) {
        ShellWords shell = new ShellWords(text);
        while (shell.at < shell.text.length()) {
            shell.read(shell.text.charAt(shell.at++));
        }
        shell.endCommand();
        return List.copyOf(shell.commands);
    }

    private void read(char sign) {
        switch (sign) {
            case '\'', '"' -> quoted(sign);
            case '\\' -> escaped();
            case ' ', '\t' -> endWord();
            case '\n', ';', '&', '|' -> endCommand();
            case '>', '<' -> {
                endWord();
                redirected = true;
            }
            case '#' -> {
                if (inWord) {
                    append(sign);
                } else {
                    while (at < text.length() && text.charAt(at) != '\n') {
                        at++;
                    }
                }
            }
            default -> append(sign);
        }
    }

    private void append(char sign) {
        inWord = true;
        word.append(sign);
    }

    private void quoted(char quote) {
        int end = text.indexOf(quote, at);
        if (end < 0) {
            throw new IllegalArgumentException("a quote does not end: " + text.substring(at - 1));
        }
        inWord = true;
        word.append(text, at, end);
        at = end + 1;
    }

    /** A line that ends with it goes on in the next one. */
    private void escaped() {
        if (at < text.length() && text.charAt(at) == '\n') {
            at++;
            endWord();
        } else if (at < text.length()) {
            append(text.charAt(at++));
        }
    }

    private void endWord() {
        if (inWord) {
            if (!redirected) {
                words.add(word.toString());
            }
            redirected = false;
            inWord = false;
            word.setLength(0);
        }
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty()) {
            commands.add(List.copyOf(words));
            words = new ArrayList<>();
        }
    }
}
