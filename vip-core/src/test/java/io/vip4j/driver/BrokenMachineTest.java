/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.driver.RecordingPlatform.Fault;
import io.vip4j.machine.BrokenMachine;
import io.vip4j.machine.TransitionTable;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests of the tests: each broken machine fails rows of the transition table, and those whose mistake can be seen from
 * outside break an invariant of the simulated LAN too. That the sound machine passes both is what the tests of the
 * table and of the simulation say.
 */
@Tag("exhaustive")
final class BrokenMachineTest {

    private static final int SEEDS = 150;

    @ParameterizedTest
    @EnumSource
    void theTransitionTableNotices(BrokenMachine machine) {
        assertThat(TransitionTable.rowsThatNotice(machine))
                .as("rows that " + machine + " does not fulfil")
                .isNotEmpty();
    }

    /** Left out: mistakes after which one router is Active all the same, though another one or at another time. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "SKEW_FORGOTTEN",
                "TIE_REVERSED",
                "NO_ASSERT",
                "ASSERTS_UNBOUNDED",
                "ASSERT_MOVES_ADVER_TIMER",
                "PREEMPTS_ALTHOUGH_OFF",
                "INSISTS_AFTER_STALL",
                "OWNER_WAITS"
            })
    void theSimulationNotices(BrokenMachine machine) {
        assertThat(firstSeedThatNotices(machine))
                .as("seed with which " + machine + " breaks an invariant")
                .isPresent();
    }

    private static OptionalLong firstSeedThatNotices(BrokenMachine machine) {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                LanSimulation.play(seed, Fault.NONE, machine::step);
            } catch (AssertionError e) {
                return OptionalLong.of(seed);
            }
        }
        return OptionalLong.empty();
    }
}
