/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.machine.Input;
import io.vip4j.machine.Parameters;
import io.vip4j.machine.RouterState;
import io.vip4j.machine.Step;
import io.vip4j.machine.VirtualRouterMachine;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VrrpVersion;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One step of the pure state machine, in the two cases that happen with every advertisement. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MachineBenchmark {

    private static final IpAddress OTHER = IpAddress.parse("198.51.100.2");
    private static final long INTERVAL_NANOS = AdvertisementInterval.DEFAULT.nanos();

    private final Parameters parameters = new Parameters(
            VrrpVersion.V3,
            Priority.DEFAULT,
            AdvertisementInterval.DEFAULT,
            true,
            0,
            3,
            Optional.empty(),
            true,
            true,
            1,
            true,
            IpAddress.parse("198.51.100.1"));
    private final Input tick = new Input.Tick();
    private final Input advertisement =
            new Input.AdvertisementReceived(OTHER, new Priority(200), AdvertisementInterval.DEFAULT);

    private RouterState active = new RouterState.Initialize();
    private RouterState backup = new RouterState.Initialize();
    private long nowNanos;

    /** Brings one router into each of the two states. */
    @Setup
    public void elect() {
        backup = step(new RouterState.Initialize(), new Input.Startup()).state();
        nowNanos += 4 * INTERVAL_NANOS;
        active = step(backup, tick).state();
        active = step(active, new Input.AddressesBound()).state();
    }

    private Step step(RouterState state, Input input) {
        return VirtualRouterMachine.step(parameters, state, input, nowNanos);
    }

    /** Adver_Timer of an Active router expires. */
    @Benchmark
    public Step advertise() {
        nowNanos += INTERVAL_NANOS;
        Step step = step(active, tick);
        active = step.state();
        return step;
    }

    /** A Backup hears the Active router. */
    @Benchmark
    public Step hear() {
        nowNanos += INTERVAL_NANOS;
        Step step = step(backup, advertisement);
        backup = step.state();
        return step;
    }
}
