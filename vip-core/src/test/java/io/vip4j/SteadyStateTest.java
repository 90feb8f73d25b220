/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.simulation.SimulatedLan;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Sending and receiving advertisements keeps nothing. */
class SteadyStateTest {

    private static final long TOLERANCE_OCTETS = 256 * 1024;

    @Test
    void memoryDoesNotGrowWithTheNumberOfAdvertisements() {
        SimulatedLan lan = SimulatedLan.virtualTime(1);
        VipElector active = start(lan, "a", 200);
        VipElector backup = start(lan, "b", 100);
        lan.run(Duration.ofHours(1));
        long before = usedAfterCollection();

        lan.run(Duration.ofHours(20));

        assertThat(usedAfterCollection() - before).isLessThan(TOLERANCE_OCTETS);
        assertThat(active.status().advertsSent()).isGreaterThan(75_000);
        assertThat(backup.status().advertsReceived()).isGreaterThan(75_000);
    }

    private static VipElector start(SimulatedLan lan, String node, int priority) {
        return VipHost.open(lan.node(node).platform())
                .start(VirtualRouterConfig.builder("web")
                        .networkInterface("eth0")
                        .vrid(10)
                        .priority(priority)
                        .address("198.51.100.222/24")
                        .build());
    }

    private static long usedAfterCollection() {
        // The second collection takes what the first one has only made unreachable.
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
