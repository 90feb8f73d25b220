/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.AddressLease;
import io.vip4j.config.HostConfig;
import io.vip4j.config.Quorum;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.PushedHealth;
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
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Two to four hosts with a router that needs a vote, or a group of two, maltreated as a seed decides: their links, their
 * links to the store, the store, their processes, kernels, configurations and clients. At no moment two of them have an
 * address, but with KEEP_WHILE_PEERS_SILENT, and every tenure has a greater token than all before. In the end everything
 * works again, and one of them has all addresses.
 */
final class QuorumSchedules {

    private static final IpAddress VIP = IpAddress.parse("198.51.100.222");
    private static final IpAddress EXCLUDED = IpAddress.parse("198.51.100.230");
    private static final IpAddress OTHER_VIP = IpAddress.parse("198.51.100.223");
    private static final VirtualRoute ROUTE =
            VirtualRoute.via(IpPrefix.parse("192.0.2.0/24"), IpAddress.parse("198.51.100.9"));
    private static final List<OnStoreLoss> POLICIES = List.of(OnStoreLoss.values());
    private static final int MAX_STORY = 200;

    private final Random random;
    private final SimulatedLan lan;
    private final SimulatedVoteStore store;
    private final UnaryOperator<QuorumGate> gates;
    private final OnStoreLoss policy;
    private final Duration ttl;
    private final Duration interval;
    private final List<String> names;
    private final List<Host> hosts = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final Map<String, Long> greatestTokens = new HashMap<>();

