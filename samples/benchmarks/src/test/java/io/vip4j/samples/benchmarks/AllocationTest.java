/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * A short run of the benchmarks that counts what they allocate, with the compiler options of vipd. That compiler removes no
 * allocation, so the counts are those of the source, and the same on every machine.
 */
class AllocationTest {

    /** Among it the pulse that measures the lateness of the host; it comes with each operation here. */
    private static final double LITTLE_MORE = 72;

    private static final double ROUNDING = 1;

    private static final Map<String, Double> OCTETS = new HashMap<>();

    @BeforeAll
    static void run() throws RunnerException {
        System.setProperty("jmh.ignoreLock", "true"); // What others run beside it changes times, not allocations.
        TimeValue shortly = TimeValue.milliseconds(200);
        Options options = new OptionsBuilder()
                .include("(Codec|HealthGate|Machine|Planner|Router)Benchmark")
                .param("addresses", "1")
                .param("routers", "1")
                .forks(1)
                .jvmArgs("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m")
                .warmupIterations(1)
                .warmupTime(shortly)
                .measurementIterations(2)
                .measurementTime(shortly)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();
        for (RunResult result : new Runner(options).run()) {
            String name = result.getParams().getBenchmark().replaceAll(".*\\.(\\w+\\.\\w+)$", "$1");
            Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
            OCTETS.put(name, Objects.requireNonNull(allocated).getScore());
        }
    }

    private static double octets(String benchmark) {
        return Objects.requireNonNull(OCTETS.get(benchmark), benchmark);
    }

    @Test
    void advertisementLikeTheLastOneCostsLittleMoreThanTheStepOfTheMachine() {
        assertThat(octets("RouterBenchmark.advertise"))
                .isLessThanOrEqualTo(octets("MachineBenchmark.advertise") + LITTLE_MORE + ROUNDING);
    }

    @Test
    void hearingTheSameAgainCostsLittleMoreThanTheStepOfTheMachine() {
        assertThat(octets("RouterBenchmark.hear"))
                .isLessThanOrEqualTo(octets("MachineBenchmark.hear") + LITTLE_MORE + ROUNDING);
    }

    @Test
    void stepOfTheMachineIsSmall() {
        assertThat(octets("MachineBenchmark.advertise")).isLessThanOrEqualTo(144 + ROUNDING);
        assertThat(octets("MachineBenchmark.hear")).isLessThanOrEqualTo(96 + ROUNDING);
    }

    @Test
    void answerOfACheckIsOneValue() {
        assertThat(octets("HealthGateBenchmark.success")).isLessThanOrEqualTo(32 + ROUNDING);
    }

    @Test
    void everythingElseRuns() {
        assertThat(OCTETS).containsKeys("CodecBenchmark.encode", "CodecBenchmark.decode", "PlannerBenchmark.plan");
    }
}
