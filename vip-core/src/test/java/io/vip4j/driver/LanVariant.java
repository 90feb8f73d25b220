/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Gate;
import io.vip4j.config.PeerWatch;
import io.vip4j.config.Preemption;
import io.vip4j.config.Timing;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.OnFailure;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What the routers of one {@link LanSimulation} have in common and how they differ, as the seed decides. */
final class LanVariant {

    private static final int[] CENTISECONDS = {10, 20, 50, 100, 200};

    private final Random random;
    private final VrrpVersion version;
    private final AddressFamily family;
    private final boolean unicast;
    private final int centiseconds;
    private final boolean keepWhenAllBad;

    LanVariant(Random random) {
        this.random = random;
        this.version = chance(0.2) ? VrrpVersion.V2 : VrrpVersion.V3;
        this.family = version == VrrpVersion.V3 && chance(0.3) ? AddressFamily.IPV6 : AddressFamily.IPV4;
        this.unicast = chance(0.25);
        this.centiseconds = version == VrrpVersion.V2
                ? 100 * (1 + random.nextInt(2))
                : CENTISECONDS[random.nextInt(CENTISECONDS.length)];
        this.keepWhenAllBad = chance(0.4);
    }

    /** What the load of a router does to its priority. */
    OnFailure load() {
        int weight = 1 + random.nextInt(253);
        return OnFailure.weight(chance(0.8) ? -weight : weight);
    }

    /** Whether routers know each other by their addresses, which then must stay. */
    boolean isUnicast() {
        return unicast;
    }

    AddressFamily family() {
        return family;
    }

    /** Short intervals are those that the lease is too coarse for. */
    private Gate gate() {
        return centiseconds <= 20 ? Gate.NFT : Gate.NONE;
    }

    /** The last of the addresses, which stands for all. */
    IpAddress virtualAddress() {
        return IpAddress.parse(family == AddressFamily.IPV4 ? "198.51.100.222" : "2001:db8::222");
    }

    /** Two to five routers. */
    List<VirtualRouterConfig> configs(SimulatedLan lan) {
        int count = 2 + random.nextInt(4);
        List<String> names = new ArrayList<>();
        IpAddress[] own = new IpAddress[count];
        for (int i = 0; i < count; i++) {
            names.add(Character.toString('a' + i));
            own[i] = lan.node(names.get(i)).address(SimulatedNode.INTERFACE, family);
        }
        List<VirtualRouterConfig> configs = new ArrayList<>();
        int priority = 100;
        for (String name : names) {
            if (!chance(0.3)) {
                priority = chance(0.05) ? 255 : 1 + random.nextInt(254);
            }
            int interval = version == VrrpVersion.V3 && chance(0.2)
                    ? CENTISECONDS[random.nextInt(CENTISECONDS.length)]
                    : centiseconds;
            VirtualRouterConfig.Builder builder = VirtualRouterConfig.builder(name)
                    .networkInterface(SimulatedNode.INTERFACE)
                    .vrid(10)
                    .version(version)
                    .priority(priority)
                    .preemption(preemption())
                    .transport(unicast ? Transport.unicast(own) : Transport.MULTICAST)
                    .advertisementInterval(Duration.ofMillis(10L * interval))
                    .gate(gate());
            builder.keepWhenAllBad(priority != 255 && keepWhenAllBad != chance(0.1));
            if (chance(0.2)) {
                builder.timing(Timing.DEFAULT.peerMemory(Duration.ofSeconds(random.nextInt(5))));
            }
            if (chance(0.6)) {
                builder.peerWatch(PeerWatch.onDefaultPort());
            }
            if (family == AddressFamily.IPV6) {
                builder.address("fe80::222/64");
            }
            configs.add(builder.address(virtualAddress() + "/24").build());
        }
        return configs;
    }

    /** Other settings for a router that runs. */
    VirtualRouterConfig changed(VirtualRouterConfig config) {
        VirtualRouterConfig.Builder builder = config.toBuilder();
        switch (random.nextInt(5)) {
            case 0 -> builder.preemption(preemption());
            case 4 ->
                builder.keepWhenAllBad(
                        !config.keepWhenAllBad() && !config.priority().isOwner());
            case 1 ->
                builder.excludedAddresses(
                        config.excludedAddresses().isEmpty()
                                ? List.of(
                                        VirtualAddress.parse("203.0.113.7/24"), VirtualAddress.parse("2001:db8::7/64"))
                                : List.of());
            case 2 -> {
                if (version == VrrpVersion.V3) {
                    builder.advertisementInterval(
                            Duration.ofMillis(10L * CENTISECONDS[random.nextInt(CENTISECONDS.length)]));
                }
            }
            default -> {
                if (!config.priority().isOwner()) {
                    builder.priority(1 + random.nextInt(254));
                }
            }
        }
        return builder.build();
    }

    private Preemption preemption() {
        if (!chance(0.7)) {
            return Preemption.NEVER;
        }
        return chance(0.2) ? Preemption.after(Duration.ofSeconds(1 + random.nextInt(4))) : Preemption.IMMEDIATE;
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }
}
