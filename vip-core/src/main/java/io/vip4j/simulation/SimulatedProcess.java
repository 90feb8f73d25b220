/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import io.vip4j.spi.Loop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/** The loop of one simulated process, which can be stopped, continued and killed from outside. */
final class SimulatedProcess implements Loop {

    private final Engine engine;
    private final Object lock = new Object();
    private boolean frozen; // Guarded by the lock.
    private boolean dead; // Guarded by the lock.
    private final List<Runnable> waitingArrivals = new ArrayList<>(); // Guarded by the lock.
    private final List<Runnable> waitingAlarms = new ArrayList<>(); // Guarded by the lock.

    SimulatedProcess(Engine engine) {
        this.engine = engine;
    }

    @Override
    public long nanoTime() {
        return engine.nanoTime();
    }

    @Override
    public Instant now() {
        return engine.now();
    }

    @Override
    public boolean inLoop() {
        return engine.inEvent();
    }

    @Override
    public void execute(Runnable task) {
        if (isDead()) {
            throw new RejectedExecutionException("the simulated process has ended");
        }
        arrival(task);
    }

    boolean isDead() {
        synchronized (lock) {
            return dead;
        }
    }

    /** Plans something that comes from outside. */
    void arrival(Runnable task) {
        engine.at(engine.nanoTime(), Engine.ARRIVAL, () -> runUnlessStopped(task, waitingArrivals));
    }

    @Override
    public Alarm newAlarm(Runnable task) {
        return new Alarm() {
            private long armed;

            @Override
            public void armAt(long deadlineNanos) {
                long mine = ++armed;
                engine.at(
                        deadlineNanos,
                        Engine.ALARM,
                        () -> runUnlessStopped(
                                () -> {
                                    if (mine == armed) {
                                        task.run();
                                    }
                                },
                                waitingAlarms));
            }

            @Override
            public void disarm() {
                armed++;
            }
        };
    }

    void freeze() {
        synchronized (lock) {
            frozen = true;
        }
    }

    void thaw() {
        List<Runnable> arrivals;
        List<Runnable> alarms;
        synchronized (lock) {
            frozen = false;
            arrivals = List.copyOf(waitingArrivals);
            alarms = List.copyOf(waitingAlarms);
            waitingArrivals.clear();
            waitingAlarms.clear();
        }
        arrivals.forEach(this::arrival);
        for (Runnable alarm : alarms) {
            engine.at(engine.nanoTime(), Engine.ALARM, () -> runUnlessStopped(alarm, waitingAlarms));
        }
    }

    void kill() {
        synchronized (lock) {
            dead = true;
            waitingArrivals.clear();
            waitingAlarms.clear();
        }
    }

    private void runUnlessStopped(Runnable task, List<Runnable> waiting) {
        synchronized (lock) {
            if (dead) {
                return;
            }
            if (frozen) {
                waiting.add(task);
                return;
            }
        }
        task.run();
    }
}
