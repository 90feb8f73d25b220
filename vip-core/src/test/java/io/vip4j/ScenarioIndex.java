/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the tests of all modules carry the id of a scenario: {@code 5/B8}, or {@code 5/V1, V3} for several. In a
 * transcript that is its first line; in a test class the method, or the row, that follows.
 */
final class ScenarioIndex {

    private static final Pattern IDS = Pattern.compile("5/([A-Z]\\d+(?:(?:, | |-)(?:5/)?[A-Z]\\d+)*)");
    private static final Pattern ID = Pattern.compile("[A-Z]\\d+");
    private static final Pattern METHOD = Pattern.compile("^    \\S.* (\\w+)\\([^;]*\\{?$");

    private final Map<String, Set<String>> places = new TreeMap<>();

    /** @param root directory with the modules */
    ScenarioIndex(Path root) throws IOException {
        for (Path file : sources(root)) {
            List<String> lines = Files.readAllLines(file);
            String name = file.getFileName().toString();
            if (name.endsWith(".txt")) {
                lines.stream().limit(1).forEach(line -> note(line, "transcript " + name.replace(".txt", "")));
            } else {
                for (int i = 0; i < lines.size(); i++) {
                    note(lines.get(i), "`" + name.replace(".java", "") + method(lines, i) + "`");
                }
            }
        }
    }

    /** The places that carry an id such as {@code B8}, in order. */
    Set<String> places(String id) {
        return places.getOrDefault(id, Set.of());
    }

    private void note(String line, String place) {
        Matcher ids = IDS.matcher(line);
        while (ids.find()) {
            Matcher id = ID.matcher(ids.group(1));
            while (id.find()) {
                places.computeIfAbsent(id.group(), key -> new TreeSet<>()).add(place);
            }
        }
    }

    /** The method that a comment stands before or a line stands in; empty for a comment of the class. */
    private static String method(List<String> lines, int at) {
        boolean comment = lines.get(at).strip().startsWith("*")
                || lines.get(at).strip().startsWith("/*")
                || lines.get(at).strip().startsWith("@");
        int step = comment ? 1 : -1;
        for (int i = at; i >= 0 && i < lines.size(); i += step) {
            if (lines.get(i).contains("class ") && !lines.get(i).startsWith("    ")) {
                return "";
            }
            Matcher method = METHOD.matcher(lines.get(i));
            if (method.find()
                    && !lines.get(i).strip().startsWith("*")
                    && !lines.get(i).matches(".*( = | new |return |record ).*")) {
                return "#" + method.group(1);
            }
        }
        return "";
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root, 14)) {
            return files.filter(file -> {
                        String path = root.relativize(file).toString().replace('\\', '/');
                        return path.matches("(samples/)?[a-z-]+/src/test/java/.*\\.java")
                                || path.matches("vip-core/src/test/resources/scenarios/.*\\.txt");
                    })
                    .filter(file -> !file.endsWith("ScenarioIndex.java") && !file.endsWith("ProtocolDocument.java"))
                    .sorted(Comparator.comparing(Path::toString))
                    .toList();
        }
    }
}
