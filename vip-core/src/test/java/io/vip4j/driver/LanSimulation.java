/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.OnFailure;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.vrrp.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One LAN of two to five routers, made and maltreated as a seed decides, then left in peace, then robbed of its Active
 * router. {@link LanInvariants} watches every moment of it.
 */
final class LanSimulation {

    private static final int MAX_STORY = 400;

    private final Random random;
    private final SimulatedLan lan;
    private final LanVariant variant;
    private final List<SimulatedRouter> routers = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final LanInvariants invariants;
    private final LanTrouble trouble;
    private Duration delay = Duration.ZERO;

    private LanSimulation(long seed, RecordingPlatform.Fault fault, Stepper stepper) {
        this.random = new Random(seed);
        this.lan = SimulatedLan.virtualTime(seed);
        this.variant = new LanVariant(random);
        for (VirtualRouterConfig config : variant.configs(lan)) {
            Duration answerDelay = chance(0.5) ? Duration.ZERO : Duration.ofMillis(1 + random.nextInt(30));
            OnFailure load = variant.load();
            routers.add(new SimulatedRouter(
                    lan.node(config.name()), config, load, answerDelay, fault, stepper, this::tell));
            tell(config + " binder=" + answerDelay + " load=" + load);
        }
        this.invariants = new LanInvariants(lan, variant.virtualAddress(), routers);
        this.trouble = new LanTrouble(random, lan, variant, routers, invariants, this::tell);
    }

    /** Plays one seed; throws with the story of the run if an invariant does not hold. */
    static void play(long seed, RecordingPlatform.Fault fault, Stepper stepper) {
        LanSimulation simulation = new LanSimulation(seed, fault, stepper);
        try {
            simulation.trouble();
            simulation.peace();
            if (simulation.chance(0.3)) {
                simulation.parts();
            }
            simulation.loss();
            simulation.end();
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

    private Duration shortestInterval() {
        return routers.stream()
                .map(router -> router.config().advertisementInterval().toDuration())
                .min(Duration::compareTo)
                .orElseThrow();
    }

    private Duration longestInterval() {
        return routers.stream()
                .map(router -> router.slowest().advertisementInterval().toDuration())
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
            trouble.blow(longestInterval());
            invariants.disturbed();
            invariants.check();
            run(upTo(longestInterval().multipliedBy(chance(0.3) ? 8 : 2)));
        }
    }

    /** Everything works again, though some routers may stay dead; soon exactly one is Active and stays so. */
    private void peace() {
        tell("peace");
        lan.loss(0);
        lan.duplication(0);
        delay = chance(0.5) ? Duration.ZERO : upTo(shortestInterval().dividedBy(4));
        lan.maxDelay(delay);
        lan.heal();
        run(Duration.ofMillis(200)); // A stopped process needs up to 50 ms and the binder's time to end.
        for (SimulatedRouter router : routers) {
            router.node().letBindsSucceed();
            if (!router.hasInterface()) {
                router.node().addInterface(SimulatedNode.INTERFACE);
            }
            router.node().plugIn();
            if (router.isFrozen()) {
                router.thaw();
            }
            if (router.isAlive()) {
                router.isWell();
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
        run(longestWayToPeace());
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

    private Duration longestWayToPeace() {
        Duration longestLease = Timers.leaseLifetime(routers.stream()
                .map(router -> router.slowest().advertisementInterval())
                .reduce((a, b) -> a.nanos() > b.nanos() ? a : b)
                .orElseThrow());
        Duration longestPreemptionDelay = routers.stream()
                .map(router -> router.config().preemption().delay())
                .max(Duration::compareTo)
                .orElseThrow();
        boolean somebodyWaits = routers.stream().anyMatch(SimulatedRouter::hasFailedToBind);
        return longestLease
                .plus(somebodyWaits ? Backoff.LONGEST : Duration.ZERO)
                .plus(longestPreemptionDelay)
                .plus(longestInterval().multipliedBy(12))
                .plusSeconds(3);
    }

    /** The LAN falls apart: each part has one Active router, and when it is whole again there is one. */
    private void parts() {
        invariants.split(true);
        List<List<SimulatedRouter>> parts = trouble.split(2 + random.nextInt(2));
        run(longestWayToPeace());
        for (List<SimulatedRouter> part : parts) {
            if (part.stream().anyMatch(SimulatedRouter::isAlive)) {
                invariants.oneIsActiveOf(part);
            }
        }
        tell("heal");
        lan.heal();
        invariants.split(false);
        invariants.disturbed();
        run(longestWayToPeace());
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
                active.says("handle", 0);
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
            assertThat(active.holds(variant.virtualAddress()))
                    .as(active.name() + " holds the address still")
                    .isFalse();
        }
        long limit = active.lastAdvertAtNanos()
                + invariants.longestWaitNanos(others, active, announced && delay.isZero())
                + delay.toNanos();
        if (announced && !delay.isZero()) {
            // An older advertisement that priority 0 has overtaken may overthrow the first successor.
            limit += invariants.longestWaitNanos(others, active, true) + 2 * delay.toNanos();
        }
        if (killedOrFrozen
                && routers.stream().anyMatch(r -> r.config().peerWatch().isPresent())) {
            // A Backup that watches the process may be first, and is overthrown by a higher one that waits for its
            // timer.
            limit += longestInterval().toNanos() + LanInvariants.slowestBinderNanos(others);
        }
        run(Duration.ofNanos(Math.max(0, limit - lan.nanoTime())));
        SimulatedRouter successor = invariants.firstActiveOf(others);
        tell(successor.name() + " took over");
        run(AnnouncementProfile.DEFAULT
                .secondBurstAfter()
                .plus(longestInterval().multipliedBy(4))
                .plusSeconds(1));
        invariants.clientReachesTheActiveOf(others);
    }

    /** All stop, and nothing goes on. */
    private void end() {
        tell("end");
        for (SimulatedRouter router : routers) {
            router.node().letBindsSucceed();
            if (!router.hasInterface()) {
                router.node().addInterface(SimulatedNode.INTERFACE);
            }
            router.node().plugIn();
            if (router.isFrozen()) {
                router.thaw();
            }
            if (router.isAlive()) {
                router.stop();
            }
        }
        run(Duration.ofMillis(200));
        routers.forEach(SimulatedRouter::hasLeftNothing);
        assertThat(lan.holders(variant.virtualAddress()))
                .as("holders in the end")
                .allSatisfy(name -> assertThat(
                                routers.stream().filter(router -> router.name().equals(name)))
                        .allMatch(router -> router.mayHaveLeftAddresses(lan.nanoTime())));
        int told = story.size();
        run(Duration.ofSeconds(20));
        assertThat(story.subList(told, story.size())).as("after the end").isEmpty();
        assertThat(lan.holders(variant.virtualAddress())).isEmpty();
    }
}
