/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries transitions and log lines off the loop, in order, to the listeners of one elector. A listener that never returns
 * costs its elector the events behind it, at most {@value #MAX_PENDING} of which are kept, and the loop nothing.
 */
final class ListenerDispatch {

    static final int MAX_PENDING = 1024;

    private static final Logger log = LoggerFactory.getLogger(ListenerDispatch.class);

    private final Executor executor;
    private final List<VipListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicInteger pending = new AtomicInteger();

    ListenerDispatch(Executor executor) {
        this.executor = executor;
    }

    /** Adds a listener; it hears the given transition first. Called on the loop, so that nothing falls in between. */
    void add(VipListener listener, List<Transition> replay) {
        submit(() -> replay.forEach(transition -> tell(listener, transition)));
        listeners.add(listener);
    }

    void remove(VipListener listener) {
        listeners.remove(listener);
    }

    void publish(Transition transition) {
        // The listeners of this moment: one that is added later gets this transition as its replay.
        List<VipListener> audience = List.copyOf(listeners);
        submit(() -> audience.forEach(listener -> tell(listener, transition)));
    }

    /** Runs a statement that logs, which may block on a slow disk or pipe. */
    void log(Runnable statement) {
        submit(statement);
    }

    private void submit(Runnable task) {
        if (pending.incrementAndGet() > MAX_PENDING) {
            pending.decrementAndGet();
            return;
        }
        try {
            executor.execute(() -> {
                try {
                    task.run();
                } finally {
                    pending.decrementAndGet();
                }
            });
        } catch (RejectedExecutionException e) {
            // The platform is closing and nobody listens any more.
            pending.decrementAndGet();
        }
    }

    private static void tell(VipListener listener, Transition transition) {
        try {
            listener.onTransition(transition);
        } catch (RuntimeException | Error e) {
            log.warn("A listener failed on \"{}\"; the election goes on", transition, e);
        }
    }
}
