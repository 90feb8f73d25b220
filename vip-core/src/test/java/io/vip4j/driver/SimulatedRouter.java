/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.PushedHealth;
import io.vip4j.event.Transition;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.health.OnFailure;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One router of {@link LanSimulation}: its host and the process on it, and what has been done to them. */
final class SimulatedRouter {

    private static final int MOST_ADVERTS_AT_ONCE = 20;

    private final SimulatedNode node;
    private final Duration answerDelay;
    private final RecordingPlatform.Fault fault;
    private final Stepper stepper;
    private final Consumer<String> story;

    private VirtualRouterConfig config;
    private VirtualRouterConfig slowest;
    private final OnFailure load;
    private @Nullable HostDriver host;
    private @Nullable ElectorDriver elector;
    private final Map<String, PushedHealth> handles = new LinkedHashMap<>();
    private @Nullable RecordingPlatform platform;
    private boolean alive;
    private boolean frozen;
    private boolean killed;
    private boolean gaveAwayByItself;
    private boolean failedToBind;
    private long lastAdvertAtNanos;
    private int advertsAtOnce;
    private long leftOverUntilNanos;

    SimulatedRouter(
            SimulatedNode node,
            VirtualRouterConfig config,
            OnFailure load,
            Duration answerDelay,
            RecordingPlatform.Fault fault,
            Stepper stepper,
            Consumer<String> story) {
        this.node = node;
        this.config = config;
        this.load = load;
        this.slowest = config;
        this.answerDelay = answerDelay;
        this.fault = fault;
        this.stepper = stepper;
        this.story = story;
    }

    void start() {
        RecordingPlatform started = new RecordingPlatform(node.platform(), this::heard, fault);
        started.answerDelay(answerDelay);
        HostDriver opened = HostDriver.silent(started, stepper);
        platform = started;
        host = opened;
        alive = true;
        killed = false;
        frozen = false;
        gaveAwayByItself = false;
        failedToBind = false;
        started.loop().execute(() -> {
            ElectorDriver running = opened.start(config);
            elector = running;
            running.addListener(new GaplessListener());
            handles.put("handle", running.handle("handle", OnFailure.release()));
            handles.put("load", running.handle("load", load));
            handles.put("note", running.handle("note", OnFailure.advisory()));
        });
    }

    private void heard(String word) {
        if (word.startsWith("advertise")) {
            long now = platform().loop().nanoTime();
            advertsAtOnce = now == lastAdvertAtNanos ? advertsAtOnce + 1 : 1;
            require(advertsAtOnce <= MOST_ADVERTS_AT_ONCE, "sends advertisement after advertisement at one moment");
            lastAdvertAtNanos = now;
            require(
                    !word.equals("advertise(0)")
                            || !answerDelay.isZero()
                            || mayHaveLeftAddresses(now)
                            || !node.holds(virtualAddress()),
                    "gives the role away and has the address still");
        } else if (word.equals("bind") && !node.holds(virtualAddress())) {
            require(platform().loop().nanoTime() == lastAdvertAtNanos, "takes the role without an advertisement");
        } else if (word.equals("| failed:")) {
            gaveAwayByItself = true;
            failedToBind = true;
        }
    }

