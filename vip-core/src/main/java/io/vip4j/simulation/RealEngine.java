/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Time as it is: one daemon thread runs the events, others the listeners and probes. */
final class RealEngine implements Engine {

    private static final int MAX_WORKERS = 1024;
    private static final long IDLE_SECONDS = 2;
    private static final long LISTENER_SECONDS = 1;
    private static final String LISTENER_THREAD = "vip4j-simulated-listeners";

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final EventQueue queue = new EventQueue(); // Guarded by the lock.
    private boolean closed; // Guarded by the lock.
    private final Thread thread = daemon(this::loop, "vip4j-simulated-lan");
    private final ExecutorService listeners = Executors.newSingleThreadExecutor(task -> daemon(task, LISTENER_THREAD));
    private final ExecutorService workers =
            // A thread for each task under way: one that hangs keeps none of the others waiting.
            new ThreadPoolExecutor(
                    0,
                    MAX_WORKERS,
                    IDLE_SECONDS,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    task -> daemon(task, "vip4j-simulated-work"));

    RealEngine() {
        thread.start();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public boolean inEvent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void at(long nanos, int rank, Runnable event) {
        lock.lock();
        try {
            if (closed) {
                throw new RejectedExecutionException("the simulated LAN is closed");
            }
            queue.add(nanos, rank, event);
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void work(Runnable task) {
        workers.execute(task);
    }

    @Override
    public void listen(Runnable task) {
        listeners.execute(task);
    }

    @Override
    public void awaitListeners() {
        if (inEvent() || Thread.currentThread().getName().equals(LISTENER_THREAD)) {
            return;
        }
        CountDownLatch reached = new CountDownLatch(1);
        try {
            listeners.execute(reached::countDown);
            var unused = reached.await(LISTENER_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            // The LAN is closed, which has waited for them.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void loop() {
        try {
            for (Optional<Runnable> next = next(); next.isPresent(); next = next()) {
                runGuarded(next.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One bad event must not stop the time of all others. */
    private void runGuarded(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /** Waits for the next event; empty when the engine is closed. */
    private Optional<Runnable> next() throws InterruptedException {
        lock.lock();
        try {
            while (!closed) {
                Optional<EventQueue.Event> due = queue.pollDue(System.nanoTime());
                if (due.isPresent()) {
                    return due.map(EventQueue.Event::task);
                }
                Optional<Long> firstAt = queue.firstAtNanos();
                if (firstAt.isPresent()) {
                    var unused = changed.awaitNanos(firstAt.get() - System.nanoTime());
                } else {
                    changed.await();
                }
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        workers.shutdownNow(); // A probe that hangs gets an interrupt, and its thread does not outlive the LAN.
        listeners.shutdown();
        try {
            // What listeners are still owed is delivered, unless one of them hangs.
            var unused = listeners.awaitTermination(LISTENER_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
