/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The files that an include line means: a path with {@code *}, {@code ?}, {@code [...]} and {@code {a,b}}, as glob(7). */
final class FilePattern {

    /** How many paths the braces of a pattern may make, and how many files may match one. */
    static final int MAX_PATHS = 1000;

    private FilePattern() {}

    /** Whether a path without braces stands for any number of files. */
    static boolean hasWildcard(String path) {
        return path.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    }

    /** The pattern with each choice of its braces, one if it has none; empty if there are more than {@link #MAX_PATHS}. */
    static List<String> alternatives(String pattern) {
        List<String> done = new ArrayList<>();
        List<String> open = new ArrayList<>(List.of(pattern));
        while (!open.isEmpty() && done.size() + open.size() <= MAX_PATHS) {
            String next = open.remove(0);
            int from = next.indexOf('{');
            int to = from < 0 ? -1 : closing(next, from);
            if (to < 0) {
                done.add(next);
                continue;
            }
            List<String> chosen = new ArrayList<>();
            for (String part : parts(next.substring(from + 1, to))) {
                chosen.add(next.substring(0, from) + part + next.substring(to + 1));
            }
            open.addAll(0, chosen);
        }
        return open.isEmpty() ? done : List.of();
    }

    private static int closing(String text, int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            depth += text.charAt(i) == '{' ? 1 : text.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }

    /** The files that match a path without braces, sorted, at most {@link #MAX_PATHS}. */
    static List<Path> matches(Path directory, String path) {
        Path wanted = directory.resolve(path);
        if (!hasWildcard(path)) {
            return Files.exists(wanted) ? List.of(wanted) : List.of();
        }
        List<Path> found = new ArrayList<>(List.of(wanted.isAbsolute() ? wanted.getRoot() : Path.of("")));
        for (Path component : wanted) {
            List<Path> deeper = new ArrayList<>();
            for (Path parent : found) {
                if (deeper.size() < MAX_PATHS) {
                    deeper.addAll(children(parent, component.toString()));
                }
            }
            found = deeper;
        }
        return found.stream().sorted().limit(MAX_PATHS).toList();
    }

    private static List<Path> children(Path parent, String component) {
        if (!hasWildcard(component)) {
            Path child = parent.resolve(component);
            return Files.exists(child) ? List.of(child) : List.of();
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression(component));
        } catch (PatternSyntaxException e) {
            return List.of();
        }
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                boolean hidden = name.startsWith(".") && !component.startsWith(".");
                if (!hidden && pattern.matcher(name).matches() && children.size() < MAX_PATHS) {
                    children.add(parent.resolve(name));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of(); // Not a directory, or not readable: nothing matches.
        }
        return children;
    }

    private static String expression(String component) {
        StringBuilder expression = new StringBuilder();
        boolean inClass = false;
        for (int i = 0; i < component.length(); i++) {
            char c = component.charAt(i);
            if (inClass) {
                expression.append(c == '!' && component.charAt(i - 1) == '[' ? "^" : c == '\\' ? "\\\\" : "" + c);
                inClass = c != ']';
            } else if (c == '[' && component.indexOf(']', i + 2) > 0) {
                expression.append(c);
                inClass = true;
            } else {
                expression.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote("" + c));
            }
        }
        return expression.toString();
    }
}
