/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.spi.Loop;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A loop whose time stands still until it is told to go on. It runs on the thread that calls it: one thread only. */
final class StillLoop implements Loop {

    private final List<StillAlarm> alarms = new ArrayList<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private long nanos;
    private boolean running;

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Instant now() {
        return Instant.EPOCH.plusNanos(nanos);
    }

    @Override
    public boolean inLoop() {
        return running;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (!running) {
            runTasks();
        }
    }

    @Override
    public Alarm newAlarm(Runnable task) {
        StillAlarm alarm = new StillAlarm(task);
        alarms.add(alarm);
        return alarm;
    }

    /** Lets time pass; what is due then rings, once each. */
    void passNanos(long span) {
        nanos += span;
        // By number, not by iterator: a benchmark counts what others allocate.
        for (int i = 0; i < alarms.size(); i++) {
            StillAlarm alarm = alarms.get(i);
            if (alarm.armed && nanos - alarm.deadlineNanos >= 0) {
                alarm.armed = false;
                ring(alarm);
            }
        }
    }

    private void ring(StillAlarm alarm) {
        running = true;
        alarm.task.run();
        running = false;
        runTasks();
    }

    private void runTasks() {
        running = true;
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
        running = false;
    }

    private static final class StillAlarm implements Alarm {

        private final Runnable task;
        private boolean armed;
        private long deadlineNanos;

        StillAlarm(Runnable task) {
            this.task = task;
        }

        @Override
        public void armAt(long deadline) {
            deadlineNanos = deadline;
            armed = true;
        }

        @Override
        public void disarm() {
            armed = false;
        }
    }
}
