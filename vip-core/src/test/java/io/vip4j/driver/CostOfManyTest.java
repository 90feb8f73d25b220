/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a router asks of its platform is the same among a hundred and among a thousand: counted, not timed. */
class CostOfManyTest {

    private static final List<String> INTERFACES = List.of("eth0", "eth1", "eth2", "eth3");
    private static final Duration STEADY = Duration.ofSeconds(10);

    /** Operations for each router. */
    private record Cost(double ofClaim, double ofAdvertisements) {}

    private static Cost cost(int routers) {
        BusyPlatform platform = new BusyPlatform(INTERFACES);
        HostDriver host = HostDriver.silent(platform);
        List<VirtualRouterConfig> configs = new ArrayList<>();
        for (int i = 0; i < routers; i++) {
            configs.add(VirtualRouterConfig.builder("router-" + i)
                    .networkInterface(INTERFACES.get(i % INTERFACES.size()))
                    .vrid(1 + i / INTERFACES.size())
                    .address("10.0." + i / 250 + "." + (1 + i % 250) + "/32")
                    .build());
        }
        platform.loop().execute(() -> {
            var unused = host.apply(new HostConfig(configs, List.of()), List.of());
        });
        long before = platform.operations();
        platform.run(Duration.ofSeconds(15)); // With the second burst of announcements.
        assertThat(host.electors()).hasSize(routers).allMatch(router -> router.state() == VipState.ACTIVE);
        long claimed = platform.operations();
        platform.run(STEADY);
        return new Cost((double) (claimed - before) / routers, (double) (platform.operations() - claimed) / routers);
    }

    @Test
    void growsWithTheNumberOfRoutersAndNoFaster() {
        Cost hundred = cost(100);
        for (int routers : new int[] {500, 1000}) {
            Cost cost = cost(routers);
            assertThat(cost.ofClaim()).as("claim of %d", routers).isLessThan(1.1 * hundred.ofClaim());
            assertThat(cost.ofAdvertisements())
                    .as("ten seconds of %d", routers)
                    .isLessThan(1.1 * hundred.ofAdvertisements());
        }
    }
}
