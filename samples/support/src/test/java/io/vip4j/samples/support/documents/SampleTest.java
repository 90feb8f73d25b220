/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How documents are read; what reads nothing would find nothing wrong. */
class SampleTest {

    @Test
    void aBlockHasItsPlaceItsLanguageAndItsTextAlsoWithinAList() {
        String markdown = """
                Text with `code`.

                ```java
                if (x) {
                    y();
                }
                ```

                1. first:

                   ```
                   none
                   ```
                """;
        assertThat(Sample.of("a.md", markdown))
                .containsExactly(
                        new Sample("a.md", 3, "java", "if (x) {\n    y();\n}\n"), new Sample("a.md", 11, "", "none\n"));
    }

    @Test
    void aShellTextIsTakenApartIntoCommands() {
        String text = """
                # nothing
                ./demo            # runs
                A=1 B='2 3' java -jar "a b.jar" \\
                    --x > /dev/null && systemctl stop vipd
                cat file#1 | head;ls
                """;
        assertThat(ShellWords.commands(text))
                .containsExactly(
                        List.of("./demo"),
                        List.of("A=1", "B=2 3", "java", "-jar", "a b.jar", "--x"),
                        List.of("systemctl", "stop", "vipd"),
                        List.of("cat", "file#1"),
                        List.of("head"),
                        List.of("ls"));
    }
}
