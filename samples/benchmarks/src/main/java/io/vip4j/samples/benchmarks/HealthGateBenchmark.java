/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.health.HealthGate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Rise and fall of a check. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HealthGateBenchmark {

    private HealthGate gate = HealthGate.unknown(2, 3);
    private int answers;

    /** The answer of a check that works, as nearly always. */
    @Benchmark
    public HealthGate success() {
        gate = gate.after(true);
        return gate;
    }

    /** Answers that turn the gate again and again. */
    @Benchmark
    public HealthGate flapping() {
        gate = gate.after(answers++ % 8 < 4);
        return gate;
    }
}
