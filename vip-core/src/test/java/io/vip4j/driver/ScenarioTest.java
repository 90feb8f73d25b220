/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Plays {@code src/test/resources/scenarios/*.txt} and compares every line. With {@code -Dvip4j.rewrite=true} the files
 * are written anew instead; review them as a diff.
 */
class ScenarioTest {

    private static final Path FOLDER = Path.of("src/test/resources/scenarios");
    private static final String SEPARATOR = "----";
    private static final int AT_LEAST = 25;

    @TestFactory
    Stream<DynamicTest> scenarios() throws IOException {
        List<Path> files;
        try (Stream<Path> listing = Files.list(FOLDER)) {
            files = listing.filter(file -> file.toString().endsWith(".txt"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(AT_LEAST);
        return files.stream().map(file -> DynamicTest.dynamicTest(nameOf(file), file.toUri(), () -> play(file)));
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replace(".txt", "");
    }

    private static void play(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            int end = lines.indexOf(SEPARATOR);
            List<String> script = lines.subList(0, end < 0 ? lines.size() : end);
            assertThat(script.get(0))
                    .as("first line: what is shown, and its section")
                    .matches("# .*\\[.+\\]");
            List<String> commands = script.stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            String actual = String.join("\n", script) + "\n" + SEPARATOR + "\n" + ScenarioRun.transcriptOf(commands);
            if (Boolean.getBoolean("vip4j.rewrite")) {
                Files.writeString(file, actual);
            }
            assertThat(actual).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
