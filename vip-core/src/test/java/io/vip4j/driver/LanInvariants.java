/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.Gate;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Timers;
import java.util.List;

/** What must be true on every LAN, whatever happens to its routers. */
final class LanInvariants {

    private static final long RELEASE_AND_BINDER_NANOS = 150_000_000L;

    private final SimulatedLan lan;
    private final IpAddress virtualAddress;
    private final List<SimulatedRouter> routers;
    private boolean split;
    private boolean lossy;
    private long overlapSinceNanos;
    private boolean overlap;

    LanInvariants(SimulatedLan lan, IpAddress virtualAddress, List<SimulatedRouter> routers) {
        this.lan = lan;
        this.virtualAddress = virtualAddress;
        this.routers = routers;
    }

    void split(boolean value) {
        split = value;
    }

    void lossy(boolean value) {
        lossy = value;
    }

    /** Something was done to the LAN: the time that it has to come to terms begins anew. */
    void disturbed() {
        overlapSinceNanos = lan.nanoTime();
    }

    /** To be called after every moment at which anything happened. */
    void check() {
        for (SimulatedRouter router : routers) {
            if (router.believesToHold()) {
                assertThat(router.holds(virtualAddress))
                        .as("%s says isActive(), so it holds the address", router.name())
                        .isTrue();
                assertThat(router.node().passes(virtualAddress))
                        .as("%s says isActive(), so packets for the address pass", router.name())
                        .isTrue();
            }
            if (router.runs()
                    && router.isPublishedActive()
                    && router.answerDelay().isZero()) {
                assertThat(router.holds(virtualAddress))
                        .as("%s runs and is ACTIVE, so it holds the address", router.name())
                        .isTrue();
            }
            if (router.mustHaveLetGo(lan.nanoTime())) {
                assertThat(router.holds(virtualAddress))
                        .as("%s runs and is not ACTIVE, so it does not hold the address", router.name())
                        .isFalse();
            }
        }
        checkOverlap();
    }

    /** Two hosts may answer only until a lease or a gate is over or until one of them hears the other. */
    private void checkOverlap() {
        List<String> holders = lan.holders(virtualAddress).stream()
                .filter(name -> lan.node(name).passes(virtualAddress))
                .toList();
        boolean counts = holders.size() > 1 && !split && !lossy;
        if (counts && !overlap) {
            overlapSinceNanos = lan.nanoTime();
        }
        overlap = counts;
        if (overlap) {
            assertThat(lan.nanoTime() - overlapSinceNanos)
                    .as("nanoseconds for which %s hold the address at the same time", holders)
                    .isLessThanOrEqualTo(longestOverlapNanos());
        }
    }

    private long longestOverlapNanos() {
        return routers.stream()
                        .map(SimulatedRouter::slowest)
                        .mapToLong(config -> outlivesNanos(config)
                                + 2 * config.advertisementInterval().nanos())
                        .max()
                        .orElseThrow()
                + RELEASE_AND_BINDER_NANOS;
    }

    /** How long a host goes on to answer that advertises no more. */
    private static long outlivesNanos(VirtualRouterConfig config) {
        return config.gate() == Gate.NFT
                ? Timers.gateTimeNanos(
                        config.advertisementInterval(), config.timing().downAdvertisements())
                : Timers.leaseLifetime(config.advertisementInterval()).toNanos();
    }

    SimulatedRouter theOnlyActive() {
        List<SimulatedRouter> active =
                routers.stream().filter(SimulatedRouter::isPublishedActive).toList();
        assertThat(active)
                .extracting(SimulatedRouter::name)
                .as("ACTIVE routers")
                .hasSize(1);
        SimulatedRouter only = active.get(0);
        assertThat(only.believesToHold()).as("isActive() of " + only.name()).isTrue();
        assertThat(lan.holders(virtualAddress)).containsExactly(only.name());
        return only;
    }

    /** A part of the LAN has one Active router, and it alone of them has the address. */
    void oneIsActiveOf(List<SimulatedRouter> part) {
        List<String> active = part.stream()
                .filter(SimulatedRouter::isPublishedActive)
                .map(SimulatedRouter::name)
                .toList();
        assertThat(active).as("ACTIVE routers of a part").hasSize(1);
        assertThat(part.stream().filter(router -> router.holds(virtualAddress)).map(SimulatedRouter::name))
                .as("holders in a part")
                .isEqualTo(active);
    }

    /** In peace the highest priority is Active, unless a router with it waits on purpose. */
    void highestIsActive(SimulatedRouter active) {
        int highest = routers.stream()
                .filter(SimulatedRouter::isAlive)
                .mapToInt(router -> router.priority().value())
                .max()
                .orElseThrow();
        boolean waits = routers.stream()
                .filter(SimulatedRouter::isAlive)
                .filter(router -> router.priority().value() == highest)
                .anyMatch(router -> !router.config().preemption().enabled() || router.hasGivenAwayByItself());
        if (!waits) {
            assertThat(active.priority().value())
                    .as("priority of " + active.name())
                    .isEqualTo(highest);
        }
    }

    /**
     * How long these Backups may take from the last word of the Active router until one is ACTIVE: the quickest timer.
     */
    long longestWaitNanos(List<SimulatedRouter> backups, SimulatedRouter active, boolean gaveAway) {
        AdvertisementInterval learned = active.config().advertisementInterval();
        long quickest = backups.stream()
                .mapToLong(own -> gaveAway
                        ? Timers.skewTimeNanos(own.config().version(), own.priority(), learned)
                        : Timers.activeDownIntervalNanos(own.config().version(), own.priority(), learned))
                .min()
                .orElseThrow();
        // Of equal priorities either may be first, and need the longer time to bind.
        return quickest + slowestBinderNanos(backups);
    }

    /** How long the slowest of these takes to bind the addresses. */
    static long slowestBinderNanos(List<SimulatedRouter> routers) {
        return routers.stream()
                .mapToLong(router -> router.answerDelay().toNanos())
                .max()
                .orElseThrow();
    }

    SimulatedRouter firstActiveOf(List<SimulatedRouter> candidates) {
        List<SimulatedRouter> active =
                candidates.stream().filter(SimulatedRouter::isPublishedActive).toList();
        assertThat(active)
                .extracting(SimulatedRouter::name)
                .as("took over in time")
                .isNotEmpty();
        return active.get(0);
    }

    /** After the second burst of announcements a client reaches the one Active router among these. */
    void clientReachesTheActiveOf(List<SimulatedRouter> candidates) {
        List<String> active = candidates.stream()
                .filter(SimulatedRouter::isPublishedActive)
                .map(SimulatedRouter::name)
                .toList();
        assertThat(active).as("ACTIVE routers").hasSize(1);
        assertThat(lan.answering(virtualAddress)).as("who answers a client").contains(active.get(0));
    }
}
