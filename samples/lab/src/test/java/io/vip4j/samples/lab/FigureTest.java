/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void gapsAreJudgedByTheWorst() {
        assertThat(Figure.CUT_GAP_1S.boundText()).isEqualTo("worst <= 3698 ms");
        assertThat(Figure.CUT_GAP_1S.summary(List.of(3600.0, 3700.0, 3500.0))).isEqualTo("3600 / 3700 ms");
        assertThat(Figure.CUT_GAP_1S.isMissedBy(List.of(3600.0, 3700.0, 3500.0)))
                .isTrue();
        assertThat(Figure.CUT_GAP_1S.isMissedBy(List.of(3600.0, 3698.0))).isFalse();
    }

    @Test
    void costOfATakeoverIsJudgedByTheMedian() {
        assertThat(Figure.FIRST_EXPIRY_TO_ARP.isMissedBy(List.of(1.0, 2.0, 40.0)))
                .isFalse();
        assertThat(Figure.FIRST_EXPIRY_TO_ARP.isMissedBy(List.of(1.0, 9.5))).isTrue();
    }

    @Test
    void addressThatNeverLeavesMissesItsBound() {
        List<Double> never = List.of(Double.POSITIVE_INFINITY);
        assertThat(Figure.KILL_GONE.isMissedBy(never)).isTrue();
        assertThat(Figure.KILL_GONE.summary(never)).isEqualTo("never / never ms");
    }

    @Test
    void whatWasNotMeasuredIsNotJudged() {
        assertThat(Figure.RESIDENT.isMissedBy(List.of())).isFalse();
        assertThat(Figure.RESIDENT.summary(List.of())).isEqualTo("-");
    }

    @Test
    void anyOverlapMissesItsBound() {
        assertThat(Figure.STOP_OVERLAP.isMissedBy(List.of(0.0, 0.1))).isTrue();
        assertThat(Figure.STOP_OVERLAP.isMissedBy(List.of(0.0, 0.0))).isFalse();
    }

    @Test
    void tableIsAsWideAsItsWidestCells() {
        TextTable table = new TextTable("event", "owner");
        table.row("first election", "node-a");
        table.row("cut", "b");
        assertThat(table.lines())
                .containsExactly(
                        "  event           owner",
                        "  --------------  ------",
                        "  first election  node-a",
                        "  cut             b");
    }

    @Test
    void unknownArgumentsAreRefusedWithTheHelpText() {
        for (List<String> arguments : List.of(
                List.of("--runs"),
                List.of("--runs", "0"),
                List.of("--runs", "101"),
                List.of("--only", "frr"),
                List.of("--fast", "1"))) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
            assertThat(Figures.run(arguments, stream, stream)).isEqualTo(64);
            assertThat(err.toString(StandardCharsets.UTF_8))
                    .contains("figures: unknown arguments: " + String.join(" ", arguments), "Usage:");
        }
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        assertThat(Demo.run(List.of("--loud"), stream, stream)).isEqualTo(64);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("demo: unknown arguments: --loud", "Usage: ./demo");
    }
}
