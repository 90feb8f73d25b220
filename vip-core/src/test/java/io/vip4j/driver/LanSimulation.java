/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Timers;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One LAN of two to five routers, made and maltreated as a seed decides, then left in peace, then robbed of its Active
 * router. {@link LanInvariants} watches every moment of it.
 */
final class LanSimulation {

    static final IpAddress VIP = IpAddress.parse("198.51.100.222");

    private static final int[] CENTISECONDS = {10, 20, 50, 100, 200};
    private static final int MAX_STORY = 400;

    private final Random random;
    private final RecordingPlatform.Fault fault;
    private final SimulatedLan lan;
    private final List<SimulatedRouter> routers = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final LanInvariants invariants;
    private Duration delay = Duration.ZERO;

    private LanSimulation(long seed, RecordingPlatform.Fault fault) {
        this.random = new Random(seed);
        this.fault = fault;
        this.lan = SimulatedLan.virtualTime(seed);
        makeRouters();
        this.invariants = new LanInvariants(lan, routers);
    }

    /** Plays one seed; throws with the story of the run if an invariant does not hold. */
    static void play(long seed, RecordingPlatform.Fault fault) {
        LanSimulation simulation = new LanSimulation(seed, fault);
        try {
            simulation.trouble();
            simulation.peace();
            simulation.loss();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + " failed: " + e.getMessage() + "\nreplay it: ./mvnw -pl vip-core test"
                            + " -Dtest=LanSimulationTest -Dvip4j.seed=" + seed + "\n"
                            + String.join("\n", simulation.story),
                    e);
        }
    }

    private void tell(String what) {
        if (story.size() == MAX_STORY) {
            story.remove(0);
        }
        story.add(String.format("%12.3f ms  %s", lan.nanoTime() / 1e6, what));
    }

    private boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    private Duration upTo(Duration limit) {
        return Duration.ofNanos(1 + random.nextLong(limit.toNanos()));
    }

    private void makeRouters() {
        VrrpVersion version = chance(0.2) ? VrrpVersion.V2 : VrrpVersion.V3;
        int common = version == VrrpVersion.V2
                ? 100 * (1 + random.nextInt(2))
                : CENTISECONDS[random.nextInt(CENTISECONDS.length)];
        int count = 2 + random.nextInt(4);
        int priority = 100;
        for (int i = 0; i < count; i++) {
            if (!chance(0.3)) {
                priority = chance(0.05) ? 255 : 1 + random.nextInt(254);
            }
            int interval = version == VrrpVersion.V3 && chance(0.2)
                    ? CENTISECONDS[random.nextInt(CENTISECONDS.length)]
                    : common;
            String name = Character.toString('a' + i);
            VirtualRouterConfig config = VirtualRouterConfig.builder(name)
                    .networkInterface(SimulatedNode.INTERFACE)
                    .vrid(10)
                    .version(version)
                    .priority(priority)
                    .preempt(chance(0.7))
                    .advertisementInterval(Duration.ofMillis(10L * interval))
                    .address("198.51.100.222/24")
                    .build();
            Duration answerDelay = chance(0.5) ? Duration.ZERO : Duration.ofMillis(1 + random.nextInt(30));
            SimulatedRouter router = new SimulatedRouter(lan.node(name), config, answerDelay, fault, this::tell);
            routers.add(router);
            tell(name + " " + config + " binder=" + answerDelay);
        }
    }

    private Duration shortestInterval() {
        return routers.stream()
                .map(router -> router.config().advertisementInterval().toDuration())
                .min(Duration::compareTo)
                .orElseThrow();
    }

    private Duration longestInterval() {
        return routers.stream()
                .map(router -> router.config().advertisementInterval().toDuration())
                .max(Duration::compareTo)
                .orElseThrow();
    }

    private void run(Duration duration) {
        long end = lan.nanoTime() + duration.toNanos();
        while (lan.nanoTime() < end) {
            lan.runToNextEvent(Duration.ofNanos(end - lan.nanoTime()));
            invariants.check();
        }
    }

    private void trouble() {
        for (SimulatedRouter router : routers) {
            router.start();
            run(upTo(longestInterval()));
        }
        int blows = 10 + random.nextInt(20);
        for (int i = 0; i < blows; i++) {
            blow(routers.get(random.nextInt(routers.size())));
            invariants.disturbed();
            invariants.check();
            run(upTo(longestInterval().multipliedBy(chance(0.3) ? 8 : 2)));
        }
    }

    private void blow(SimulatedRouter router) {
        switch (random.nextInt(11)) {
            case 0 -> {
                double probability = chance(0.5) ? 0 : random.nextDouble() / 2;
                tell("loss " + probability);
                lan.loss(probability);
                invariants.lossy(probability > 0);
            }
            case 1 -> {
                delay = chance(0.5) ? Duration.ZERO : upTo(longestInterval().dividedBy(4));
                tell("delay up to " + delay);
                lan.maxDelay(delay);
            }
            case 2, 3 -> killOrStart(router);
            case 4, 5 -> freezeOrThaw(router);
            case 6 -> {
                boolean plugged = router.node().isPluggedIn();
                tell((plugged ? "unplug " : "plug in ") + router.name());
                if (plugged) {
                    router.node().unplug();
                } else {
                    router.node().plugIn();
                }
            }
            case 7 -> {
                boolean split = chance(0.5);
                tell(split ? "split " + router.name() : "heal");
                invariants.split(split);
                if (split) {
                    lan.split(router.name());
                } else {
                    lan.heal();
                }
            }
            case 8 -> {
                boolean up = chance(0.5);
                if (router.runs()) {
                    tell("health of " + router.name() + " up: " + up);
                    router.health(up);
                }
            }
            case 9 -> {
                if (router.runs() && router.isPublishedActive()) {
                    tell("switchover of " + router.name());
                    router.switchover(longestInterval().multipliedBy(5));
                }
            }
            default -> harmAddresses(router);
        }
    }

    private void killOrStart(SimulatedRouter router) {
        if (!router.isAlive()) {
            if (router.processHasEnded()) {
                tell("start " + router.name());
                router.start();
            }
        } else if (chance(0.5) && !router.isFrozen()) {
            tell("stop " + router.name());
            router.stop();
        } else {
            tell("kill " + router.name());
            router.kill();
        }
    }

    private void freezeOrThaw(SimulatedRouter router) {
        if (router.isFrozen()) {
            tell("thaw " + router.name());
            router.thaw();
        } else if (router.isAlive()) {
            tell("freeze " + router.name());
            router.freeze();
        }
    }

    private void harmAddresses(SimulatedRouter router) {
        if (chance(0.3)) {
            tell("binds of " + router.name() + " fail");
            router.node().failBinds("by lot");
        } else if (chance(0.5)) {
            tell("binds of " + router.name() + " succeed");
            router.node().letBindsSucceed();
        } else if (router.runs()) {
            tell("remove the address from " + router.name());
            router.node().removeAddress(VIP);
        }
    }

    /** Everything works again, though some routers may stay dead; soon exactly one is Active and stays so. */
    private void peace() {
        tell("peace");
        lan.loss(0);
        delay = chance(0.5) ? Duration.ZERO : upTo(shortestInterval().dividedBy(4));
        lan.maxDelay(delay);
        lan.heal();
        run(Duration.ofMillis(200)); // A stopped process needs up to 50 ms and the binder's time to end.
        for (SimulatedRouter router : routers) {
            router.node().letBindsSucceed();
            router.node().plugIn();
            if (router.isFrozen()) {
                router.thaw();
            }
            if (router.isAlive()) {
                router.health(true);
            } else if (chance(0.7) || routers.stream().noneMatch(SimulatedRouter::isAlive)) {
                assertThat(router.processHasEnded())
                        .as(router.name() + " has ended")
                        .isTrue();
                tell("start " + router.name());
                router.start();
            }
        }
        invariants.split(false);
        invariants.lossy(false);
        invariants.disturbed();
        Duration longestLease = Timers.leaseLifetime(routers.stream()
                .map(router -> router.config().advertisementInterval())
                .reduce((a, b) -> a.nanos() > b.nanos() ? a : b)
                .orElseThrow());
        run(longestLease.plus(longestInterval().multipliedBy(12)).plusSeconds(3));
        SimulatedRouter active = invariants.theOnlyActive();
        invariants.highestIsActive(active);
        int transitions = story.size();
        tell(active.name() + " is the only Active router");
        run(longestInterval().multipliedBy(8));
        assertThat(invariants.theOnlyActive()).isSameAs(active);
        assertThat(story.subList(Math.min(transitions + 1, story.size()), story.size()))
                .as("transitions in peace")
                .isEmpty();
    }

    /** The Active router goes in one way or another; another one is there in time. */
    private void loss() {
        SimulatedRouter active = invariants.theOnlyActive();
        List<SimulatedRouter> others = routers.stream()
                .filter(router -> router.isAlive() && router != active)
                .toList();
        boolean announced = false;
        int way = random.nextInt(5);
        boolean killedOrFrozen = way < 2;
        switch (way) {
            case 0 -> {
                tell("kill " + active.name());
                active.kill();
            }
            case 1 -> {
                tell("freeze " + active.name());
                active.freeze();
            }
            case 2 -> {
                tell("unplug " + active.name());
                active.node().unplug();
            }
            case 3 -> {
                tell("stop " + active.name());
                active.stop();
                announced = true;
            }
            default -> {
                tell("health of " + active.name() + " down");
                active.health(false);
                announced = true;
            }
        }
        invariants.disturbed();
        if (others.isEmpty()) {
            run(Duration.ofSeconds(1).plus(longestInterval().multipliedBy(4)));
            assertThat(routers.stream().filter(r -> r != active && r.isPublishedActive()))
                    .isEmpty();
            return;
        }
        // Advertisements may overtake each other, so that only without delay the last word is surely the last one
        // heard.
        run(active.answerDelay().plusNanos(1));
        if (!killedOrFrozen) {
            assertThat(active.holds(VIP))
                    .as(active.name() + " holds the address still")
                    .isFalse();
        }
        long limit = active.lastAdvertAtNanos()
                + invariants.longestWaitNanos(others, active, announced && delay.isZero())
                + delay.toNanos();
        run(Duration.ofNanos(Math.max(0, limit - lan.nanoTime())));
        SimulatedRouter successor = invariants.firstActiveOf(others);
        tell(successor.name() + " took over");
        run(AnnouncementProfile.DEFAULT
                .secondBurstAfter()
                .plus(longestInterval().multipliedBy(4))
                .plusSeconds(1));
        invariants.clientReachesTheActiveOf(others);
    }
}
