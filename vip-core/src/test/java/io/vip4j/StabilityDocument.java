/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What docs/stability.md says of packages.
 *
 * @param api packages that users may rely on, and their modules
 * @param internal packages that may change at any time, and their modules
 */
record StabilityDocument(Map<String, String> api, Map<String, String> internal) {

    static final Path TOP = Path.of("..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(io\\.vip4j[a-z0-9.]*)` \\| ([a-z-]+) \\|");

    static StabilityDocument read() {
        String[] parts = text(TOP.resolve("docs/stability.md")).split("\n## What is not\n", -1);
        return new StabilityDocument(packages(parts[0]), packages(parts[1]));
    }

    static Path sourcesOf(String module) {
        return TOP.resolve(module).resolve("src/main/java");
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> packages(String part) {
        return ROW.matcher(part)
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> row.group(2), (one, other) -> one + "," + other, TreeMap::new));
    }
}
