/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table leaves nothing out: the compiler of Java 17 cannot check this for sealed types. */
final class TableCompletenessTest {

    @Test
    void everyPlaceMeetsEveryInput() {
        Set<String> missing = new TreeSet<>();
        for (String place : TransitionRow.PLACES) {
            subtypes(Input.class).forEach(input -> missing.add(place + " x " + input));
        }
        TransitionTable.ROWS.forEach(row ->
                missing.remove(row.place() + " x " + row.input().getClass().getSimpleName()));
        assertThat(missing)
                .as("pairs of state or phase and input without a row")
                .isEmpty();
    }

    @Test
    void placesAreTheStatesAndPhasesThatThereAre() {
        Set<String> places = subtypes(RouterState.class).collect(Collectors.toCollection(TreeSet::new));
        places.remove("Active");
        subtypes(RouterState.Phase.class).forEach(places::add);
        assertThat(TransitionRow.PLACES).containsExactlyInAnyOrderElementsOf(places);
    }

    @Test
    void everyRuleIsProduced() {
        Set<Rule> missing = new TreeSet<>(List.of(Rule.values()));
        TransitionTable.ROWS.forEach(row -> missing.remove(row.expected().rule()));
        assertThat(missing).as("rules without a row").isEmpty();
    }

    @Test
    void everyActionIsProduced() {
        Set<String> missing = subtypes(Action.class).collect(Collectors.toCollection(TreeSet::new));
        TransitionTable.ROWS.forEach(row -> row.expected()
                .actions()
                .forEach(action -> missing.remove(action.getClass().getSimpleName())));
        assertThat(missing).as("actions without a row").isEmpty();
    }

    @Test
    void rowsHaveNamesOfTheirOwn() {
        assertThat(TransitionTable.names()).doesNotHaveDuplicates();
    }

    private static Stream<String> subtypes(Class<?> sealedType) {
        return Arrays.stream(Objects.requireNonNull(sealedType.getPermittedSubclasses(), sealedType.getName()))
                .map(Class::getSimpleName);
    }
}
