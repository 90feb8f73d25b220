/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.benchmarks.Experiment.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabReportTest {

    private static final LabOutcome OUTCOME = new LabOutcome(
            List.of(
                    new LabResult(Metric.ratio("cost", "us", 0.3), List.of(4.0, 6.0, 5.0), List.of(40.0, 20.0, 25.0)),
                    new LabResult(Metric.above("overhead", "ms", 1), List.of(2.5), List.of(1.0)),
                    new LabResult(Metric.alone("memory", "MiB", 80), List.of(70.0), List.of(13.0))),
            List.of(new LabOutcome.Failure("claim-200", "no bridge")));

    @Test
    void tableHasMediansSpreadsAndVerdicts() {
        assertThat(LabReport.table(OUTCOME).stream()
                        .skip(2)
                        .map(line -> line.strip().replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "cost | us | 5.00 (4.00..6.00) | 25 (20..40) | 0.20 (0.10..0.30) | ratio at most 0.30 | ok",
                        "overhead | ms | 2.50 (2.50..2.50) | 1.00 (1.00..1.00) | 1.50 (1.50..1.50) | at most 1.00 ms"
                                + " above | MISSED",
                        "memory | MiB | 70 (70..70) | 13 (13..13) | 70 (70..70) | at most 80 MiB | ok",
                        "claim-200 | FAILED: no bridge");
    }

    @Test
    void jsonHasEveryRunAndWhatFailed() {
        assertThat(LabReport.json(OUTCOME))
                .contains("\"vip4j\" : [ 4.0, 6.0, 5.0 ]", "\"keepalived\" : [ 40.0, 20.0, 25.0 ]", "\"met\" : false")
                .contains("\"what\" : \"claim-200\"", "\"failed\" : \"no bridge\"");
    }

    @Test
    void plotHasADotForEveryRun() {
        String svg = LabReport.svg(OUTCOME.results());
        assertThat(svg).startsWith("<svg").endsWith("</svg>\n");
        assertThat(svg.split("<circle", -1)).hasSize(1 + 10);
    }
}
