/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.CheckResult;
import io.vip4j.event.Releasing;
import io.vip4j.event.Transition;
import io.vip4j.event.VipEvent;
import io.vip4j.event.VipListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries events and log lines off the loop, in order, to the listeners of one elector. A listener that never
 * returns costs its elector the events behind it, at most {@value #MAX_PENDING} of which are kept, and the loop
 * nothing. What is lost is counted and said: once when it begins, and with its number when the listeners come back.
 */
final class ListenerDispatch {

    static final int MAX_PENDING = 1024;

    /** As many may wait when a result of a check comes; with more it is lost, so that there is room for the events. */
    static final int MAX_PENDING_FOR_RESULTS = MAX_PENDING / 2;

    private static final Logger log = LoggerFactory.getLogger(ListenerDispatch.class);

    private final String where;
    private final Executor executor;
    private final Executor alarmExecutor;
    private final List<Registration> registrations = new CopyOnWriteArrayList<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong lost = new AtomicLong();

    /**
     * @param where router or interface, for the log
     * @param executor runs what is to be told, in order
     * @param alarmExecutor runs the warning that the other one stands still
     */
    ListenerDispatch(String where, Executor executor, Executor alarmExecutor) {
        this.where = where;
        this.executor = executor;
        this.alarmExecutor = alarmExecutor;
    }

    /** A listener that was added; the same one may be added more than once. */
    final class Registration {

        private final VipListener listener;
        private final boolean drains;
        private volatile boolean active = true;

        private Registration(VipListener listener) {
            this.listener = listener;
            this.drains = drains(listener);
        }

        /** The listener hears nothing more, also not what is waiting for it. Idempotent, any thread. */
        void end() {
            active = false;
            registrations.remove(this);
        }

        private void tell(VipEvent event) {
            tell(event, () -> {
                if (event instanceof Transition transition) {
                    listener.onTransition(transition);
                } else if (event instanceof AnomalyEvent anomaly) {
                    listener.onAnomaly(anomaly);
                }
            });
        }

        private void tell(CheckResult result) {
            tell(result, () -> listener.onCheckResult(result));
        }

        /** Completes when the listener needs the addresses no longer, or has failed; on any thread. */
        private CompletableFuture<Void> drain(Releasing releasing) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            if (!active) {
                done.complete(null);
                return done;
            }
            try {
                listener.onReleasing(releasing).whenComplete((value, failure) -> {
                    if (failure != null) {
                        drainFailed(releasing, failure);
                    }
                    done.complete(null);
                });
            } catch (RuntimeException | Error e) { // Null is one of the things that may come back.
                drainFailed(releasing, e);
                done.complete(null);
            }
            return done;
        }

        private void drainFailed(Releasing releasing, Throwable failure) {
            log.warn("A listener failed on \"{}\"; the release goes on", releasing, failure);
        }

        private void tell(Object what, Runnable call) {
            if (!active) {
                return;
            }
            try {
                call.run();
            } catch (RuntimeException | Error e) {
                log.warn("A listener failed on \"{}\"; the election goes on", what, e);
            }
        }
    }

    /** Whether a listener has something to do before a release: only then is it waited for. */
    private static boolean drains(VipListener listener) {
        try {
            return listener.getClass().getMethod("onReleasing", Releasing.class).getDeclaringClass()
                    != VipListener.class;
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    /** Adds a listener; it hears the given events first. Called on the loop, so that nothing falls in between. */
    Registration add(VipListener listener, List<? extends VipEvent> replay) {
        Registration registration = new Registration(listener);
        submit(() -> replay.forEach(registration::tell));
        registrations.add(registration);
        return registration;
    }

    void publish(VipEvent event) {
        // The listeners of this moment: one that is added later gets this event as its replay.
        List<Registration> audience = List.copyOf(registrations);
        submit(() -> audience.forEach(registration -> registration.tell(event)));
    }

    /**
     * Tells that a release was asked for. The future completes when every listener that has something to do is done,
     * on any thread; at once if there is none, or if the listeners are so far behind that it cannot be told.
     */
    CompletableFuture<Void> publish(Releasing releasing) {
        List<Registration> audience = registrations.stream()
                .filter(registration -> registration.drains)
                .toList();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable telling = () -> {
            CompletableFuture<?>[] each =
                    audience.stream().map(one -> one.drain(releasing)).toArray(CompletableFuture<?>[]::new);
            var unused = CompletableFuture.allOf(each).thenRun(() -> done.complete(null));
        };
        if (audience.isEmpty() || !submit(MAX_PENDING, telling)) {
            done.complete(null);
        }
        return done;
    }

    /** Tells what a check has said, unless the listeners are so far behind that events need the room. */
    void publish(CheckResult result) {
        List<Registration> audience = List.copyOf(registrations);
        if (!audience.isEmpty()) {
            var unused =
                    submit(MAX_PENDING_FOR_RESULTS, () -> audience.forEach(registration -> registration.tell(result)));
        }
    }

    /** Runs a statement that logs, which may block on a slow disk or pipe. */
    void log(Runnable statement) {
        submit(statement);
    }

    /** Events that could not be told since this was last said. */
    long lost() {
        return lost.get();
    }

    private void submit(Runnable task) {
        var unused = submit(MAX_PENDING, task);
    }

    /** Whether it will run. */
    private boolean submit(int most, Runnable task) {
        if (pending.incrementAndGet() > most) {
            pending.decrementAndGet();
            if (lost.getAndIncrement() == 0) {
                sayThatEventsAreLost(most);
            }
            return false;
        }
        try {
            executor.execute(() -> {
                try {
                    sayHowManyWereLost();
                    task.run();
                } finally {
                    pending.decrementAndGet();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            // The platform is closing and nobody listens any more.
            pending.decrementAndGet();
            return false;
        }
    }

    private void sayThatEventsAreLost(int waiting) {
        alarm(() -> log.warn(
                "vip router={} the listeners do not return: {} events wait, later ones are lost until they do; look for"
                        + " a listener that blocks",
                where,
                waiting));
    }

    /** The listeners were not done when the limit of a release had passed. */
    void sayThatDrainIsOver() {
        alarm(() -> log.warn(
                "vip router={} the addresses go although not every listener is done: the drain limit has passed",
                where));
    }

    private void alarm(Runnable statement) {
        try {
            alarmExecutor.execute(statement);
        } catch (RejectedExecutionException e) {
            // The platform is closing, or has its hands full.
        }
    }

    private void sayHowManyWereLost() {
        // Said late in the queue rather than at its first event: by then the listeners have caught up.
        if (pending.get() <= MAX_PENDING / 4) {
            long number = lost.getAndSet(0);
            if (number > 0) {
                log.warn("vip router={} {} events were lost while the listeners did not return", where, number);
            }
        }
    }
}
