/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.Quorum;
import io.vip4j.event.Term;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.health.OnFailure;
import io.vip4j.quorum.OnStoreLoss;
import io.vip4j.quorum.QuorumGate;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.simulation.SimulatedVoteStore;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Two to four routers with a vote, maltreated as a seed decides: their links, their links to the store, the store, their
 * processes, kernels and clients. At no moment two of them have the address, and every tenure has a greater token than all
 * before. In the end everything works again, and one of them has it.
 */
final class QuorumSchedules {

    private static final IpAddress VIP = IpAddress.parse("198.51.100.222");
    private static final int MAX_STORY = 200;

    private final Random random;
    private final SimulatedLan lan;
    private final SimulatedVoteStore store;
    private final UnaryOperator<QuorumGate> gates;
    private final OnStoreLoss policy;
    private final Duration ttl;
    private final Duration interval;
    private final List<Host> hosts = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private long greatestToken;

    private QuorumSchedules(long seed, UnaryOperator<QuorumGate> gates) {
        this.random = new Random(seed);
        this.lan = SimulatedLan.virtualTime(seed);
        this.store = lan.newVoteStore();
        this.gates = gates;
        this.policy = chance(0.5) ? OnStoreLoss.RELEASE : OnStoreLoss.KEEP_UNTIL_EXPIRY;
        this.ttl = Duration.ofSeconds(7 + random.nextInt(10));
        this.interval = Duration.ofMillis(List.of(100, 1000).get(random.nextInt(2)));
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            hosts.add(new Host("n" + i, 50 * (i + 1)));
        }
        tell(count + " routers, " + policy + ", ttl " + ttl + ", interval " + interval);
    }

    /** Plays one seed; throws with the story of the run if it does not hold. */
    static void play(long seed, UnaryOperator<QuorumGate> gates) {
        QuorumSchedules schedule = new QuorumSchedules(seed, gates);
        try {
            schedule.trouble();
            schedule.peace();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "seed " + seed + " failed: " + e.getMessage() + "\n" + String.join("\n", schedule.story), e);
        }
    }

    private void trouble() {
        hosts.forEach(Host::start);
        int blows = 15 + random.nextInt(25);
        for (int i = 0; i < blows; i++) {
            blow(hosts.get(random.nextInt(hosts.size())));
            run(Duration.ofMillis(random.nextInt(chance(0.3) ? 30_000 : 3_000)));
        }
    }

    private void blow(Host host) {
        switch (random.nextInt(16)) {
            case 0 -> {
                tell("split " + host.name);
                lan.split(host.name);
            }
            case 1 -> {
                String other = hosts.get(random.nextInt(hosts.size())).name;
                tell(other + " does not hear " + host.name);
                lan.cut(host.name, other);
            }
            case 2, 3 -> {
                tell("heal");
                lan.heal();
            }
            case 4, 5 -> {
                tell("cut " + host.name + " off the store");
                store.cut(host.name);
            }
            case 6, 7 -> {
                tell("heal the store's links");
                store.heal();
            }
            case 8 -> {
                tell("store stops");
                store.stop();
            }
            case 9 -> {
                tell("store starts");
                store.start();
            }
            case 10 -> {
                Duration delay = Duration.ofMillis(chance(0.5) ? 0 : random.nextInt(2000));
                tell("store is slow, up to " + delay);
                store.maxDelay(delay);
            }
            case 11 -> {
                double loss = chance(0.5) ? 0 : random.nextDouble() / 2;
                tell("loss " + loss);
                lan.loss(loss);
            }
            default -> host.blow();
        }
    }

    private void peace() {
        tell("peace");
        lan.heal();
        lan.loss(0);
        store.heal();
        store.start();
        store.maxDelay(Duration.ZERO);
        hosts.forEach(Host::recover);
        run(Backoff.LONGEST.plus(ttl.multipliedBy(3)).plusSeconds(20));
        assertThat(lan.holders(VIP)).as("owners in peace").hasSize(1);
    }

    private void run(Duration duration) {
        long end = lan.nanoTime() + duration.toNanos();
        while (lan.nanoTime() < end) {
            lan.runToNextEvent(Duration.ofNanos(end - lan.nanoTime()));
            assertThat(lan.holders(VIP)).as("owners").hasSizeLessThan(2);
            assertThat(hosts.stream().filter(Host::believes))
                    .as("routers that believe to be")
                    .hasSizeLessThan(2);
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

    /** One router, its host and what has been done to it. */
    private final class Host implements VipListener {

        private final String name;
        private final int priority;
        private final SimulatedNode node;
        private @Nullable ElectorDriver elector;
        private @Nullable PushedHealth handle;
        private @Nullable RecordingPlatform platform;
        private boolean frozen;

        Host(String name, int priority) {
            this.name = name;
            this.priority = priority;
            this.node = lan.node(name);
        }

        void start() {
            tell("start " + name);
            RecordingPlatform started =
                    new RecordingPlatform(node.platform(), word -> {}, RecordingPlatform.Fault.NONE);
            started.answerDelay(Duration.ofMillis(random.nextInt(30)));
            HostDriver host = HostDriver.silent(started);
            platform = started;
            frozen = false;
            started.loop().execute(() -> {
                ElectorDriver running = host.start(HostBench.router("web", 10, VIP + "/24")
                        .priority(priority)
                        .advertisementInterval(interval)
                        .quorum(new Quorum(gates.apply(store.gate("web", name)), ttl, policy))
                        .build());
                running.addListener(this);
                elector = running;
                handle = running.handle("handle", OnFailure.release());
            });
        }

        @Override
        public void onTransition(Transition transition) {
            tell(name + " " + transition);
            if (transition.to() == VipState.ACTIVE) {
                long token = ((Term.FencingToken) transition.term().orElseThrow()).number();
                assertThat(token).as("token of " + name).isGreaterThan(greatestToken);
                greatestToken = token;
            }
        }

        boolean believes() {
            return node.isRunning() && elector != null && elector.isActive();
        }

        private void onLoop(java.util.function.Consumer<ElectorDriver> what) {
            if (platform != null && elector != null && node.isRunning() && !frozen) {
                ElectorDriver running = elector;
                platform.loop().execute(() -> what.accept(running));
            }
        }

        void blow() {
            switch (random.nextInt(9)) {
                case 0 -> {
                    if (node.isRunning()) {
                        tell("kill " + name);
                        node.kill();
                    } else {
                        start();
                    }
                }
                case 1, 2 -> {
                    tell((frozen ? "thaw " : "freeze ") + name);
                    if (frozen) {
                        node.thaw();
                    } else {
                        node.freeze();
                    }
                    frozen = !frozen;
                }
                case 3 -> {
                    tell("unplug " + name);
                    node.unplug();
                }
                case 4 -> {
                    tell("plug in " + name);
                    node.plugIn();
                }
                case 5 -> {
                    tell("binds of " + name + " fail");
                    node.failBinds("by lot");
                }
                case 6 -> {
                    tell("remove the address from " + name);
                    node.removeAddress(VIP);
                }
                case 7 -> {
                    boolean up = chance(0.5);
                    tell("health of " + name + (up ? " up" : " down"));
                    if (handle != null && up) {
                        handle.up();
                    } else if (handle != null) {
                        handle.down("by lot");
                    }
                }
                default ->
                    onLoop(router -> {
                        if (router.isHolding()) {
                            tell("switchover of " + name);
                            var unused = router.steering().switchover(Duration.ofSeconds(random.nextInt(10)));
                        }
                    });
            }
        }

        void recover() {
            node.letBindsSucceed();
            node.plugIn();
            if (frozen) {
                node.thaw();
                frozen = false;
            }
            if (!node.isRunning()) {
                start();
            }
            if (handle != null) {
                handle.up();
            }
        }
    }
}
