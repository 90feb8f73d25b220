/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files that a file includes, relative to the directory of the including one. Their depth, number and size are bounded. */
final class Includes {

    /** How deep files may include each other. */
    static final int MAX_DEPTH = 32;

    /** How many files are read. */
    static final int MAX_FILES = 1000;

    /** How many characters all files together may have. */
    static final int MAX_TOTAL = 4 * KeepalivedConfig.MAX_SIZE;

    /** When it is an error that an include line means nothing. */
    private enum Check {
        READABLE,
        MATCH,
        WILDCARD_MATCH,
        BRACE_MATCH
    }

    private static final Pattern INCLUDE = Pattern.compile("(include([rmwba]?))(?=[ \\t\"]|$)[ \\t]*(.*)");
    private static final Pattern INCLUDE_CHECK = Pattern.compile("include_check(?:[ \\t]+(.*))?");
    private static final Map<String, Check> CHECKS = Map.of(
            "readable", Check.READABLE,
            "match", Check.MATCH,
            "wildcard_match", Check.WILDCARD_MATCH,
            "brace_match", Check.BRACE_MATCH);

    /** A file that is being read. */
    private record Open(Path directory, Path identity, Set<Check> checks) {}

    private final Diagnostics diagnostics;
    private final Deque<Open> open = new ArrayDeque<>();
    private Set<Check> checks = EnumSet.noneOf(Check.class);
    private int files = 1;
    private long characters;

