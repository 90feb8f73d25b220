/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.machine.TransitionTable;
import io.vip4j.wire.ReceiveChecks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/protocol.md} says what the tests prove, no more and no less. */
final class ProtocolDocumentTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");
    private static final Path DOCUMENT = ROOT.resolve("docs").resolve("protocol.md");

    private final ProtocolDocument document = new ProtocolDocument(checklist("requirements.txt"), tables());

    @TestFactory
    Stream<DynamicTest> everyRequirementIsProvenOrMarked() {
        return document.requirements().stream()
                .map(requirement -> DynamicTest.dynamicTest(
                        requirement.id(),
                        () -> assertThat(requirement.isNotYet()
                                        || !requirement.tests().isEmpty()
                                        || !document.rows(requirement.id()).isEmpty())
                                .as("a row, a test or a mark for: %s", requirement.text())
                                .isTrue()));
    }

    @Test
    void rowsNameOnlyRequirementsThatThereAre() {
        assertThat(document.unknownIds()).isEmpty();
        assertThat(document.requirements())
                .extracting(ProtocolDocument.Requirement::id)
                .doesNotHaveDuplicates();
    }

    @Test
    void namedTestsExist() throws ReflectiveOperationException, IOException {
        for (ProtocolDocument.Requirement requirement : document.requirements()) {
            for (String test : requirement.tests()) {
                String[] parts = test.substring(test.indexOf(':') + 1).split("#", -1);
                if (test.contains(":")) {
                    String module = test.substring(0, test.indexOf(':'));
                    Path source =
                            ROOT.resolve(module).resolve("src/test/java").resolve(parts[0].replace('.', '/') + ".java");
                    assertThat(Files.readString(source)).as("%s", test).contains("void " + parts[1] + "(");
                } else {
                    assertThat(Class.forName(parts[0])
                                    .getDeclaredMethod(parts[1])
                                    .getAnnotations())
                            .as("%s is a test", test)
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void theCommittedDocumentIsTheGeneratedOne() throws IOException {
        if (Boolean.getBoolean("vip4j.rewrite")) {
            Files.createDirectories(DOCUMENT.getParent());
            Files.writeString(DOCUMENT, markdown());
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/protocol.md; rewrite it with -Dvip4j.rewrite=true")
                .isEqualTo(markdown());
    }

    private static Map<String, List<String>> tables() {
        Map<String, List<String>> tables = new LinkedHashMap<>();
        tables.put("receive", ReceiveChecks.names());
        tables.put("transition", TransitionTable.names());
        return tables;
    }

    @TestFactory
    Stream<DynamicTest> everyScenarioIsCarriedBySomeTest() throws IOException {
        ScenarioIndex index = new ScenarioIndex(ROOT);
        return ProtocolDocument.lines(checklist("scenarios.txt")).stream()
                .filter(scenario -> !scenario.isHeading())
                .map(scenario -> DynamicTest.dynamicTest(
                        "5/" + scenario.id(),
                        () -> assertThat(scenario.isNotYet()
                                        || !index.places(scenario.id()).isEmpty())
                                .as("a test or a mark for: %s", scenario.text())
                                .isTrue()));
    }

    private String markdown() throws IOException {
        return document.markdown(ProtocolDocument.lines(checklist("scenarios.txt")), new ScenarioIndex(ROOT));
    }

    private static List<String> checklist(String file) {
        String resource = "/protocol/" + file;
        try (InputStream in =
                Objects.requireNonNull(ProtocolDocumentTest.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + resource, e);
        }
    }
}
