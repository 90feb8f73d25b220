/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.VipPlatform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LoopPriorityOptionTest {

    /** What the kernel makes of it is tried where there is one. */
    @Test
    void aPlatformWithoutAKernelIsTakenAsItIs() {
        try (SimulatedLan lan = SimulatedLan.realTime()) {
            VipPlatform platform = lan.node("a").platform();
            LoopPriorityOption option = CommandLine.populateCommand(new LoopPriorityOption(), "--rt-priority=10");

            assertThat(option.applyTo(platform)).isSameAs(platform);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|realTimePriority must be 1..99: 0",
                "100|realTimePriority must be 1..99: 100",
                "high|must be a number from 1 to 99: 'high'"
            })
    void whatIsNoPriorityIsWrongUsage(String value, String rule) {
        RunningVipd vipd = RunningVipd.withoutPlatform();

        assertThat(vipd.execute("run", "-f", "any.conf", "--rt-priority", value))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(vipd.err()).contains("'--rt-priority'", rule);
    }
}
