/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabOptionsTest {

    private static List<String> names(String... arguments) {
        return LabOptions.parse(List.of(arguments)).orElseThrow().experiments().stream()
                .map(Experiment::name)
                .toList();
    }

    @Test
    void helpNamesEveryExperiment() {
        assertThat(names())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(LabOptions.HELP).contains(name));
    }

    @Test
    void namesChoose() {
        assertThat(names("--only", "claim-200,presence")).containsExactly("claim-200", "presence");
    }

    @Test
    void theRestIsTaken() {
        LabOptions options = LabOptions.parse(List.of("--runs", "7", "--out", "here", "--quick"))
                .orElseThrow();
        assertThat(options.runs()).isEqualTo(7);
        assertThat(options.directory()).isEqualTo(Optional.of(Path.of("here")));
        assertThat(options.experiments()).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--runs 0", "--runs 101", "--runs", "--only nothing", "--only claim-200,nothing", "--fast 1"})
    void nonsenseIsRefused(String line) {
        assertThat(LabOptions.parse(List.of(line.split(" ", -1)))).isEmpty();
    }
}
