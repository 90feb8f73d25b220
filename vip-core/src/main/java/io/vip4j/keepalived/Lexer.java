/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts the text of a file and of those that it includes into tokens. Each line goes through the same steps as in
 * keepalived: characters and comment, the lines that make other lines, words and braces. Nothing here throws; whatever is
 * wrong becomes a diagnostic.
 */
final class Lexer {

    private final Diagnostics diagnostics;
    private final PhysicalLine physicalLine;
    private final Expansion expansion;
    private final Includes includes;
    private final List<Token> tokens = new ArrayList<>();

    private Lexer(Includes includes, Options options, Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.includes = includes;
        this.physicalLine = new PhysicalLine(diagnostics);
        this.expansion = new Expansion(options, includes::directory, this::readStatementLine, diagnostics);
    }

    /** @param includes what becomes of include lines */
    static List<Token> tokens(String file, String text, Includes includes, Options options, Diagnostics diagnostics) {
        Lexer lexer = new Lexer(includes, options, diagnostics);
        lexer.readFile(file, text);
        return List.copyOf(lexer.tokens);
    }

    private void readFile(String file, String text) {
        diagnostics.begin(file);
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            Position at = new Position(file, i + 1);
            expansion.accept(physicalLine.text(lines[i], at), at);
        }
        expansion.endFile(new Position(file, lines.length));
    }

    private void readStatementLine(String text, Position at) {
        if (includes.isInclude(text)) {
            includes.read(text, at, this::readFile);
        } else {
            readWords(text, at);
        }
    }

    private void readWords(String text, Position at) {
        int before = tokens.size();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '"' && isCommand()) {
                // A quote of the command, which is cut into words later.
                word.append(text.charAt(++i));
            } else if (c == '"') {
                // A quote also ends a word before it, and "" is a word.
                endWord(word, quoted, quoted, at);
                quoted = !quoted;
            } else if (quoted) {
                word.append(c);
            } else if (c == '{' || c == '}') {
                endWord(word, false, false, at);
                tokens.add(new Token(c == '{' ? Token.Kind.OPEN : Token.Kind.CLOSE, "", false, at));
            } else if (PhysicalLine.isBlank(c)) {
                endWord(word, false, false, at);
            } else {
                word.append(c);
            }
        }
        if (quoted) {
            diagnostics.error(at, "the quote is not closed on this line: add '\"'");
        }
        endWord(word, quoted, quoted, at);
        if (tokens.size() > before) {
            tokens.add(new Token(Token.Kind.END_OF_LINE, "", false, at));
        }
    }

    /** Whether the words that are read at the moment follow a keyword whose value is a command. */
    private boolean isCommand() {
        int i = tokens.size();
        while (i > 0 && tokens.get(i - 1).kind() == Token.Kind.WORD) {
            i--;
        }
        return i < tokens.size() && CommandWords.isKeyword(tokens.get(i).text());
    }

    private void endWord(StringBuilder word, boolean evenIfEmpty, boolean quoted, Position at) {
        if (evenIfEmpty || word.length() > 0) {
            tokens.add(new Token(Token.Kind.WORD, word.toString(), quoted, at));
            word.setLength(0);
        }
    }
}
