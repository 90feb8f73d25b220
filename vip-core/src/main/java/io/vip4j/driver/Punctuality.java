/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Lateness;
import io.vip4j.spi.Loop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Measures how late the loop is: by each alarm that it hands out, and by a pulse of its own, so that a host is measured
 * whose routers have nothing to do at a certain time. A turn that is later than half of the shortest advertisement
 * interval of the host is a stall, which is told to those whom it concerns. Time in which the host was suspended is not
 * counted as lateness but apart.
 *
 * <p>Used on the loop. A stall makes every alarm late at once; it is told once in the time that makes a stall, with the
 * lateness of the alarm that was due first.
 */
final class Punctuality {

    /** Hears what is measured, on the loop. */
    interface Concerned {

        /** Shortest advertisement interval of those that run, in nanoseconds; 0 if nothing runs. */
        long shortestIntervalNanos();

        /** A turn was so late. */
        void late(long latenessNanos);

        /** The host was suspended for so long. */
        void suspended(long nanos);
    }

    /** Where timers and a busy machine alone would be heard otherwise. */
    static final long LEAST_THRESHOLD_NANOS = Duration.ofMillis(20).toNanos();

    private static final long LEAST_PERIOD_NANOS = Duration.ofMillis(10).toNanos();
    private static final long LONGEST_PERIOD_NANOS = Duration.ofSeconds(1).toNanos();

    private final Loop loop;
    private final Concerned concerned;
    private final LatenessStatistics statistics = new LatenessStatistics();

    // Written by the loop.
    private @Nullable Alarm pulse;
    private long periodNanos = LONGEST_PERIOD_NANOS;
    private long thresholdNanos = thresholdNanos(LONGEST_PERIOD_NANOS);
    private long toldSuspendedNanos;
    private long quietUntilNanos;

    Punctuality(Loop loop, Concerned concerned) {
        this.loop = loop;
        this.concerned = concerned;
        this.toldSuspendedNanos = loop.suspendedNanos();
        this.quietUntilNanos = loop.nanoTime();
    }

    /** How late a turn may be in a router with this interval before it is a stall. */
    static long thresholdNanos(long advertisementIntervalNanos) {
        return Math.max(advertisementIntervalNanos / 2, LEAST_THRESHOLD_NANOS);
    }

    /** An alarm that measures how late it rings. It need not be disarmed to be forgotten. */
    Loop.Alarm alarm(Runnable task) {
        return new Alarm(task);
    }

    /** Routers have come or gone, or have another interval. */
    void follow() {
        long shortest = concerned.shortestIntervalNanos();
        if (shortest == 0) {
            if (pulse != null) {
                pulse.disarm();
            }
            return;
        }
        if (pulse == null) {
            pulse = new Alarm(this::beat);
        }
        thresholdNanos = thresholdNanos(shortest);
        periodNanos = Math.max(LEAST_PERIOD_NANOS, Math.min(LONGEST_PERIOD_NANOS, shortest));
        beat();
    }

    private void beat() {
        if (pulse != null) {
            pulse.armAt(loop.nanoTime() + periodNanos);
        }
    }

    /** What was measured since the start. */
    Lateness lateness() {
        return statistics.summary(thresholdNanos, loop.suspendedNanos());
    }

    private void rang(long latenessNanos) {
        long suspended = loop.suspendedNanos();
        if (suspended != toldSuspendedNanos) {
            long since = suspended - toldSuspendedNanos;
            toldSuspendedNanos = suspended;
            concerned.suspended(since);
        }
        boolean stall = latenessNanos > thresholdNanos;
        statistics.add(latenessNanos, stall);
        long now = loop.nanoTime();
        if (stall && now - quietUntilNanos >= 0) {
            quietUntilNanos = now + thresholdNanos;
            concerned.late(latenessNanos);
        }
    }

    /** An alarm of the loop that knows when it was due. */
    private final class Alarm implements Loop.Alarm {

        private final Runnable task;
        private final Loop.Alarm alarm;
        private boolean armed;
        private long dueAtNanos;
        private long suspendedBeforeNanos;

        Alarm(Runnable task) {
            this.task = task;
            this.alarm = loop.newAlarm(this::ring);
        }

        @Override
        public void armAt(long deadlineNanos) {
            armAt(deadlineNanos, 0);
        }

        @Override
        public void armAt(long deadlineNanos, long earlyNanos) {
            long now = loop.nanoTime();
            armed = true;
            dueAtNanos = deadlineNanos - now < 0 ? now : deadlineNanos; // What is asked for too late is not late.
            suspendedBeforeNanos = loop.suspendedNanos();
            alarm.armAt(deadlineNanos, earlyNanos);
        }

        @Override
        public void disarm() {
            armed = false;
            alarm.disarm();
        }

        /** The task goes first: a turn that is late is not to be later for being measured. */
        private void ring() {
            long overdue = loop.nanoTime() - dueAtNanos;
            long lateness = Math.max(0, overdue - (loop.suspendedNanos() - suspendedBeforeNanos));
            boolean due = armed && overdue >= 0;
            armed &= !due;
            task.run();
            if (due) {
                rang(lateness);
            }
        }
    }
}
