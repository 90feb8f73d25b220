/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.HealthHandle;
import io.vip4j.VipElector;
import io.vip4j.samples.proxy.net.AcceptHealth;
import io.vip4j.samples.proxy.net.EventLoops;
import io.vip4j.samples.proxy.net.Listener;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the routers whether this node can serve: whether its listeners can accept, and its event loops turn. That no server
 * is up says nothing about this node, the other one would find none either.
 */
final class Readiness implements AcceptHealth {

    /** Name of the handle in causes and in the status. */
    static final String HANDLE = "tcp-proxy";

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    /** Longest silence of an event loop that is no failure. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private static final long PULSE_MILLIS = 250;

    private final EventLoops loops;

    // Guarded by this.
    private final Map<VipElector, HealthHandle> handles = new LinkedHashMap<>();
    private final Map<Listener, String> failing = new LinkedHashMap<>();

    private volatile boolean ended;

    Readiness(EventLoops loops) {
        this.loops = loops;
    }

    /** Begins to watch the event loops. */
    void start() {
        pulse(0);
    }

    /** A token goes from loop to loop; with each round the handles are told that all of them turn. */
    private void pulse(int index) {
        if (ended) {
            return;
        }
        boolean round = index == loops.all().size();
        if (round) {
            beat();
        }
        int next = round ? 0 : index;
        try {
            var unused = loops.all()
                    .get(next)
                    .schedule(() -> pulse(next + 1), round || index == 0 ? PULSE_MILLIS : 0, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the event loops are closing");
        }
    }

    private synchronized void beat() {
        handles.values().forEach(HealthHandle::beat);
    }

    /** These routers are told from now on; called after each change of them. */
    synchronized void tell(List<VipElector> electors) {
        for (Iterator<Map.Entry<VipElector, HealthHandle>> known =
                        handles.entrySet().iterator();
                known.hasNext(); ) {
            if (!electors.contains(known.next().getKey())) {
                known.remove(); // Its handle has ended with it.
            }
        }
        for (VipElector elector : electors) {
            handles.computeIfAbsent(elector, fresh -> fresh.health(HANDLE).expectEvery(SILENCE));
        }
        update();
    }

    @Override
    public synchronized void failing(Listener listener, String why) {
        failing.put(listener, why);
        update();
    }

    @Override
    public synchronized void working(Listener listener) {
        failing.remove(listener);
        update();
    }

    private void update() {
        handles.forEach((elector, handle) -> {
            List<String> reasons = failing.entrySet().stream()
                    .filter(entry -> VipAddresses.concerns(elector.config(), entry.getKey()))
                    .map(entry -> "listener " + entry.getKey() + " cannot accept: " + entry.getValue())
                    .toList();
            if (reasons.isEmpty()) {
                handle.up();
            } else {
                handle.down(String.join(", ", reasons));
            }
        });
    }

    void end() {
        ended = true;
    }
}
