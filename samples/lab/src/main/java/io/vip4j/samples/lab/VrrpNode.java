/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.OptionalInt;

/** A VRRP daemon on a host of the lab, whichever it is. It can be started again after it ended. */
public sealed interface VrrpNode extends AutoCloseable permits VipdNode, KeepalivedNode {

    /** The name of the product, as a heading. */
    String product();

    /** The host that it runs on. */
    LabHost host();

    /** What it was told to do. */
    RouterSettings settings();

    /** Starts the daemon and returns at once. */
    void start();

    /** Every change of state that it reported, over all its starts. */
    EventLog<StateChange> stateChanges();

    /** The position in {@link #stateChanges} at its last start. */
    int statesBeforeStart();

    /** What it logged, over all its starts. */
    EventLog<String> output();

    /** The running daemon. */
    Daemon daemon();

    /** Waits until the last word of the daemon, since it was started, is that it is in this state. */
    default void awaitState(RouterState state, Duration limit) {
        if (stateChanges()
                .pollLast(statesBeforeStart(), change -> change.to() == state, limit)
                .isEmpty()) {
            throw new LabException(product() + " on " + host() + " is not " + state + " after " + limit.toMillis()
                    + " ms: " + stateChanges().all() + "; its log:\n  " + String.join("\n  ", output().all()));
        }
    }

    /** Asks it to end, by SIGTERM, and waits for that; the exit code. */
    default int terminate(Duration limit) {
        daemon().process().signal("TERM");
        OptionalInt exit = daemon().process().awaitExit(limit);
        return exit.orElseThrow(() -> new LabException(
                product() + " on " + host() + " still runs " + limit.toMillis() + " ms after SIGTERM"));
    }

    /** Kills all its processes with SIGKILL and waits until they are gone. */
    default void kill() {
        daemon().process().kill();
    }

    /** Stops all its processes with SIGSTOP. */
    default void freeze() {
        daemon().process().signalGroup("STOP");
    }

    /** Lets them go on. */
    default void thaw() {
        daemon().process().signalGroup("CONT");
    }

    @Override
    default void close() {
        if (daemon().isStarted()) {
            kill();
        }
    }
}
