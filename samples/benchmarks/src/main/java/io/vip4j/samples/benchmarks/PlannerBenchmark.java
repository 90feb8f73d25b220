/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.plan.Plan;
import io.vip4j.plan.PlanNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The what-if planner over four nodes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PlannerBenchmark {

    private static final int NODES = 4;
    private static final int MOST_PAIRS = 100;

    /** How many virtual routers each node takes part in. */
    @Param({"1", "20"})
    public int routers = 1;

    private List<PlanNode> nodes = List.of();

    /** Writes the configurations. */
    @Setup
    public void configure() {
        nodes = new ArrayList<>();
        for (int node = 0; node < NODES; node++) {
            List<VirtualRouterConfig> configs = new ArrayList<>();
            for (int vrid = 1; vrid <= routers; vrid++) {
                configs.add(VirtualRouterConfig.builder("service-" + vrid)
                        .networkInterface("eth0")
                        .vrid(vrid)
                        .priority(200 - 10 * ((node + vrid) % NODES))
                        .address("203.0.113." + vrid + "/24")
                        .build());
            }
            nodes.add(new PlanNode("node-" + node, new HostConfig(configs, List.of()), "benchmark"));
        }
    }

    /** Every failure, and pairs of them. */
    @Benchmark
    public Plan plan() {
        return Plan.of(nodes, MOST_PAIRS);
    }
}
