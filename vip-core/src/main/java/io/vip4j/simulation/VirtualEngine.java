/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import java.time.Duration;
import java.time.Instant;

/**
 * Time that moves only by {@link #run}. Used by one thread, which runs every event, listener and probe; what is handed
 * in from outside an event runs at once. Other threads that hand something in, such as answers over real sockets, wait
 * until no event runs.
 */
final class VirtualEngine implements Engine {

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final EventQueue queue = new EventQueue();
    private volatile long nowNanos; // Written under the lock.
    private boolean inEvent; // Guarded by the lock, which is held while it is true.

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public Instant now() {
        return EPOCH.plusNanos(nowNanos);
    }

    @Override
    public boolean inEvent() {
        return Thread.holdsLock(this) && inEvent;
    }

    @Override
    public synchronized void at(long nanos, int rank, Runnable event) {
        queue.add(Math.max(nanos, nowNanos), rank, event);
        if (!inEvent && nanos <= nowNanos) {
            run(Duration.ZERO);
        }
    }

    @Override
    public void work(Runnable task) {
        at(nowNanos, ARRIVAL, task);
    }

    @Override
    public void listen(Runnable task) {
        at(nowNanos, ARRIVAL, task);
    }

    @Override
    public void awaitListeners() {
        // They are events, and what is due now has run, or does when the event that asks has.
    }

    /** Lets time pass and runs every event that falls into it, the end included. */
    synchronized void run(Duration duration) {
        if (inEvent) {
            throw new IllegalStateException("time cannot be moved from within an event");
        }
        long end = nowNanos + duration.toNanos();
        inEvent = true;
        try {
            for (var event = queue.pollDue(end); event.isPresent(); event = queue.pollDue(end)) {
                nowNanos = Math.max(nowNanos, event.get().atNanos());
                event.get().task().run();
            }
            nowNanos = end;
        } finally {
            inEvent = false;
        }
    }

    /** Lets time pass to the next event and runs all of that moment; never longer than the limit. */
    synchronized void runToNextEvent(Duration limit) {
        long next = queue.firstAtNanos().orElse(Long.MAX_VALUE);
        run(Duration.ofNanos(Math.min(Math.max(0, next - nowNanos), limit.toNanos())));
    }

    @Override
    public void close() {
        // Nothing runs by itself.
    }
}
