/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A thousand routers in one process. */
class ScaleTest {

    private static final List<String> INTERFACES = List.of("eth0", "eth1", "eth2", "eth3");
    private static final int ROUTERS_OF_AN_INTERFACE = 250;
    private static final int ROUTERS = 1000;
    private static final long MOST_OCTETS = 20 * 1024;

    private final StillPlatform platform = new StillPlatform(INTERFACES);
    private final VipHost host = VipHost.open(platform);

    private static HostConfig thousand() {
        List<VirtualRouterConfig> routers = new ArrayList<>();
        for (int number = 0; number < INTERFACES.size(); number++) {
            for (int vrid = 1; vrid <= ROUTERS_OF_AN_INTERFACE; vrid++) {
                routers.add(VirtualRouterConfig.builder("router-" + number + "-" + vrid)
                        .networkInterface(INTERFACES.get(number))
                        .vrid(vrid)
                        .address("10." + number + ".0." + vrid + "/32")
                        .build());
            }
        }
        return new HostConfig(routers, List.of());
    }

    private void pass(Duration time) {
        for (long tenths = 0; tenths < time.toMillis() / 100; tenths++) {
            platform.time().passNanos(Duration.ofMillis(100).toNanos());
        }
    }

    @Test
    void eachAdvertisesOnceASecond() {
        host.apply(thousand());
        pass(Duration.ofSeconds(5));
        assertThat(host.electors()).hasSize(ROUTERS).allMatch(VipElector::isActive);
        long before = platform.sent();
        pass(Duration.ofSeconds(10));
        assertThat(platform.sent() - before).isEqualTo(10 * ROUTERS);
    }

    @Test
    void eachHasLessThanTwentyKibibytesOfHeap() {
        host.apply(new HostConfig(thousand().routers().subList(0, 1), List.of())); // Loads what all of them share.
        pass(Duration.ofSeconds(5));
        long before = heapOctets();
        host.apply(thousand());
        pass(Duration.ofSeconds(15));
        long each = (heapOctets() - before) / ROUTERS;
        assertThat(host.electors()).hasSize(ROUTERS).allMatch(VipElector::isActive);
        System.out.println("heap of a router: " + each + " octets");
        assertThat(each).isPositive().isLessThan(MOST_OCTETS);
    }

    private static long heapOctets() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
