/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The first example of the README is a whole program; that all the others are compiled is held by samples/support. */
class ReadmeTest {

    @Test
    void theFirstExampleIsTheWholeProgram() throws IOException {
        String program = Files.readString(Path.of("src/main/java/io/vip4j/samples/embedded/TenLines.java"));
        String readme = Files.readString(Path.of("../../README.md"));
        int begin = readme.indexOf("```java\n") + "```java\n".length();
        String first = readme.substring(begin, readme.indexOf("```", begin));
        assertThat(essence(program)).contains("main(String[]arguments){" + essence(first) + "}}");
    }

    /** Without comments at the ends of lines, and without blanks. */
    private static String essence(String java) {
        return java.replaceAll("(?m)(^|\\s)//.*$", "").replaceAll("\\s", "");
    }
}
