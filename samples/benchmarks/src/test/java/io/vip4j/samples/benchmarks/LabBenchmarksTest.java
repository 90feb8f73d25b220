/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.lab.LabException;
import io.vip4j.samples.lab.Product;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabBenchmarksTest {

    private static final Experiment.Metric METRIC = Experiment.Metric.ratio("cost", "us", 1);

    private final PrintStream err = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);

    /** Measures 1, 2, 3 ... and fails when it should measure the last of them. */
    private static final class Failing implements Experiment {

        private final double failsAt;
        private double value;

        Failing(double failsAt) {
            this.failsAt = failsAt;
        }

        @Override
        public String name() {
            return "failing";
        }

        @Override
        public List<Metric> metrics() {
            return List.of(METRIC);
        }

        @Override
        public Map<Metric, Double> measure(Product product) {
            value++;
            if (value == failsAt) {
                throw new LabException("cannot at " + value);
            }
            return Map.of(METRIC, value);
        }
    }

    @Test
    void thePairsBeforeAFailureCount() {
        LabOutcome outcome = LabBenchmarks.measure(new Failing(6), 5, err);

        assertThat(outcome)
                .isEqualTo(new LabOutcome(
                        List.of(new LabResult(METRIC, List.of(1.0, 3.0), List.of(2.0, 4.0))),
                        List.of(new LabOutcome.Failure("failing", "cannot at 6.0"))));
        assertThat(outcome.isMet()).isFalse();
    }

    @Test
    void aFailureAtOnceHasNoResult() {
        assertThat(LabBenchmarks.measure(new Failing(1), 5, err))
                .isEqualTo(new LabOutcome(List.of(), List.of(new LabOutcome.Failure("failing", "cannot at 1.0"))));
    }

    @Test
    void whatFailsKeepsNothingElseFromCounting() {
        LabOutcome failed = LabBenchmarks.measure(new Failing(1), 1, err);
        LabOutcome measured = LabBenchmarks.measure(new Failing(9), 1, err);

        LabOutcome both = failed.and(measured);
        assertThat(both.results()).isEqualTo(measured.results());
        assertThat(both.failures()).isEqualTo(failed.failures());
        assertThat(measured.isMet()).isTrue();
        assertThat(both.isMet()).isFalse();
    }
}
