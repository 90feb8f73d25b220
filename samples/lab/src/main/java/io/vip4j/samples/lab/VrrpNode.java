/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A VRRP daemon on a host of the lab, whichever it is. It can be started again after it ended. */
public abstract sealed class VrrpNode implements AutoCloseable permits VipdNode, KeepalivedNode, FrrNode {

    private static final Duration LOOK_AT_PROCESS = Duration.ofSeconds(1);

    private final String product;
    private final LabHost host;
    private final Daemon daemon;
    private final EventLog<StateChange> stateChanges;
    private final EventLog<String> output;

    // Written by launch and by changeSettings.
    private volatile int statesBeforeStart;
    private volatile RouterSettings settings;

    /**
     * A node that is not started yet.
     *
     * @param program what to call the daemon in messages
     */
    VrrpNode(String product, String program, LabHost host, RouterSettings settings) {
        this.product = product;
        this.host = host;
        this.settings = settings;
        this.daemon = new Daemon(program, host);
        this.stateChanges = new EventLog<>("states of " + program + " on " + host);
        this.output = new EventLog<>("log of " + program + " on " + host);
    }

    /** The name of the product, as a heading. */
    public final String product() {
        return product;
    }

    /** The host that it runs on. */
    public final LabHost host() {
        return host;
    }

    /** What it was told to do. */
    public final RouterSettings settings() {
        return settings;
    }

    /** What it will be told at its next start or, where it can, at its next reload. */
    final void changeSettings(RouterSettings changed) {
        settings = changed;
    }

    /** The hardware address that answers for the virtual addresses when this node holds them. */
    public String holderMac() {
        return host.hardwareAddress();
    }

    /** What it found wrong with advertisements of this virtual router that came from others, in its own words. */
    public abstract List<String> complaints();

    /** Does what the reboot after a crash would do: removes what the killed daemon left behind in the kernel. */
    public abstract void clearAfterCrash();

    /** Starts the daemon and returns at once. */
    public abstract void start();

    /** Starts a program as this daemon. */
    final void launch(List<String> command, StreamReader out, StreamReader err) {
        statesBeforeStart = stateChanges.mark();
        daemon.start(command, Map.of(), out, err);
    }

    /** Every change of state that it reported, over all its starts. */
    public final EventLog<StateChange> stateChanges() {
        return stateChanges;
    }

    /** The position in {@link #stateChanges} at its last start. */
    public final int statesBeforeStart() {
        return statesBeforeStart;
    }

    /** The state that it told last, since it was started last. */
    final Optional<RouterState> state() {
        List<StateChange> told = stateChanges.since(statesBeforeStart);
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of(told.get(told.size() - 1).to());
    }

    /** What it logged, over all its starts. */
    public final EventLog<String> output() {
        return output;
    }

    /** The running daemon. */
    public final Daemon daemon() {
        return daemon;
    }

    /** Waits until the last word of the daemon, since it was started, is that it is in this state. */
    public final void awaitState(RouterState state, Duration limit) {
        Deadline deadline = Deadline.after(limit);
        while (stateChanges()
                .pollLast(statesBeforeStart(), change -> change.to() == state, LOOK_AT_PROCESS)
                .isEmpty()) {
            // One that refused its configuration, say, has ended and will not say any more.
            if (deadline.isOver() || !daemon().isRunning()) {
                throw new LabException(product() + " on " + host() + " is not " + state + " after " + limit.toMillis()
                        + " ms or has ended: " + stateChanges().all() + "; its log:\n  "
                        + String.join("\n  ", output().all()));
            }
        }
    }

    /** Asks it to end, by SIGTERM, and waits for that; the exit code. */
    public final int terminate(Duration limit) {
        daemon().process().signal("TERM");
        OptionalInt exit = daemon().process().awaitExit(limit);
        return exit.orElseThrow(() -> new LabException(
                product() + " on " + host() + " still runs " + limit.toMillis() + " ms after SIGTERM"));
    }

    /** Kills all its processes with SIGKILL and waits until they are gone. */
    public final void kill() {
        daemon().process().kill();
    }

    /** Stops all its processes with SIGSTOP. */
    public final void freeze() {
        daemon().process().signalGroup("STOP");
    }

    /** Lets them go on. */
    public final void thaw() {
        daemon().process().signalGroup("CONT");
    }

    @Override
    public final void close() {
        if (daemon().isStarted()) {
            kill();
        }
    }
}
