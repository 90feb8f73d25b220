/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All Java that the documents show is compiled: it stands in the sources of this module, but for blanks and comments. */
class ReadmeTest {

    private static final Path TOP = Path.of("..", "..");
    private static final Pattern BLOCK = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern OMISSION = Pattern.compile("(?m)^\\.\\.\\.$");

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/testing.md"})
    void javaOfTheDocumentIsCompiled(String document) throws IOException {
        String sources = essence(sources());
        List<String> shown = fragments(Files.readString(TOP.resolve(document)));
        assertThat(shown)
                .isNotEmpty()
                .allSatisfy(fragment -> assertThat(sources.contains(essence(fragment)))
                        .as("%s shows what no source of samples/embedded has:%n%s", document, fragment)
                        .isTrue());
    }

    @Test
    void theFirstExampleIsTheWholeProgram() throws IOException {
        String program = Files.readString(Path.of("src/main/java/io/vip4j/samples/embedded/TenLines.java"));
        String first = fragments(Files.readString(TOP.resolve("README.md"))).get(0);
        assertThat(essence(program)).contains("main(String[]arguments){" + essence(first) + "}}");
    }

    private static List<String> fragments(String document) {
        List<String> fragments = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(document);
        while (blocks.find()) {
            fragments.addAll(List.of(OMISSION.split(blocks.group(1))));
        }
        return fragments;
    }

    /** Without comments at the ends of lines, and without blanks. */
    private static String essence(String java) {
        return java.replaceAll("(?m)(^|\\s)//.*$", "").replaceAll("\\s", "");
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            StringBuilder all = new StringBuilder();
            files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(file -> all.append(text(file)));
            return all.toString();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
