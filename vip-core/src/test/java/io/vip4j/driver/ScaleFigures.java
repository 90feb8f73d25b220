/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;

/**
 * The tables of docs/scale.md, computed in virtual time on a LAN whose packets take up to a millisecond: so they are those of
 * the protocol and of this library, and not of a machine.
 */
final class ScaleFigures {

    static final List<Integer> SIZES = List.of(2, 10, 100, 1000);

    private static final int ROUTERS_PER_INTERFACE = 250; // A VRID has 8 bits.
    private static final int HIGHEST = 254;
    private static final Duration SETTLED = Duration.ofSeconds(8);
    private static final Duration STEADY = Duration.ofSeconds(5);
    private static final Duration STORM = Duration.ofSeconds(5);
    private static final Duration TAKEOVER = Duration.ofSeconds(12); // With the second burst.
    private static final Duration LOOK_EACH = Duration.ofMillis(1);
    private static final IpAddress ADDRESS = IpAddress.parse("203.0.113.1");

    private ScaleFigures() {}

    /** One address and many nodes: the load of the link, and what happens when the owner dies. */
    static String nodes() {
        StringBuilder table = new StringBuilder("""
                | nodes | adverts/s on the link | adverts/s read by all | claims, spread priorities | until one owner | claims, equal priorities | until one owner |
                | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        for (int size : SIZES) {
            Fleet spread = new Fleet(size, i -> HIGHEST - i * (HIGHEST - 1) / Math.max(1, size - 1));
            Fleet equal = new Fleet(size, i -> 100);
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %.0f | %.0f | %d | %.2f s | %d | %.2f s |%n",
                    size,
                    spread.advertsPerSecond,
                    spread.advertsPerSecond * (size - 1),
                    spread.claims,
                    spread.untilOneOwner.toNanos() / 1e9,
                    equal.claims,
                    equal.untilOneOwner.toNanos() / 1e9));
        }
        return table.toString();
    }

    /** Two nodes and many addresses: a router for each, and as few as possible. */
    static String addresses() {
        StringBuilder table = new StringBuilder("""
                | addresses | a router each: adverts/s | ARP frames of a takeover | most in 1 s | last address announced after | 250 to a router: adverts/s | octets of an advert |
                | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        for (int size : SIZES) {
            Pair pair = new Pair(size);
            int routers = (size + ROUTERS_PER_INTERFACE - 1) / ROUTERS_PER_INTERFACE;
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %.0f | %d | %d | %.0f ms | %d | %d |%n",
                    size,
                    pair.advertsPerSecond,
                    pair.frames,
                    pair.mostInASecond,
                    pair.lastToldAfter.toNanos() / 1e6,
                    routers,
                    20 + 8 + 4 * Math.min(size, ROUTERS_PER_INTERFACE)));
        }
        return table.toString();
    }

    private static long count(List<String> words, String prefix) {
        return words.stream().filter(word -> word.startsWith(prefix)).count();
    }

    /** Nodes of one virtual router; the first one is the highest, and dies. */
    private static final class Fleet {

        private final SimulatedLan lan = SimulatedLan.virtualTime(1);
        private final List<HostBench> hosts = new ArrayList<>();
        private final double advertsPerSecond;
        private final long claims;
        private final Duration untilOneOwner;

        Fleet(int size, IntUnaryOperator priorities) {
            lan.maxDelay(Duration.ofMillis(1));
            for (int i = 0; i < size; i++) {
                HostBench host = new HostBench(lan, "n" + i);
                host.apply(VirtualRouterConfig.builder("web")
                        .networkInterface("eth0")
                        .vrid(10)
                        .priority(priorities.applyAsInt(i))
                        .address(ADDRESS + "/24")
                        .build());
                hosts.add(host);
                if (i == 0) {
                    lan.run(Duration.ofSeconds(5)); // It is Active before the others come.
                }
            }
            lan.run(SETTLED);
            clear();
            lan.run(STEADY);
            advertsPerSecond = hosts.stream()
                            .mapToLong(host -> count(host.words, "advertise"))
                            .sum()
                    / (double) STEADY.toSeconds();
            HostBench owner = hosts.stream()
                    .filter(host -> host.state("web") == VipState.ACTIVE)
                    .findFirst()
                    .orElseThrow();
            clear();
            owner.node.kill();
            hosts.remove(owner);
            long diedAt = lan.nanoTime();
            long settledAt = diedAt;
            boolean oneBefore = false;
            while (lan.nanoTime() - diedAt < STORM.toNanos()) {
                lan.run(LOOK_EACH);
                boolean one = lan.holders(ADDRESS).size() == 1;
                if (one && !oneBefore) {
                    settledAt = lan.nanoTime();
                }
                oneBefore = one;
            }
            claims = hosts.stream().filter(host -> host.words.contains("bind")).count();
            untilOneOwner = Duration.ofNanos(settledAt - diedAt);
        }

        private void clear() {
            hosts.forEach(host -> host.words.clear());
        }
    }

    /** Two nodes with a router for each address; the owner dies. */
    private static final class Pair {

        private final SimulatedLan lan = SimulatedLan.virtualTime(1);
        private final double advertsPerSecond;
        private final long frames;
        private final long mostInASecond;
        private final Duration lastToldAfter;

        Pair(int size) {
            HostBench higher = new HostBench(lan, "higher");
            HostBench lower = new HostBench(lan, "lower");
            for (HostBench host : List.of(higher, lower)) {
                for (int i = 1; i < (size + ROUTERS_PER_INTERFACE - 1) / ROUTERS_PER_INTERFACE; i++) {
                    host.node.addInterface("eth" + i);
                }
                host.apply(routers(size, host == higher ? 200 : 100));
            }
            lan.run(SETTLED);
            higher.words.clear();
            lan.run(STEADY);
            advertsPerSecond = count(higher.words, "advertise") / (double) STEADY.toSeconds();
            lower.words.clear();
            higher.node.kill();
            List<Long> sentAt = new ArrayList<>();
            long end = lan.nanoTime() + TAKEOVER.toNanos();
            while (lan.nanoTime() < end) {
                lan.runToNextEvent(Duration.ofNanos(end - lan.nanoTime()));
                for (long i = count(lower.words, "announce"); i > sentAt.size(); ) {
                    sentAt.add(lan.nanoTime());
                }
            }
            frames = sentAt.size();
            mostInASecond = most(sentAt);
            lastToldAfter =
                    Duration.ofNanos(sentAt.get(size - 1) - sentAt.get(0)); // Each is told once before any twice.
        }

        private static VirtualRouterConfig[] routers(int size, int priority) {
            VirtualRouterConfig[] routers = new VirtualRouterConfig[size];
            for (int i = 0; i < size; i++) {
                routers[i] = VirtualRouterConfig.builder("web-" + i)
                        .networkInterface("eth" + i / ROUTERS_PER_INTERFACE)
                        .vrid(1 + i % ROUTERS_PER_INTERFACE)
                        .priority(priority)
                        .address("203.0." + (113 + i / ROUTERS_PER_INTERFACE) + "." + (1 + i % ROUTERS_PER_INTERFACE))
                        .build();
            }
            return routers;
        }

        private static long most(List<Long> sentAt) {
            long most = 0;
            int from = 0;
            for (int to = 0; to < sentAt.size(); to++) {
                while (sentAt.get(to) - sentAt.get(from)
                        >= Duration.ofSeconds(1).toNanos()) {
                    from++;
                }
                most = Math.max(most, to - from + 1L);
            }
            return most;
        }
    }
}
