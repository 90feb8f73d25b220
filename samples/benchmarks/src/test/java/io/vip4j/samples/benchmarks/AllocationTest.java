/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
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

    private static final double ROUNDING = 1;
    private static final int STEP_TO_ADVERTISE = 144;
    private static final int STEP_TO_HEAR = 96;
    private static final int OPERATIONS = 20_000;

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

    /** Counted for this thread alone: what JMH counts has the noise of the whole process, which is as large as an object. */
    private static double octetsOfEach(LongSupplier operation) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = 0;
        for (int i = -OPERATIONS; i < OPERATIONS; i++) {
            if (i == 0) {
                before = threads.getCurrentThreadAllocatedBytes(); // What is allocated once has been.
            }
            var unused = operation.getAsLong();
        }
        return (double) (threads.getCurrentThreadAllocatedBytes() - before) / OPERATIONS;
    }

    @Test
    void advertisementLikeTheLastOneCostsNothingButTheStepOfTheMachine() {
        RouterBenchmark router = new RouterBenchmark();
        router.elect();
        assertThat(octetsOfEach(router::advertise)).isLessThanOrEqualTo(STEP_TO_ADVERTISE + ROUNDING);
    }

    @Test
    void hearingTheSameAgainCostsNothingButTheStepOfTheMachine() {
        RouterBenchmark router = new RouterBenchmark();
        router.elect();
        assertThat(octetsOfEach(router::hear)).isLessThanOrEqualTo(STEP_TO_HEAR + ROUNDING);
    }

    @Test
    void stepOfTheMachineIsSmall() {
        assertThat(octets("MachineBenchmark.advertise")).isLessThanOrEqualTo(STEP_TO_ADVERTISE + ROUNDING);
        assertThat(octets("MachineBenchmark.hear")).isLessThanOrEqualTo(STEP_TO_HEAR + ROUNDING);
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
