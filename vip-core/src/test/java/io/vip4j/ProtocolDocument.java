/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Joins the checklist of requirements with the tests that prove them. */
final class ProtocolDocument {

    private static final Pattern REQUIREMENT_ID = Pattern.compile("(F|V|T|SI|SB|SA)\\d+");
    private static final Pattern SCENARIO_ID = Pattern.compile("5/[A-Z]\\d+");
    private static final String NOT_YET = "not yet: ";

    /** A line of the checklist: a heading has an empty id. */
    record Requirement(String id, String text, String mark) {

        boolean isHeading() {
            return id.isEmpty();
        }

        boolean isNotYet() {
            return mark.startsWith(NOT_YET);
        }

        /** Tests outside of the tables, as {@code Class#method}. */
        List<String> tests() {
            return mark.isEmpty() || isNotYet() ? List.of() : List.of(mark.split(" ", -1));
        }
    }

    private final List<Requirement> requirements;
    private final Map<String, List<String>> rows;

    /**
     * @param checklist lines {@code ID | text | mark}, headings and comments
     * @param tables rows by the name of their table; a name starts with ids
     */
    ProtocolDocument(List<String> checklist, Map<String, List<String>> tables) {
        requirements = lines(checklist);
        rows = new LinkedHashMap<>();
        tables.forEach((table, names) -> names.forEach(name -> ids(name)
                .forEach(id -> rows.computeIfAbsent(id, key -> new ArrayList<>())
                        .add(table + ": " + withoutRequirementIds(name)))));
    }

    /** The requirements, or scenarios, of a checklist with its headings. */
    static List<Requirement> lines(List<String> checklist) {
        return checklist.stream()
                .filter(line -> !line.isBlank() && !line.startsWith("# "))
                .map(ProtocolDocument::requirement)
                .toList();
    }

    List<Requirement> requirements() {
        return requirements.stream()
                .filter(requirement -> !requirement.isHeading())
                .toList();
    }

    /** The rows that prove a requirement. */
    List<String> rows(String id) {
        return rows.getOrDefault(id, List.of());
    }

    /** Ids in the names of rows that are not in the checklist. */
    Set<String> unknownIds() {
        Set<String> unknown = new TreeSet<>(rows.keySet());
        requirements.forEach(requirement -> unknown.remove(requirement.id()));
        return unknown;
    }

    /**
     * The page.
     *
     * @param scenarios the test scenarios, ids without {@code 5/}
     */
    String markdown(List<Requirement> scenarios, ScenarioIndex index) {
        return requirementsMarkdown() + scenariosMarkdown(scenarios, index);
    }

    private static String scenariosMarkdown(List<Requirement> scenarios, ScenarioIndex index) {
        StringBuilder text = new StringBuilder("""

                # The scenarios

                Each is followed by the tests and transcripts (`vip-core/src/test/resources/scenarios`) that carry its id.
                """);
        for (Requirement scenario : scenarios) {
            if (scenario.isHeading()) {
                text.append("\n## ").append(scenario.text()).append("\n\n");
                continue;
            }
            text.append("- **5/")
                    .append(scenario.id())
                    .append("** ")
                    .append(scenario.text())
                    .append(' ');
            text.append(
                    scenario.isNotYet()
                            ? "_Not yet: " + scenario.mark().substring(NOT_YET.length()) + "._"
                            : String.join(", ", index.places(scenario.id())));
            text.append('\n');
        }
        return text.toString();
    }

    private String requirementsMarkdown() {
        StringBuilder text = new StringBuilder("""
                # The protocol, requirement by requirement

                Generated from the tests; do not edit. `./mvnw -pl vip-core test -Dvip4j.rewrite=true` writes it anew.
                The ids F, V, T, SI, SB and SA number what RFC 9568 and RFC 3768 ask for, in our own words; ids such as
                5/B8 number test scenarios. Each requirement is followed by the tests that prove it: rows of the table of
                receive checks (`receive`) and of the transition table (`transition`), and further tests by name. The scenarios
                follow at the end.
                """);
        for (Requirement requirement : requirements) {
            if (requirement.isHeading()) {
                text.append("\n## ").append(requirement.text()).append('\n');
                continue;
            }
            text.append("\n**").append(requirement.id()).append("** ").append(requirement.text());
            if (requirement.isNotYet()) {
                text.append(" _Not yet: ")
                        .append(requirement.mark().substring(NOT_YET.length()))
                        .append("._");
            }
            text.append("\n\n");
            rows(requirement.id()).forEach(row -> text.append("- ").append(row).append('\n'));
            requirement
                    .tests()
                    .forEach(test -> text.append("- `")
                            .append(test.substring(test.lastIndexOf('.') + 1))
                            .append("`\n"));
        }
        return text.toString().replaceAll("\n{3,}", "\n\n");
    }

    private static Requirement requirement(String line) {
        if (line.startsWith("## ")) {
            return new Requirement("", line.substring(3), "");
        }
        String[] fields = line.split("\\|", -1);
        if (fields.length != 3) {
            throw new IllegalArgumentException("checklist line needs three fields: " + line);
        }
        return new Requirement(fields[0].strip(), fields[1].strip(), fields[2].strip());
    }

    private static List<String> ids(String name) {
        return Arrays.stream(name.split(" ", -1))
                .takeWhile(ProtocolDocument::isId)
                .filter(word -> REQUIREMENT_ID.matcher(word).matches())
                .toList();
    }

    private static String withoutRequirementIds(String name) {
        List<String> words = new ArrayList<>(List.of(name.split(" ", -1)));
        int at = 0;
        while (isId(words.get(at))) {
            if (REQUIREMENT_ID.matcher(words.get(at)).matches()) {
                words.remove(at);
            } else {
                at++;
            }
        }
        return String.join(" ", words);
    }

    private static boolean isId(String word) {
        return REQUIREMENT_ID.matcher(word).matches()
                || SCENARIO_ID.matcher(word).matches();
    }
}
