/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.Quorum;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipState;
import io.vip4j.quorum.OnStoreLoss;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedVoteStore;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Routers of one address that need the vote of one store; whoever lets time pass sees two owners at once. */
final class QuorumBench {

    static final IpAddress VIP = IpAddress.parse("198.51.100.222");
    static final Duration TTL = Duration.ofSeconds(10);

    final SimulatedLan lan;
    final SimulatedVoteStore store;
    private final OnStoreLoss policy;
    private final Map<String, HostBench> hosts = new LinkedHashMap<>();

    QuorumBench(OnStoreLoss policy, long seed) {
        this.policy = policy;
        this.lan = SimulatedLan.virtualTime(seed);
        this.store = lan.newVoteStore();
    }

    /** A host with a new process on it. */
    HostBench start(String name, int priority) {
        HostBench host = new HostBench(lan, name);
        host.apply(router(name, priority).build());
        hosts.put(name, host);
        return host;
    }

    VirtualRouterConfig.Builder router(String name, int priority) {
        return HostBench.router("web", 10, VIP + "/24")
                .priority(priority)
                .quorum(Quorum.of(store.gate("web", name)).ttl(TTL).onStoreLoss(policy));
    }

    HostBench host(String name) {
        HostBench host = hosts.get(name);
        if (host == null) {
            throw new IllegalStateException(name);
        }
        return host;
    }

    List<String> owners() {
        return lan.holders(VIP).stream().sorted().toList();
    }

    /** Lets time pass; there must never be two owners. */
    void run(Duration duration) {
        long end = lan.nanoTime() + duration.toNanos();
        while (lan.nanoTime() < end) {
            lan.runToNextEvent(Duration.ofNanos(end - lan.nanoTime()));
            assertThat(lan.holders(VIP))
                    .as("owners at " + lan.nanoTime() / 1e6 + " ms")
                    .hasSizeLessThan(2);
        }
    }

    void runSeconds(int seconds) {
        run(Duration.ofSeconds(seconds));
    }

    /** Lets time pass until a node holds the address, and says how much. */
    Duration untilOwnedBy(String name) {
        long from = lan.nanoTime();
        while (!owners().contains(name)) {
            assertThat(lan.nanoTime() - from)
                    .as("waits for " + name)
                    .isLessThan(Duration.ofSeconds(60).toNanos());
            lan.runToNextEvent(Duration.ofSeconds(1));
            assertThat(lan.holders(VIP)).hasSizeLessThan(2);
        }
        return Duration.ofNanos(lan.nanoTime() - from);
    }

    /** The node that believes to be the owner. */
    @Nullable
    String active() {
        String active = null;
        for (Map.Entry<String, HostBench> host : hosts.entrySet()) {
            if (host.getValue().state("web") == VipState.ACTIVE) {
                assertThat(active).as("second one: " + host.getKey()).isNull();
                active = host.getKey();
            }
        }
        return active;
    }
}
