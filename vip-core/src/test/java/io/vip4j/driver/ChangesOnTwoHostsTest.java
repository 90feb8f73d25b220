/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/**
 * Random sequences of changes on two hosts. The first one is higher, so that it alone is Active: a router of it that is
 * Active and keeps its identity never leaves Active, and the addresses that it keeps are there at every moment.
 */
class ChangesOnTwoHostsTest {

    private static final int SEEDS = Integer.getInteger("vip4j.seeds", 200);
    private static final int CHANGES = 12;

    private Random random = new Random();

    @Test
    void activeRoutersAndTheirAddressesOutliveEveryChange() {
        for (int seed = 0; seed < SEEDS; seed++) {
            random = new Random(seed);
            try {
                play(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    private void play(long seed) {
        SimulatedLan lan = SimulatedLan.virtualTime(seed);
        HostBench high = new HostBench(lan, "a");
        HostBench low = new HostBench(lan, "b");
        for (int i = 0; i < CHANGES; i++) {
            high.platform.answerDelay(random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(30)));
            change(high, 150 + random.nextInt(50), true);
            change(low, 50 + random.nextInt(50), false);
            lan.run(Duration.ofMillis(random.nextInt(6000)));
        }
        lan.run(Duration.ofSeconds(10));
        for (ElectorDriver elector : high.host.electors()) {
            assertThat(elector.isActive()).as(elector.config().name()).isTrue();
            for (VirtualAddress address : elector.config().allAddresses()) {
                assertThat(high.node.holds(address.address())).isTrue();
            }
        }
    }

    private List<VirtualRouterConfig> randomRouters(int priority) {
        List<String> pool = new ArrayList<>(List.of("1", "2", "3", "4", "5", "6"));
        List<VirtualRouterConfig> routers = new ArrayList<>();
        for (int vrid = 1; vrid <= 3; vrid++) {
            if (random.nextInt(5) == 0) {
                continue;
            }
            VirtualRouterConfig.Builder builder = router("r" + vrid, random.nextInt(8) == 0 ? vrid + 10 : vrid)
                    .priority(priority)
                    .advertisementInterval(Duration.ofMillis(random.nextBoolean() ? 500 : 1000));
            for (int n = 1 + random.nextInt(2); n > 0; n--) {
                builder.address("198.51.100.22" + pool.remove(random.nextInt(pool.size())) + "/24");
            }
            routers.add(builder.build());
        }
        return routers;
    }

    private void change(HostBench bench, int priority, boolean nobodyIsHigher) {
        List<VirtualRouterConfig> wanted = randomRouters(priority);
        List<SyncGroup> groups = random.nextInt(4) == 0 && wanted.size() > 1
                ? List.of(SyncGroup.of("g", wanted.get(0).name(), wanted.get(1).name()))
                : List.of();
        Map<ElectorDriver, List<IpAddress>> kept = new HashMap<>();
        for (VirtualRouterConfig next : wanted) {
            for (ElectorDriver running : bench.host.electors()) {
                if (nobodyIsHigher
                        && running.state() == VipState.ACTIVE
                        && running.config().hasIdentityOf(next)) {
                    List<IpAddress> addresses = new ArrayList<>();
                    running.config().addresses().stream()
                            .filter(next.addresses()::contains)
                            .forEach(address -> addresses.add(address.address()));
                    kept.put(running, addresses);
                }
            }
        }
        boolean fails = random.nextInt(6) == 0;
        if (fails) {
            wanted.add(
                    router("bad", 99, "198.51.100.250").networkInterface("eth9").build());
        }
        CompletableFuture<?> done = bench.applying(groups, wanted.toArray(VirtualRouterConfig[]::new));
        for (int step = 0; step < 300 && !done.isDone(); step++) {
            requireKept(kept, bench);
            bench.run(Duration.ofMillis(1));
        }
        requireKept(kept, bench);
        assertThat(done).isDone();
        if (fails) {
            assertThat(done)
                    .failsWithin(Duration.ZERO)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(PlatformException.class);
        }
    }

    private static void requireKept(Map<ElectorDriver, List<IpAddress>> kept, HostBench bench) {
        kept.forEach((elector, addresses) -> {
            assertThat(elector.state()).as(elector.config().name()).isEqualTo(VipState.ACTIVE);
            for (IpAddress address : addresses) {
                assertThat(bench.node.holds(address))
                        .as("%s holds %s", elector.config().name(), address)
                        .isTrue();
            }
        });
    }
}
