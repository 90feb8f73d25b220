/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.testkit;

import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.simulation.SimulatedLan;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** What happened in a lab: what the routers told and what the test did, in order; the last {@value #MOST} of it. */
final class LabTimeline {

    private static final int MOST = 500;
    private static final double NANOS_PER_SECOND = 1e9;

    private final SimulatedLan lan;
    private final Deque<String> lines = new ArrayDeque<>(); // Guarded by this.
    private long left; // Guarded by this.

    LabTimeline(SimulatedLan lan) {
        this.lan = lan;
    }

    /** Something that was done to the lab. */
    void did(String what) {
        add("--", what);
    }

    /** Hears the routers of a node. */
    VipListener listenerOf(String node) {
        return new VipListener() {
            @Override
            public void onTransition(Transition transition) {
                add(
                        node,
                        transition.router() + " " + transition.from() + " -> " + transition.to() + "  "
                                + transition.cause());
            }

            @Override
            public void onAnomaly(AnomalyEvent event) {
                add(
                        node,
                        event.router() + " " + event.anomaly().kind() + (event.began() ? " begins  " : " ends  ")
                                + event.anomaly().text());
            }
        };
    }

    private synchronized void add(String who, String what) {
        if (lines.size() == MOST) {
            lines.removeFirst();
            left++;
        }
        lines.add(String.format(Locale.ROOT, "%12.3f s  %-8s %s", lan.nanoTime() / NANOS_PER_SECOND, who, what));
    }

    @Override
    public synchronized String toString() {
        String begin = left == 0 ? "" : "  (" + left + " earlier ones left out)\n";
        return begin + String.join("\n", lines);
    }
}
