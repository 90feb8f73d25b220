/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Transition;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One router of {@link LanSimulation}: its host and the process on it, and what has been done to them. */
final class SimulatedRouter {

    private final SimulatedNode node;
    private final VirtualRouterConfig config;
    private final Duration answerDelay;
    private final RecordingPlatform.Fault fault;
    private final Consumer<String> story;

    private @Nullable HostDriver host;
    private @Nullable ElectorDriver elector;
    private @Nullable RecordingPlatform platform;
    private boolean alive;
    private boolean frozen;
    private boolean gaveAwayByItself;
    private long lastAdvertAtNanos;
    private long leftOverUntilNanos;

    SimulatedRouter(
            SimulatedNode node,
            VirtualRouterConfig config,
            Duration answerDelay,
            RecordingPlatform.Fault fault,
            Consumer<String> story) {
        this.node = node;
        this.config = config;
        this.answerDelay = answerDelay;
        this.fault = fault;
        this.story = story;
    }

    void start() {
        RecordingPlatform started = new RecordingPlatform(node.platform(), this::heard, fault);
        started.answerDelay(answerDelay);
        HostDriver opened = HostDriver.silent(started);
        platform = started;
        host = opened;
        alive = true;
        frozen = false;
        gaveAwayByItself = false;
        started.loop().execute(() -> {
            ElectorDriver running = opened.start(config);
            elector = running;
            running.addListener(new GaplessListener());
        });
    }

    private void heard(String word) {
        if (word.startsWith("advertise")) {
            lastAdvertAtNanos = platform().loop().nanoTime();
        } else if (word.equals("| failed:")) {
            gaveAwayByItself = true;
        }
    }

    void kill() {
        leftOverUntilNanos = platform().loop().nanoTime()
                + config.lease()
                        .lifetime(
                                config.advertisementInterval(), config.timing().downAdvertisements())
                        .orElseThrow()
                        .plus(answerDelay)
                        .toNanos();
        node.kill();
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

    void health(boolean up) {
        platform().loop().execute(() -> elector().health("handle", up, up ? "UP" : "DOWN: by lot"));
    }

    void switchover(Duration limit) {
        gaveAwayByItself = true;
        platform().loop().execute(() -> {
            if (elector().isActive()) {
                var unused = elector().switchover(limit);
            }
        });
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