    private QuorumSchedules(long seed, UnaryOperator<QuorumGate> gates) {
        this.random = new Random(seed);
        this.lan = SimulatedLan.virtualTime(seed);
        this.store = lan.newVoteStore();
        this.gates = gates;
        this.policy = POLICIES.get(random.nextInt(POLICIES.size()));
        this.ttl = Duration.ofSeconds(7 + random.nextInt(10));
        this.interval = Duration.ofMillis(List.of(100, 1000).get(random.nextInt(2)));
        this.names = chance(0.4) ? List.of("web", "mail") : List.of("web");
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            hosts.add(new Host("n" + i, 50 * (i + 1)));
        }
        tell(count + " hosts with " + names + ", " + policy + ", ttl " + ttl + ", interval " + interval);
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
        run(Backoff.LONGEST.plus(ttl.multipliedBy(6)).plusSeconds(20));
        assertThat(lan.holders(VIP)).as("owners in peace").hasSize(1);
        if (names.contains("mail")) {
            assertThat(lan.holders(OTHER_VIP)).as("owners of the group").isEqualTo(lan.holders(VIP));
        }
    }

    private void run(Duration duration) {
        long end = lan.nanoTime() + duration.toNanos();
        while (lan.nanoTime() < end) {
            lan.runToNextEvent(Duration.ofNanos(end - lan.nanoTime()));
            if (policy != OnStoreLoss.KEEP_WHILE_PEERS_SILENT) {
                requireOneOwner();
            }
        }
    }

    private void requireOneOwner() {
        for (IpAddress address : List.of(VIP, EXCLUDED, OTHER_VIP)) {
            assertThat(lan.holders(address)).as("owners of " + address).hasSizeLessThan(2);
        }
        for (String name : names) {
            assertThat(hosts.stream().filter(host -> host.believes(name)))
                    .as("routers that believe to be owners of " + name)
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

    /** One host, its routers and what has been done to it. */
    private final class Host implements VipListener {

        private final String name;
        private final int priority;
        private final SimulatedNode node;
        private final Map<String, Quorum> quorums = new HashMap<>();
        private @Nullable HostDriver driver;
        private @Nullable PushedHealth handle;
        private @Nullable RecordingPlatform platform;
        private boolean frozen;

        Host(String name, int priority) {
            this.name = name;
            this.priority = priority;
            this.node = lan.node(name);
        }

        void start() {
            RecordingPlatform started =
                    new RecordingPlatform(node.platform(), word -> {}, RecordingPlatform.Fault.NONE);
            started.answerDelay(Duration.ofMillis(random.nextInt(30)));
            HostDriver host = HostDriver.silent(started);
            names.forEach(router ->
                    quorums.put(router, new Quorum(gates.apply(store.gate(router, name)), ttl, policy)));
            platform = started;
            driver = host;
            handle = null;
            frozen = false;
            HostConfig config = config();
            tell("start " + name + " "
                    + config.routers().stream().map(VirtualRouterConfig::name).toList());
            started.loop().execute(() -> {
                var unused = host.apply(config, List.of(this));
                host.electors().forEach(running -> {
                    if (running.config().name().equals("web")) {
                        handle = running.handle("handle", OnFailure.release());
                    }
                });
            });
        }

        /** One that differs in what may change in place, and in the order of its routers. */
        private HostConfig config() {
            List<VirtualRouterConfig> routers = new ArrayList<>();
            for (String router : names) {
                IpAddress address = router.equals("web") ? VIP : OTHER_VIP;
                VirtualRouterConfig.Builder builder = HostBench.router(
                                router, router.equals("web") ? 10 : 11, address + (chance(0.7) ? "/24" : "/25"))
                        .priority(priority + random.nextInt(20))
                        .advertisementInterval(interval)
                        .quorum(Objects.requireNonNull(quorums.get(router)));
                if (router.equals("web") && chance(0.5)) {
                    builder.excludedAddress(EXCLUDED + "/24");
                }
                if (router.equals("web") && chance(0.5)) {
                    builder.route(ROUTE);
                }
                if (chance(0.5)) {
                    builder.lease(AddressLease.of(Duration.ofSeconds(2)));
                }
                routers.add(builder.build());
            }
            if (chance(0.5)) {
                Collections.reverse(routers);
            }
            return new HostConfig(
                    routers,
                    names.size() == 1 ? List.of() : List.of(new SyncGroup("all", names, List.of(), List.of())));
        }

        @Override
        public void onTransition(Transition transition) {
            tell(name + " " + transition);
            if (transition.to() == VipState.ACTIVE) {
                long token = ((Term.FencingToken) transition.term().orElseThrow()).number();
                assertThat(token)
                        .as("token of " + transition.router() + " on " + name)
                        .isGreaterThan(greatestTokens.getOrDefault(transition.router(), 0L));
                greatestTokens.put(transition.router(), token);
            }
        }

        boolean believes(String router) {
            return node.isRunning()
                    && driver != null
                    && driver.electors().stream()
                            .anyMatch(running -> running.config().name().equals(router) && running.isActive());
        }

        private void onLoop(Consumer<HostDriver> what) {
            if (platform != null && driver != null && node.isRunning() && !frozen) {
                HostDriver running = driver;
                platform.loop().execute(() -> what.accept(running));
            }
        }

        void blow() {
            switch (random.nextInt(13)) {
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
                case 8 -> {
                    boolean fails = chance(0.6);
                    tell("routes of " + name + (fails ? " fail" : " succeed"));
                    if (fails) {
                        node.failRoutes("by lot");
                    } else {
                        node.letRoutesSucceed();
                    }
                }
                case 9 -> {
                    boolean fails = chance(0.6);
                    tell("removals of " + name + (fails ? " fail" : " succeed"));
                    if (fails) {
                        node.failUnbinds("by lot");
                    } else {
                        node.letUnbindsSucceed();
                    }
                }
                case 10, 11 -> {
                    HostConfig next = config();
                    tell("change " + name + " to " + next.routers());
                    onLoop(host -> {
                        var unused = host.apply(next, List.of(this));
                    });
                }
                default ->
                    onLoop(host -> host.electors().stream()
                            .filter(ElectorDriver::isHolding)
                            .findFirst()
                            .ifPresent(router -> {
                                tell("switchover of " + name);
                                var unused = router.steering().switchover(Duration.ofSeconds(random.nextInt(10)));
                            }));
            }
        }

        void recover() {
            node.letBindsSucceed();
            node.letRoutesSucceed();
            node.letUnbindsSucceed();
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
