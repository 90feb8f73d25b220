/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Builds statements out of tokens. A brace ends a statement like the end of a line does, and the opening brace may
 * stand on the next line. Works without recursion, so the depth of a file is limited only by its size.
 */
final class Parser {

    /** A block whose closing brace has not come yet; the head is empty if nothing stood before the brace. */
    private record Open(List<Token> head, Position at, List<Statement> statements) {}

    private final Diagnostics diagnostics;
    private final List<Statement> file = new ArrayList<>();
    private final Deque<Open> open = new ArrayDeque<>();
    private List<Token> head = new ArrayList<>();
    private boolean headEnded;

    private Parser(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    static List<Statement> parse(List<Token> tokens, Diagnostics diagnostics) {
        Parser parser = new Parser(diagnostics);
        tokens.forEach(parser::accept);
        parser.finish();
        return List.copyOf(parser.file);
    }

    private void accept(Token token) {
        switch (token.kind()) {
            case WORD -> {
                if (headEnded) {
                    endStatement();
                }
                head.add(token);
            }
            case END_OF_LINE -> headEnded = !head.isEmpty();
            case OPEN -> openBlock(token.at());
            case CLOSE -> {
                endStatement();
                closeBlock(token.at());
            }
        }
    }

    private void openBlock(Position at) {
        if (head.isEmpty()) {
            diagnostics.error(at, "unexpected '{': there is no keyword before it");
        }
        open.push(new Open(head, at, new ArrayList<>()));
        startStatement();
    }

    private void closeBlock(Position at) {
        @Nullable Open block = open.poll();
        if (block == null) {
            diagnostics.error(at, "unexpected '}': no block is open here");
            return;
        }
        add(block.head(), Optional.of(block.statements()));
    }

    private void finish() {
        endStatement();
        while (!open.isEmpty()) {
            Open block = open.pop();
            diagnostics.error(
                    block.at(),
                    block.head().isEmpty()
                            ? "the block that is opened here is not closed: add '}'"
                            : "the block of '" + block.head().get(0).text() + "' is not closed: add '}'");
            add(block.head(), Optional.of(block.statements()));
        }
    }

    private void endStatement() {
        add(head, Optional.empty());
        startStatement();
    }

    private void startStatement() {
        head = new ArrayList<>();
        headEnded = false;
    }

    private void add(List<Token> words, Optional<List<Statement>> block) {
        if (words.isEmpty()) {
            return;
        }
        List<Statement> parent = open.isEmpty() ? file : open.getFirst().statements();
        parent.add(new Statement(words.get(0), words.subList(1, words.size()), block));
    }
}
