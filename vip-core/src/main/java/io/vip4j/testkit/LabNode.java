/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.testkit;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.spi.VipPlatform;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A node of a {@link VipLab}: what can happen to it, and what runs on it. What a test does to it is part of the timeline.
 * Used by the thread of the test.
 */
public final class LabNode {

    private enum Life {
        NOT_STARTED("not started"),
        RUNNING("running"),
        FROZEN("frozen"),
        STOPPED("stopped"),
        KILLED("killed");

        private final String words;

        Life(String words) {
            this.words = words;
        }
    }

    private final SimulatedNode simulated;
    private final LabTimeline timeline;
    private Life life = Life.NOT_STARTED;
    private @Nullable Function<VipPlatform, VipHost> application;
    private @Nullable VipHost host;
    private List<VipElector> routers = List.of();

    LabNode(SimulatedNode simulated, LabTimeline timeline) {
        this.simulated = simulated;
        this.timeline = timeline;
    }

    /** The name of the node. */
    public String name() {
        return simulated.name();
    }

    /** The simulated host: interfaces, addresses, failing system calls. */
    public SimulatedNode simulated() {
        return simulated;
    }

    /**
     * The host that runs there, or ran there last.
     *
     * @throws IllegalStateException if nothing was started yet
     */
    public VipHost host() {
        VipHost current = host;
        if (current == null) {
            throw new IllegalStateException("nothing was started on node " + name());
        }
        return current;
    }

    /**
     * The only router that runs there.
     *
     * @throws IllegalStateException if none runs, or several
     */
    public VipElector router() {
        return find(Optional.empty())
                .orElseThrow(() -> new IllegalStateException("no router runs on node " + name() + ": " + this));
    }

    /**
     * A router that runs there.
     *
     * @throws IllegalStateException if it does not
     */
    public VipElector router(String router) {
        return find(Optional.of(router))
                .orElseThrow(() ->
                        new IllegalStateException("no router " + router + " runs on node " + name() + ": " + this));
    }

    /** Ends the process as SIGKILL does: it says nothing, and only the kernel can remove its addresses. */
    public void kill() {
        timeline.did(name() + " is killed");
        simulated.kill();
        life = Life.KILLED;
    }

    /** Closes the host in good order: addresses are removed, and roles given away. */
    public void stop() {
        timeline.did(name() + " is stopped");
        thawQuietly();
        host().close();
        life = Life.STOPPED;
    }

    /** Stops the process as SIGSTOP, a garbage collection or a hypervisor do; its kernel goes on. */
    public void freeze() {
        timeline.did(name() + " is frozen");
        simulated.freeze();
        life = Life.FROZEN;
    }

    /** Lets a frozen process go on. */
    public void thaw() {
        timeline.did(name() + " goes on");
        thawQuietly();
    }

    /** Pulls its cable: the interface loses its carrier. */
    public void unplug() {
        timeline.did(name() + " is unplugged");
        simulated.unplug();
    }

    /** Puts its cable back. */
    public void plugIn() {
        timeline.did(name() + " is plugged in");
        simulated.plugIn();
    }

    /** Starts what was started there last once more; if it still runs it is killed first. */
    public void restart() {
        Function<VipPlatform, VipHost> same = application;
        if (same == null) {
            throw new IllegalStateException("nothing was started on node " + name());
        }
        if (life == Life.RUNNING || life == Life.FROZEN) {
            kill();
        }
        start(same);
    }

    void start(Function<VipPlatform, VipHost> started) {
        if (life == Life.RUNNING || life == Life.FROZEN) {
            throw new IllegalStateException("node " + name() + " runs already; kill or stop it first");
        }
        timeline.did(name() + " is started");
        application = started;
        routers = List.of();
        host = started.apply(simulated.platform());
        life = Life.RUNNING;
        lookForRouters();
    }

    /** The router of this name or, without one, the only one; empty if it does not run or its process has ended. */
    Optional<VipElector> find(Optional<String> name) {
        lookForRouters();
        if (life != Life.RUNNING && life != Life.FROZEN) {
            return Optional.empty();
        }
        List<VipElector> found = routers.stream()
                .filter(router -> name.isEmpty() || router.config().name().equals(name.get()))
                .toList();
        if (found.size() > 1) {
            throw new IllegalStateException("several routers run on node " + this.name() + ", say which: " + this);
        }
        return found.stream().findFirst();
    }

    /** As in "it is BACKUP". */
    String stateOf(Optional<String> name) {
        if (life != Life.RUNNING && life != Life.FROZEN) {
            return life.words;
        }
        String frozen = life == Life.FROZEN ? " (frozen)" : "";
        return find(name).map(LabNode::stateOf).orElse("not there") + frozen;
    }

    private static String stateOf(VipElector router) {
        boolean doubtful = router.state() == VipState.ACTIVE && !router.isActive();
        return router.state() + (doubtful ? " without its addresses" : "");
    }

    /** Ends everything. */
    void end() {
        if (life == Life.RUNNING || life == Life.FROZEN) {
            thawQuietly();
            host().close();
            simulated.kill();
        }
    }

    /** The application may start and close routers as it goes; a frozen one does not answer. */
    private void lookForRouters() {
        VipHost current = host;
        if (life != Life.RUNNING || current == null) {
            return;
        }
        if (!simulated.isRunning()) {
            life = Life.STOPPED; // The application has closed its host.
            return;
        }
        List<VipElector> now = current.electors();
        for (VipElector elector : now) {
            if (!routers.contains(elector)) {
                var unused = elector.addListener(timeline.listenerOf(name()));
            }
        }
        routers = now;
    }

    private void thawQuietly() {
        if (life == Life.FROZEN) {
            simulated.thaw();
            life = Life.RUNNING;
        }
    }

    /** As in {@code a: running, web ACTIVE}. */
    @Override
    public String toString() {
        String states = life == Life.RUNNING || life == Life.FROZEN
                ? routers.stream()
                        .map(router -> ", " + router.config().name() + " " + stateOf(router))
                        .collect(Collectors.joining())
                : "";
        return name() + ": " + life.words + states;
    }
}
