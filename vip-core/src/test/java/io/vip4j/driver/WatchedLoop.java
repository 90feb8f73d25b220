/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;

/** A loop that counts the alarms that are still to ring, and may ring them late. */
final class WatchedLoop implements Loop {

    private final Loop loop;
    private final long latenessNanos;
    private boolean early;
    private boolean full;
    private int armed;
    private long suspendedNanos;

    WatchedLoop(Loop loop, long latenessNanos) {
        this.loop = loop;
        this.latenessNanos = latenessNanos;
    }

    /** Says that the host was suspended for so long in all. */
    void suspended(Duration inAll) {
        suspendedNanos = inAll.toNanos();
    }

    /** Takes no tasks, as if its queue were full. */
    void full(boolean value) {
        full = value;
    }

    /** Rings alarms as early as they may, as if each had company. */
    void ringsEarly() {
        early = true;
    }

    /** How many alarms are still to ring. */
    int armed() {
        return armed;
    }

    @Override
    public long nanoTime() {
        return loop.nanoTime();
    }

    @Override
    public long suspendedNanos() {
        return suspendedNanos;
    }

    @Override
    public Instant now() {
        return loop.now();
    }

    @Override
    public boolean inLoop() {
        return loop.inLoop();
    }

    @Override
    public void execute(Runnable task) {
        if (full) {
            throw new RejectedExecutionException("full");
        }
        loop.execute(task);
    }

    @Override
    public Alarm newAlarm(Runnable task) {
        return new WatchedAlarm(task);
    }

    private final class WatchedAlarm implements Alarm {

        private final Alarm alarm;
        private boolean isArmed;

        WatchedAlarm(Runnable task) {
            this.alarm = loop.newAlarm(() -> {
                armed(false);
                task.run();
            });
        }

        @Override
        public void armAt(long deadlineNanos) {
            armAt(deadlineNanos, 0);
        }

        @Override
        public void armAt(long deadlineNanos, long earlyNanos) {
            armed(true);
            alarm.armAt(deadlineNanos + latenessNanos - (early ? earlyNanos : 0));
        }

        @Override
        public void disarm() {
            armed(false);
            alarm.disarm();
        }

        private void armed(boolean value) {
            if (isArmed != value) {
                isArmed = value;
                armed += value ? 1 : -1;
            }
        }
    }
}
