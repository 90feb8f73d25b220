/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code $NAME} and {@code ${NAME}} stand for at the moment. */
final class Definitions {

    private static final Pattern REFERENCE =
            Pattern.compile("\\$\\{([^{}]*)\\}|\\$([A-Za-z_][A-Za-z0-9_]*+)(?=[ \\t\\f\\x0B,)]|$)");
    private static final Pattern BLANKS = Pattern.compile("[ \\t]+");
    private static final int LARGEST_RANDOM = 32_767;

    private final Map<String, List<String>> values = new HashMap<>();
    private final String configId;
    private final Supplier<Optional<Path>> directory;
    private final Diagnostics diagnostics;

    Definitions(String configId, Supplier<Optional<Path>> directory, Diagnostics diagnostics) {
        this.configId = configId;
        this.directory = directory;
        this.diagnostics = diagnostics;
    }

    /** @param lines none: the name stands for nothing */
    void define(String name, List<String> lines) {
        values.put(name, List.copyOf(lines));
    }

    /**
     * The lines that a line becomes when each reference in it is replaced once; empty if there is none to replace. A
     * $NAME that is not defined stays as it is, as in keepalived: it may be part of a password.
     */
    Optional<List<String>> replaceIn(String line, Position at) {
        if (line.indexOf('$') < 0) {
            return Optional.empty();
        }
        Matcher reference = REFERENCE.matcher(line);
        StringBuilder text = new StringBuilder();
        List<String> further = List.of();
        boolean replaced = false;
        int from = 0;
        while (reference.find()) {
            Optional<List<String>> value = value(reference, line, at);
            text.append(line, from, reference.start());
            from = reference.end();
            if (value.isEmpty()) {
                text.append(reference.group());
                continue;
            }
            replaced = true;
            List<String> lines = value.get();
            text.append(lines.isEmpty() ? "" : lines.get(0));
            if (lines.size() > 1) {
                if (!line.substring(from).isBlank()) {
                    diagnostics.error(at, "a definition of several lines must be the last thing on a line");
                }
                further = lines.subList(1, lines.size());
                from = line.length();
                break;
            }
            if (text.length() > PhysicalLine.MAX_LENGTH) {
                break; // Reported by the caller, who sees the length.
            }
        }
        if (!replaced) {
            return Optional.empty();
        }
        text.append(line, from, line.length());
        List<String> made = new ArrayList<>(further.size() + 1);
        made.add(text.toString());
        made.addAll(further);
        return Optional.of(made);
    }

    /** A text with references to definitions of one line, replaced until there is none. */
    String replaceAll(String text, Position at) {
        String result = text;
        for (int pass = 0; pass < 8; pass++) {
            Optional<List<String>> made = replaceIn(result, at);
            if (made.isEmpty() || made.get().get(0).length() > PhysicalLine.MAX_LENGTH) {
                break;
            }
            result = made.get().get(0);
        }
        return result;
    }

    private Optional<List<String>> value(Matcher reference, String line, Position at) {
        boolean braced = reference.group(1) != null;
        String[] words = BLANKS.split(braced ? reference.group(1).strip() : reference.group(2), -1);
        Optional<List<String>> own = Optional.ofNullable(values.get(words[0]));
        if (own.isPresent()) {
            return own;
        }
        Optional<String> predefined = predefined(words, at);
        if (predefined.isPresent() || !braced) {
            return predefined.map(List::of);
        }
        // Words of a password may look like a reference.
        String name = line.contains("auth_pass") ? "${...}" : reference.group();
        diagnostics.error(
                at, "'" + name + "' is not defined here: add a line $NAME=VALUE before it, or check the spelling");
        return Optional.of(List.of(""));
    }

    private Optional<String> predefined(String[] words, Position at) {
        return switch (words[0]) {
            case "_PWD" -> Optional.of(currentDirectory(at));
            case "_INSTANCE" -> Optional.of(configId);
            case "_HASH" -> Optional.of("#");
            case "_BANG" -> Optional.of("!");
            case "_ENV" -> Optional.of(environment(words, at));
            case "_RANDOM" -> Optional.of(random(words, at));
            default -> Optional.empty();
        };
    }

    private String currentDirectory(Position at) {
        if (directory.get().isEmpty()) {
            diagnostics.error(at, "'_PWD' has no value: this text is not read from a file");
            return "";
        }
        return directory.get().get().toString();
    }

    private String environment(String[] words, Position at) {
        if (words.length != 2 || words[1].isEmpty()) {
            diagnostics.error(at, "'_ENV' must have the name of one variable: ${_ENV NAME}");
            return "";
        }
        String value = System.getenv(words[1]);
        if (value == null) {
            diagnostics.error(at, "the environment has no variable '" + words[1] + "': set it before the start");
            return "";
        }
        return value;
    }

    private String random(String[] words, Position at) {
        int least = bound(words, 1, 0);
        int most = bound(words, 2, LARGEST_RANDOM);
        if (words.length > 3 || least < 0 || most < least) {
            diagnostics.error(at, "'_RANDOM' must be followed by two numbers in order at most: ${_RANDOM MIN MAX}");
            return "0";
        }
        diagnostics.warning(at, "'_RANDOM' has another value each time the file is read, at a reload too");
        return Integer.toString(ThreadLocalRandom.current().nextInt(least, most + 1));
    }

    private static int bound(String[] words, int index, int missing) {
        if (index >= words.length) {
            return missing;
        }
        return words[index].matches("\\d{1,9}") ? Integer.parseInt(words[index]) : -1;
    }
}
