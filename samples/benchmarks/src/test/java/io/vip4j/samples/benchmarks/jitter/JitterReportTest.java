/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.benchmarks.jitter.JitterResult.Measured;
import io.vip4j.samples.benchmarks.jitter.JitterResult.OfRouter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JitterReportTest {

    private static final Path HOME = Path.of("/opt/java");

    private static final JitterResult FAILED =
            JitterResult.failed(new JitterCase(HOME, MeasuredCollector.ZGC, Variant.FIFO), "does not start");

    private static JitterResult measured(MeasuredCollector collector, int atOneSecond, int atTenth) {
        return JitterResult.of(
                new JitterCase(HOME, collector, Variant.PLAIN),
                JitterLength.DEFAULT,
                "25",
                new Measured(
                        0.5,
                        950,
                        List.of(
                                new OfRouter(1000, 30, new Quantiles(0.1, 2, 20, 200), atOneSecond),
                                new OfRouter(100, 300, new Quantiles(-0.1, 3, 30, 300), atTenth)),
                        301.5,
                        7));
    }

    @Test
    void tableHasALineForEachIntervalAndOneForWhatFailed() {
        assertThat(JitterReport.table(List.of(measured(MeasuredCollector.G1, 0, 2), FAILED)).stream()
                        .skip(2)
                        .map(line -> line.strip().replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "25 | G1 | plain | 0.50 | 1000 ms | 0.10 | 2.00 | 20 | 200 | 0",
                        "25 | G1 | plain | 0.50 | 100 ms | -0.10 | 3.00 | 30 | 300 | 2",
                        "/opt/java | ZGC | fifo | FAILED | does not start");
    }

    @Test
    void jsonIsReadAsItWasWritten() {
        List<JitterResult> results = List.of(measured(MeasuredCollector.SERIAL, 1, 2), FAILED);
        assertThat(JitterReport.parse(JitterReport.json(results))).isEqualTo(results);
    }

    @Test
    void anUnusualLiveSetIsTold() {
        assertThat(JitterLength.DEFAULT.note()).isEmpty();
        assertThat(JitterLength.DEFAULT.live(1024).note()).isEqualTo(", 1024 MiB live");
    }

    @Test
    void plotHasFourDotsForEachInterval() {
        String svg = JitterPlot.svg(List.of(measured(MeasuredCollector.G1, 0, 2), FAILED));
        assertThat(svg).startsWith("<svg").endsWith("</svg>\n").contains("ZGC /opt/java fifo: failed");
        assertThat(svg.split("<circle", -1)).hasSize(1 + 8);
    }

    @Test
    void aFalseFailoverAtOneSecondIsForgivenToNone() {
        assertThat(measured(MeasuredCollector.G1, 0, 2).isMet()).isTrue();
        assertThat(measured(MeasuredCollector.G1, 1, 0).isMet()).isFalse();
        assertThat(FAILED.isMet()).isFalse();
    }

    @Test
    void oneAtATenthIsNotForgivenToTheAdvisedCollector() {
        assertThat(measured(MeasuredCollector.SHENANDOAH, 0, 0).isMet()).isTrue();
        assertThat(measured(MeasuredCollector.SHENANDOAH, 0, 1).isMet()).isFalse();
    }
}
