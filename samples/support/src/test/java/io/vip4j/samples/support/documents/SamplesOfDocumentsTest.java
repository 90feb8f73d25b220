/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every fenced block of every document is tried by a test, or says here why it is only shown. */
class SamplesOfDocumentsTest {

    /** Language and the test that tries its blocks. */
    private static final Map<String, String> TRIED = Map.of(
            "java", "JavaSamplesTest",
            "json", "SamplesOfDocumentsTest",
            "text", "SamplesOfDocumentsTest",
            "sh", "ShellSamplesTest",
            "yaml", "YamlSamplesTest",
            "conf", "KeepalivedSamplesTest",
            "xml", "CoordinatesTest",
            "groovy", "CoordinatesTest",
            "mermaid", "ArchitectureDrawingTest");

    /** First words of what no test can bring about as it is shown, and why. */
    private static final Map<String, String> ONLY_SHOWN = Map.of(
            "timer ──> machine",
            "a drawing of the order in which things happen, which the transition table and the driver's tests hold",
            "vipd 0.1.0, pid 812",
            "a moment of two daemons after an hour, with a process id; WatchViewTest draws such pictures",
            "error: this process [capability-missing]",
            "what the doctor sees of a process of that user; DoctorRuleTest has the words",
            "vip router=web vrid=10",
            "a line of the log, shortened, with the token of one run; ZooKeeperGateTest has such ones");

    private static final Pattern NUMBERS = Pattern.compile("\\d+");

    @Test
    void everyBlockIsInALanguageThatATestTries() {
        assertThat(Sample.all())
                .hasSizeGreaterThan(40)
                .allSatisfy(sample -> assertThat(TRIED).as("%s", sample).containsKey(sample.language()));
        Set<String> missing = new TreeSet<>(TRIED.values());
        Repository.files(name -> name.endsWith("Test.java"))
                .forEach(name -> missing.remove(name.replaceAll(".*/|\\.java", "")));
        assertThat(missing).as("tests that are not there").isEmpty();
    }

    /** A number of one run may be another one in the next. */
    @Test
    void whatAProgramPrintsStandsInItsTestOrSaysWhyItDoesNot() {
        String expected =
                essence(Repository.files(name -> name.contains("/src/test/") && name.endsWith(".java")).stream()
                        .map(Repository::text)
                        .collect(Collectors.joining()));
        Set<String> reasons = new TreeSet<>(ONLY_SHOWN.keySet());
        for (Sample sample : Sample.in("text")) {
            boolean excused = reasons.removeIf(sample.text()::startsWith);
            assertThat(excused || expected.contains(essence(sample.text())))
                    .as("%s is what a test expects, or has a reason", sample)
                    .isTrue();
        }
        assertThat(reasons).as("reasons for what no document shows").isEmpty();
    }

    @Test
    void jsonIsWellFormedAndHasTheNamesThatTheSourcesWrite() throws JsonProcessingException {
        String sources = Repository.files(name -> name.contains("/src/main/java/")).stream()
                .map(Repository::text)
                .collect(Collectors.joining());
        List<String> unknown = new ArrayList<>();
        for (Sample sample : Sample.in("json")) {
            for (String name : names(new ObjectMapper().readTree(sample.text()))) {
                if (!name.matches("[A-Z_0-9]+") && !sources.contains('"' + name + '"')) {
                    unknown.add(sample + " " + name);
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static Set<String> names(JsonNode node) {
        Set<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        node.forEach(child -> names.addAll(names(child)));
        return names;
    }

    private static String essence(String text) {
        return NUMBERS.matcher(text.replaceAll("\\s", "")).replaceAll("0");
    }
}
