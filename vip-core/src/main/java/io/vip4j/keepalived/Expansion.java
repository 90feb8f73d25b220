/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines that make other lines: conditions, definitions and their use, repeats. As in keepalived each line is
 * expanded until nothing is left to expand; how much a file can grow is bounded.
 */
final class Expansion {

    /** How many lines repeats and definitions of several lines may make. */
    static final int MAX_MADE_LINES = 20_000;

    /** How many characters are looked through for references, of all lines together. */
    static final int MAX_WORK = 16 << 20;

    private static final int MAX_PASSES = 64;
    private static final Pattern DEFINITION = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)=[ \\t]*");
    private static final Pattern CONDITION = Pattern.compile("@(\\^?)([^ \\t]*)[ \\t]*");

    /** A text that waits, and the variables of a repeat that it is read with. */
    private record Pending(String text, Map<String, String> variables) {}

    private final Diagnostics diagnostics;
    private final BiConsumer<String, Position> lines;
    private final Definitions definitions;
    private final Sequences sequences;
    private final String configId;
    private int madeLines;
    private int work;
    private boolean stopped;
    private Optional<MultiLine> open = Optional.empty();

    /** A definition that goes on on the next line. */
    private record MultiLine(String name, List<String> lines) {}

    /**
     * @param directory that of the file which is read at the moment
     * @param lines takes what is left: lines of words and braces
     */
    Expansion(
            Options options,
            Supplier<Optional<Path>> directory,
            BiConsumer<String, Position> lines,
            Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
        this.lines = lines;
        this.configId = options.configId().orElseGet(HostName::read);
        this.definitions = new Definitions(configId, directory, diagnostics);
        this.sequences = new Sequences(diagnostics);
    }

    /** Takes a line without comment. */
    void accept(String line, Position at) {
        String text = line.strip();
        if (open.isPresent()) {
            continueDefinition(open.get(), text);
            return;
        }
        if (!text.isEmpty()) {
            expand(text, at);
        }
    }

    /** A file ends: so does a definition whose last line wants another one. */
    void endFile(Position at) {
        open.ifPresent(unfinished -> {
            diagnostics.error(
                    at, "the definition of $" + unfinished.name() + " ends with '\\': its next line is missing");
            open = Optional.empty();
        });
    }

    private void continueDefinition(MultiLine definition, String text) {
        String value = withoutBackslash(text);
        if (!value.isEmpty()) {
            definition.lines().add(value);
        }
        if (value.length() == text.length()) {
            definitions.define(definition.name(), definition.lines());
            open = Optional.empty();
        }
    }

    private static String withoutBackslash(String text) {
        return text.endsWith("\\") ? text.substring(0, text.length() - 1).stripTrailing() : text;
    }

    private void expand(String line, Position at) {
        Deque<Pending> pending = new ArrayDeque<>();
        pending.push(new Pending(line, Map.of()));
        while (!pending.isEmpty() && !stopped) {
            Pending next = pending.pop();
            next.variables().forEach((name, value) -> definitions.define(name, List.of(value)));
            expandOne(next.text(), at, pending);
        }
    }

    private void expandOne(String line, Position at, Deque<Pending> pending) {
        String text = line;
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            Optional<String> kept = withoutConditions(text, at);
            if (kept.isEmpty()) {
                return;
            }
            text = kept.get();
            if (isDefinition(text)) {
                return;
            }
            if (text.startsWith("~")) {
                repeat(text, at, pending);
                return;
            }
            Optional<List<String>> replaced = definitions.replaceIn(text, at);
            if (replaced.isEmpty()) {
                lines.accept(text, at);
                return;
            }
            List<String> made = replaced.get();
            if (!isWithinBounds(made, at)) {
                return;
            }
            for (int i = made.size() - 1; i > 0; i--) {
                pending.push(new Pending(made.get(i), Map.of()));
            }
            text = made.get(0).strip();
        }
        diagnostics.error(
                at,
                "a definition refers to itself: the line is still not complete after " + MAX_PASSES + " replacements");
    }

    private Optional<String> withoutConditions(String line, Position at) {
        String text = line;
        while (text.startsWith("@")) {
            Matcher condition = CONDITION.matcher(text);
            if (!condition.lookingAt() || condition.group(2).isEmpty()) {
                diagnostics.error(at, "'@' must be followed by a configuration id, a blank and text: @ID text");
                return Optional.empty();
            }
            if (condition.end() == text.length()) {
                diagnostics.warning(at, "the condition has no text behind it: the line has no effect");
                return Optional.empty();
            }
            boolean wanted = condition.group(1).isEmpty();
            if (condition.group(2).equals(configId) != wanted) {
                return Optional.empty();
            }
            text = text.substring(condition.end());
        }
        return Optional.of(text);
    }

    private boolean isDefinition(String text) {
        Matcher definition = DEFINITION.matcher(text);
        if (!definition.lookingAt()) {
            return false;
        }
        String name = definition.group(1);
        String value = text.substring(definition.end());
        String first = withoutBackslash(value);
        List<String> values = new ArrayList<>();
        if (!first.isEmpty()) {
            values.add(first);
        }
        if (first.length() < value.length()) {
            open = Optional.of(new MultiLine(name, values));
        } else {
            definitions.define(name, values);
        }
        return true;
    }

    private void repeat(String text, Position at, Deque<Pending> pending) {
        List<Sequences.Round> rounds = sequences.read(text, parameters -> definitions.replaceAll(parameters, at), at);
        for (int i = rounds.size() - 1; i >= 0; i--) {
            pending.push(new Pending(rounds.get(i).text(), rounds.get(i).variables()));
        }
        madeLines += rounds.size();
        requireFewLines(at);
    }

    private boolean isWithinBounds(List<String> made, Position at) {
        madeLines += made.size() - 1;
        for (String line : made) {
            work += line.length();
            if (line.length() > PhysicalLine.MAX_LENGTH) {
                diagnostics.error(
                        at,
                        "definitions make this line longer than " + PhysicalLine.MAX_LENGTH
                                + " characters: use a definition of several lines");
                return false;
            }
        }
        if (work > MAX_WORK) {
            stop(at, "definitions make the file too large: the rest of it is not read");
        }
        requireFewLines(at);
        return !stopped;
    }

    private void requireFewLines(Position at) {
        if (madeLines > MAX_MADE_LINES) {
            stop(at, "repeats and definitions make more than " + MAX_MADE_LINES + " lines: the rest is not read");
        }
    }

    private void stop(Position at, String message) {
        if (!stopped) {
            stopped = true;
            diagnostics.error(at, message);
        }
    }
}
