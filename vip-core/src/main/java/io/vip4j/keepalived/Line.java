/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.keepalived.Keywords.Row;
import io.vip4j.keepalived.Keywords.Section;
import io.vip4j.vrrp.AddressScope;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/**
 * The words of one line of a block of values, read one after the other. The first mistake is reported and ends the
 * line: what follows it could be anything.
 */
final class Line {

    private static final int MAX_NUMBER = 999_999_999;
    private static final Map<String, AddressScope> SCOPES = Map.of(
            "global", AddressScope.GLOBAL,
            "site", AddressScope.SITE,
            "link", AddressScope.LINK,
            "host", AddressScope.HOST,
            "nowhere", AddressScope.NOWHERE);
    private static final Map<String, Integer> TABLES = Map.of("default", 253, "main", 254, "local", 255);

    private final Section section;
    private final String thing;
    private final Diagnostics diagnostics;
    private final List<Token> words;
    private int next;
    private boolean wrong;

    private Line(Section section, String thing, List<Token> words, Diagnostics diagnostics) {
        this.section = section;
        this.thing = thing;
        this.words = words;
        this.diagnostics = diagnostics;
    }

    /** A line that starts with what it is about, an address for example. */
    static Line about(Section section, String noun, Statement line, Diagnostics diagnostics) {
        return new Line(section, noun + " " + line.name(), line.arguments(), diagnostics).withoutBlock(line, noun);
    }

    /** A line of which every word may be an option. */
    static Line of(Section section, String noun, Statement line, Diagnostics diagnostics) {
        List<Token> words = new ArrayList<>();
        words.add(line.keyword());
        words.addAll(line.arguments());
        return new Line(section, "the " + noun, words, diagnostics).withoutBlock(line, noun);
    }

    private Line withoutBlock(Statement line, String noun) {
        if (line.block().isPresent()) {
            fail(line.keyword(), "an entry of '" + noun + "' must not be followed by a block: remove '{'");
        }
        return this;
    }

    /** Whether there was no mistake so far. */
    boolean isRight() {
        return !wrong;
    }

    /** The next word that is an option to read, or an unknown one; empty at the end and after a mistake. */
    Optional<Token> option() {
        while (!wrong && next < words.size()) {
            Token word = words.get(next++);
            Optional<Row> row = Keywords.find(section, word.text());
            if (row.isEmpty()) {
                return Optional.of(word);
            }
            String subject = "option '" + word.text() + "' of " + thing;
            switch (row.get().support()) {
                case SUPPORTED -> {
                    return Optional.of(word);
                }
                case NO_EFFECT ->
                    diagnostics.note(
                            word.at(),
                            subject + " has no effect here: " + row.get().remark());
                case IGNORED ->
                    diagnostics.warning(
                            word.at(), subject + " is ignored: " + row.get().remark());
                case REFUSED -> fail(word, subject + " is refused: " + row.get().remark());
            }
        }
        return Optional.empty();
    }

    /** Reports a word that is no option. */
    void unknown(Token word, String noun) {
        fail(word, "unknown option '" + word.text() + "' of " + thing + ": give each " + noun + " a line of its own");
    }

    /** Reports a mistake. */
    void fail(Token word, String message) {
        wrong = true;
        diagnostics.error(word.at(), message);
    }

    /** The word after an option. */
    Optional<Token> value(Token option) {
        if (next < words.size()) {
            return Optional.of(words.get(next++));
        }
        fail(option, "option '" + option.text() + "' of " + thing + " must have a value");
        return Optional.empty();
    }

    Optional<String> text(Token option) {
        return value(option).map(Token::text);
    }

    Optional<IpAddress> address(Token option) {
        return value(option).flatMap(word -> converted(option, word, IpAddress::parse));
    }

    /** A prefix in a word that has been read already. */
    Optional<IpPrefix> prefix(Token option, Token word) {
        return converted(option, word, IpPrefix::parse);
    }

    private <T> Optional<T> converted(Token option, Token word, Function<String, T> conversion) {
        try {
            return Optional.of(conversion.apply(word.text()));
        } catch (ConfigurationException e) {
            fail(word, "option '" + option.text() + "' of " + thing + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    OptionalInt number(Token option, int min) {
        return number(option, min, MAX_NUMBER);
    }

    OptionalInt number(Token option, int min, int max) {
        return value(option).map(word -> number(option, word, min, max)).orElse(OptionalInt.empty());
    }

    private OptionalInt number(Token option, Token word, int min, int max) {
        OptionalInt value =
                new Values(diagnostics).integer("option '" + option.text() + "' of " + thing, word, min, max);
        wrong |= value.isEmpty();
        return value;
    }

    /** A scope by name or number. */
    Optional<AddressScope> scope(Token option) {
        return value(option).flatMap(word -> {
            AddressScope known = SCOPES.get(word.text());
            if (known != null) {
                return Optional.of(known);
            }
            if (word.text().matches("\\d{1,3}") && Integer.parseInt(word.text()) <= 255) {
                return Optional.of(new AddressScope(Integer.parseInt(word.text())));
            }
            fail(
                    word,
                    "option 'scope' of " + thing + " must be global, site, link, host, nowhere or 0..255: '"
                            + word.text() + "'");
            return Optional.empty();
        });
    }

    /** A routing table by number, or by one of the names that every host has. */
    OptionalInt table(Token option) {
        Optional<Token> word = value(option);
        if (word.isEmpty()) {
            return OptionalInt.empty();
        }
        Integer known = TABLES.get(word.get().text());
        return known != null ? OptionalInt.of(known) : number(option, word.get(), 1, MAX_NUMBER);
    }
}