    private IpAddress virtualAddress() {
        return config.addresses().get(config.addresses().size() - 1).address();
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(name() + " " + otherwise);
        }
    }

    void kill() {
        leftOverUntilNanos = platform().loop().nanoTime()
                + slowest.leaseLifetime().orElseThrow().plus(answerDelay).toNanos();
        node.kill();
        killed = true;
        alive = false;
        frozen = false;
    }

    /** Closes the host in good order; the process ends when that is done. */
    void stop() {
        RecordingPlatform ending = platform();
        HostDriver closing = host;
        alive = false;
        if (closing != null) {
            ending.loop().execute(() -> {
                var unused = closing.closeAll().thenRun(ending::close);
            });
        }
    }

    void freeze() {
        node.freeze();
        frozen = true;
    }

    void thaw() {
        node.thaw();
        frozen = false;
    }

    /** What the application says: of {@code handle}, which releases, of {@code load}, a weight, or of {@code note}. */
    void says(String handle, double level) {
        PushedHealth health = handle(handle);
        if (level == 0) {
            health.down("by lot");
        } else if (level == 1) {
            health.up();
        } else {
            health.degraded(level, "by lot");
        }
    }

    /** Two words in one turn of the loop. */
    void saysAtOnce(String handle, double level, double next) {
        platform().loop().execute(() -> {
            says(handle, level);
            says(handle, next);
        });
    }

    void expects(String handle, Duration interval) {
        handle(handle).expectEvery(interval);
    }

    /** The application is well in every respect, nobody waits for its beat, and people want nothing special. */
    void isWell() {
        steer(Steering::resume);
        steer(Steering::restorePriority);
        for (String name : List.copyOf(handles.keySet())) {
            OnFailure onFailure = handle(name).onFailure();
            platform().loop().execute(() -> {
                handle(name).close();
                handles.put(name, elector().handle(name, onFailure));
            });
        }
    }

    private PushedHealth handle(String handle) {
        PushedHealth health = handles.get(handle);
        if (health == null) {
            throw new IllegalStateException(name() + " has no handle " + handle);
        }
        return health;
    }

    /** The priority that it takes part with. */
    Priority priority() {
        return elector().status().effectivePriority();
    }

    /** Changes settings of a running router, the same from its next start on. */
    void change(VirtualRouterConfig next) {
        HostDriver changing = host;
        if (changing != null) {
            config = next;
            if (next.advertisementInterval().nanos()
                    > slowest.advertisementInterval().nanos()) {
                slowest = next;
            }
            platform().loop().execute(() -> {
                var unused = changing.update(elector(), next).whenComplete((report, failure) -> {
                    if (failure != null) {
                        story.accept(name() + " refuses a change: " + failure);
                    }
                });
            });
        }
    }

    /** The settings with the longest interval of all that it ever had. */
    VirtualRouterConfig slowest() {
        return slowest;
    }

    void switchover(Duration limit) {
        gaveAwayByItself = true;
        platform().loop().execute(() -> {
            if (elector().isActive()) {
                var unused = elector().steering().switchover(limit);
            }
        });
    }

    /** Asks something of the running router. */
    void steer(Consumer<Steering> wish) {
        platform().loop().execute(() -> wish.accept(elector().steering()));
    }

    /** Lets packets arrive that must not count. */
    void flood(Random random, int count) {
        BadPackets.flood(platform(), config, random, count);
    }

    /** After the end: no socket and no alarm of a process that was stopped in good order. */
    void hasLeftNothing() {
        RecordingPlatform last = platform;
        if (last != null && !killed) {
            assertThat(last.openChannels()).as("open channels of " + name()).isZero();
            assertThat(last.openListenings())
                    .as("addresses where " + name() + " listens")
                    .isZero();
            assertThat(last.armedAlarms()).as("armed alarms of " + name()).isZero();
        }
    }

    /** Whether it was killed so lately that the lifetime of its addresses is not over. */
    boolean mayHaveLeftAddresses(long nowNanos) {
        return nowNanos - leftOverUntilNanos <= 0;
    }

    /** Neither killed nor stopped; it may be frozen. */
    boolean isAlive() {
        return alive;
    }

    boolean isFrozen() {
        return frozen;
    }

    boolean runs() {
        return alive && !frozen;
    }

    /** Whether this process has ever given the role away by itself, after which it may hold its preemption back. */
    boolean hasGivenAwayByItself() {
        return gaveAwayByItself;
    }

    /** Whether this process may be waiting until it tries to bind again. */
    boolean hasFailedToBind() {
        return failedToBind;
    }

    boolean isPublishedActive() {
        return alive && elector().state() == VipState.ACTIVE;
    }

    /** Whether neither this process nor a killed one before it may still have the address. */
    boolean mustHaveLetGo(long nowNanos) {
        return runs() && !isPublishedActive() && answerDelay.isZero() && nowNanos - leftOverUntilNanos > 0;
    }

    boolean believesToHold() {
        return alive && elector().isActive();
    }

    boolean holds(IpAddress address) {
        return node.holds(address);
    }

    long lastAdvertAtNanos() {
        return lastAdvertAtNanos;
    }

    Duration answerDelay() {
        return answerDelay;
    }

    VirtualRouterConfig config() {
        return config;
    }

    SimulatedNode node() {
        return node;
    }

    String name() {
        return node.name();
    }

    boolean hasInterface() {
        return node.interfaceNames().contains(SimulatedNode.INTERFACE);
    }

    boolean processHasEnded() {
        try {
            node.platform().close();
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    private ElectorDriver elector() {
        ElectorDriver current = elector;
        if (current == null) {
            throw new IllegalStateException(name() + " was never started");
        }
        return current;
    }

    private RecordingPlatform platform() {
        RecordingPlatform current = platform;
        if (current == null) {
            throw new IllegalStateException(name() + " was never started");
        }
        return current;
    }

    /** Fails if a transition is missing, comes twice, or does not start where the one before ended. */
    private final class GaplessListener implements VipListener {

        private long sequence;
        private VipState state = VipState.INITIALIZE;

        @Override
        public void onTransition(Transition transition) {
            story.accept(transition.toString());
            gaveAwayByItself |= transition.cause().trigger() == Trigger.BIND_FAILED;
            assertThat(transition.sequence()).as("sequence of %s", transition).isEqualTo(sequence + 1);
            assertThat(transition.from()).as("start of %s", transition).isEqualTo(state);
            sequence = transition.sequence();
            state = transition.to();
        }
    }
}
