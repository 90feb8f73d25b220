/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.driver.RecordingPlatform.Fault;
import io.vip4j.machine.VirtualRouterMachine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plays seeds of {@link LanSimulation}: {@code -Dvip4j.seeds=100000} for more of them, {@code -Dvip4j.seed=7} for one
 * only.
 */
@Tag("exhaustive")
class LanSimulationTest {

    private static final int SEEDS = Integer.getInteger("vip4j.seeds", 2000);
    private static final int SEEDS_THAT_FIND_A_FAULT = 40;

    @Test // 5/O7
    void everySeedKeepsTheInvariants() {
        Long only = Long.getLong("vip4j.seed");
        if (only != null) {
            LanSimulation.play(only, Fault.NONE, VirtualRouterMachine::step);
            return;
        }
        for (long seed = 0; seed < SEEDS; seed++) {
            LanSimulation.play(seed, Fault.NONE, VirtualRouterMachine::step);
        }
    }

    /** A simulation that finds nothing proves nothing: each of these faults must break an invariant. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void brokenPlatformIsFound(Fault fault) {
        boolean found = false;
        for (long seed = 0; seed < SEEDS_THAT_FIND_A_FAULT && !found; seed++) {
            try {
                LanSimulation.play(seed, fault, VirtualRouterMachine::step);
            } catch (AssertionError e) {
                assertThat(e).hasMessageContaining("-Dvip4j.seed=" + seed);
                found = true;
            }
        }
        assertThat(found).as(fault + " breaks an invariant").isTrue();
    }
}
