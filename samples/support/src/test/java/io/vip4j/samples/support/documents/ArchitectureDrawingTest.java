/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The drawings of docs/architecture.md are those of the imports. A package of another module may be drawn as that module; those
 * of samples always are.
 */
class ArchitectureDrawingTest {

    private static final String DOCUMENT = "docs/architecture.md";

    private final Imports imports = Imports.ofSources();

    /** What a part imports, as it is drawn; by the names of {@link Imports#part parts} and modules. */
    private final Map<String, Set<String>> drawn = new TreeMap<>();

    ArchitectureDrawingTest() {
        Sample.in("mermaid").stream()
                .filter(sample -> sample.document().equals(DOCUMENT))
                .flatMap(sample -> sample.text().lines().skip(1))
                .forEach(this::draw);
    }

    /** A line is {@code part --> part & part}, or a part that has no arrows. */
    private void draw(String line) {
        String[] sides = line.strip().split(" --> ", 2);
        Set<String> targets = drawn.computeIfAbsent(sides[0], name -> new TreeSet<>());
        if (sides.length == 2) {
            for (String target : sides[1].split(" & ", -1)) {
                targets.add(target);
                drawn.computeIfAbsent(target, name -> new TreeSet<>());
            }
        }
    }

    @Test
    void everyPackageOfTheLibraryAndEveryModuleIsDrawnAndNothingElse() {
        Set<String> parts = new TreeSet<>(imports.modules());
        imports.packages().forEach(name -> parts.add(imports.part(name)));
        assertThat(drawn.keySet()).isEqualTo(parts);
    }

    @Test
    void everyPackageOfTheLibraryAndEveryModuleIsInTheTable() {
        Set<String> named = Repository.text(DOCUMENT)
                .lines()
                .filter(line -> line.startsWith("| "))
                .flatMap(line -> Stream.of(line.split("`", -1)))
                .collect(Collectors.toSet());
        assertThat(named).containsAll(imports.modules());
        assertThat(named)
                .containsAll(imports.packages().stream()
                        .filter(name -> !imports.isSample(name))
                        .toList());
    }

    @Test
    void everyArrowIsAnImport() {
        List<String> invented = new ArrayList<>();
        drawn.forEach((from, targets) -> targets.stream()
                .filter(to -> !imports.exist(from, to))
                .forEach(to -> invented.add(from + " --> " + to)));
        assertThat(invented).isEmpty();
    }

    @Test
    void everyImportGoesAlongArrows() {
        List<String> missing = new ArrayList<>();
        imports.all().forEach((from, targets) -> {
            Set<String> reached = reached(imports.part(from));
            targets.stream()
                    .filter(to -> !reached.contains(imports.part(to)) && !reached.contains(imports.module(to)))
                    .forEach(to -> missing.add(from + " --> " + to));
        });
        assertThat(missing).isEmpty();
    }

    /** A part, and all that can be reached from it along arrows. */
    private Set<String> reached(String start) {
        Set<String> reached = new TreeSet<>(Set.of(start));
        Deque<String> next = new ArrayDeque<>(List.of(start));
        while (!next.isEmpty()) {
            for (String target : drawn.getOrDefault(next.pop(), Set.of())) {
                if (reached.add(target)) {
                    next.add(target);
                }
            }
        }
        return reached;
    }
}