    private Includes(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** For a text without a directory: an include line is an error. */
    static Includes none(Diagnostics diagnostics) {
        return new Includes(diagnostics);
    }

    /** For the lines of this file. */
    static Includes of(Path file, Diagnostics diagnostics) {
        Includes includes = new Includes(diagnostics);
        includes.open(file);
        return includes;
    }

    /** The directory of the file that is read at the moment; empty for a text without one. */
    Optional<Path> directory() {
        return Optional.ofNullable(open.peek()).map(Open::directory);
    }

    private void open(Path file) {
        Path absolute = file.toAbsolutePath();
        Path directory = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        open.push(new Open(directory.normalize(), identity(file), Set.copyOf(checks)));
    }

    private static Path identity(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }

    /** Whether this is a line to give to {@link #read}; notes the line if it is {@code include_check}. */
    boolean isInclude(String text) {
        Matcher check = INCLUDE_CHECK.matcher(text);
        if (check.matches()) {
            setChecks(Optional.ofNullable(check.group(1)).orElse("").strip());
        }
        return INCLUDE.matcher(text).matches();
    }

    /** Unknown words are reported where the keyword is read. */
    private void setChecks(String words) {
        if (words.isEmpty()) {
            checks = EnumSet.allOf(Check.class);
            return;
        }
        if (!words.startsWith("+") && !words.startsWith("-")) {
            checks = EnumSet.noneOf(Check.class);
        }
        boolean added = true;
        for (String word : words.split("[ \\t]+", -1)) {
            added = word.startsWith("+") || (added && !word.startsWith("-"));
            Check check = CHECKS.get(word.replaceFirst("^[+-]", ""));
            if (check != null && added) {
                checks.add(check);
            } else if (check != null) {
                checks.remove(check);
            }
        }
    }

    /** Whether a word of {@code include_check} is one. */
    static boolean isCheck(String word) {
        String name = word.replaceFirst("^[+-]", "");
        return name.isEmpty() || CHECKS.containsKey(name);
    }

    /** @param reader reads the name and text of each file */
    void read(String line, Position at, BiConsumer<String, String> reader) {
        Matcher include = INCLUDE.matcher(line);
        if (!include.matches()) {
            return;
        }
        String keyword = include.group(1);
        String pattern = include.group(3).strip();
        if (pattern.length() >= 2 && pattern.startsWith("\"") && pattern.endsWith("\"")) {
            pattern = pattern.substring(1, pattern.length() - 1);
        }
        Open current = open.peek();
        if (current == null) {
            diagnostics.error(
                    at, "'" + keyword + "' needs the directory of a file: read the file with KeepalivedConfig.load");
            return;
        }
        if (pattern.isEmpty() || pattern.indexOf('\0') >= 0) {
            diagnostics.error(at, "'" + keyword + "' must have a file name: " + keyword + " FILE");
            return;
        }
        Set<Check> required = required(include.group(2));
        List<String> paths = FilePattern.alternatives(pattern);
        if (paths.isEmpty()) {
            diagnostics.error(at, "the braces of '" + keyword + "' make too many names: write several lines");
            return;
        }
        int matched = 0;
        for (String path : paths) {
            List<Path> matches = FilePattern.matches(current.directory(), path);
            matched += matches.size();
            if (matches.isEmpty()) {
                boolean wrong = FilePattern.hasWildcard(path)
                        ? required.contains(Check.WILDCARD_MATCH)
                        : required.contains(paths.size() > 1 ? Check.BRACE_MATCH : Check.MATCH);
                reportMissing(at, keyword, path, wrong);
            }
            for (Path file : matches) {
                readFile(file, at, required, reader);
            }
        }
        if (matched == 0
                && paths.size() > 1
                && required.contains(Check.MATCH)
                && !required.contains(Check.BRACE_MATCH)) {
            diagnostics.error(at, "no file matches '" + pattern + "'");
        }
    }

    private Set<Check> required(String variant) {
        Set<Check> required = EnumSet.noneOf(Check.class);
        required.addAll(checks);
        switch (variant) {
            case "r" -> required.add(Check.READABLE);
            case "m" -> required.add(Check.MATCH);
            case "w" -> required.add(Check.WILDCARD_MATCH);
            case "b" -> required.add(Check.BRACE_MATCH);
            case "a" -> required.addAll(EnumSet.allOf(Check.class));
            default -> {} // What include_check says.
        }
        return required;
    }

    private void reportMissing(Position at, String keyword, String path, boolean wrong) {
        String message = "no file matches '" + path + "'";
        if (wrong) {
            diagnostics.error(at, message);
        } else if (FilePattern.hasWildcard(path) && keyword.equals("include")) {
            diagnostics.note(at, message + ": nothing is included");
        } else {
            diagnostics.warning(at, message + ": nothing is included; '" + keyword + "' does not insist on it");
        }
    }

    private void readFile(Path file, Position at, Set<Check> required, BiConsumer<String, String> reader) {
        String name = shown(file);
        Path identity = identity(file);
        if (open.stream().anyMatch(each -> each.identity().equals(identity))) {
            diagnostics.error(at, "'" + name + "' includes itself: remove the line");
            return;
        }
        if (open.size() >= MAX_DEPTH || files >= MAX_FILES || characters > MAX_TOTAL) {
            diagnostics.error(
                    at,
                    "'" + name + "' is not read: files may include each other " + MAX_DEPTH + " deep, be " + MAX_FILES
                            + " and have " + MAX_TOTAL + " characters together");
            return;
        }
        files++;
        SourceFile source = SourceFile.read(file);
        if (source.problem().isPresent()) {
            String problem = source.problem().get();
            if (source.line() > 0) {
                diagnostics.begin(name);
                diagnostics.error(new Position(name, source.line()), problem);
            } else if (required.isEmpty() && !Files.isReadable(file)) {
                diagnostics.warning(at, "'" + name + "' " + problem + ": nothing is included");
            } else {
                diagnostics.error(at, "'" + name + "' " + problem);
            }
            return;
        }
        characters += source.text().length();
        open(file);
        Set<Check> before = EnumSet.noneOf(Check.class);
        before.addAll(checks);
        try {
            reader.accept(name, source.text());
        } finally {
            open.pop();
            checks = before;
        }
    }

    /** Short where the file is below the directory of the process. */
    private static String shown(Path file) {
        Path here = Path.of("").toAbsolutePath();
        Path plain = file.normalize();
        return plain.startsWith(here) ? here.relativize(plain).toString() : plain.toString();
    }
}
