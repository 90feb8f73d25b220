/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.vip4j.spi.Loop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All alarms of the loop over at most one task that waits in Netty, that of the first deadline. Those that are due ring in
 * one turn. Arming an alarm allocates nothing unless it becomes the first one; so moving deadlines later, which happens
 * with each advertisement that is heard, does not. On the loop.
 */
final class AlarmClock implements Runnable {

    /** An alarm that is later than this comes after a stall, or a busy machine: the sockets go first. */
    private static final long STALL_NANOS = 1_000_000;

    /** A turn that has gone on for longer without a look at the sockets looks again: the process may have stood still. */
    static final long PAUSE_NANOS = 20_000_000;

    /** As many ring in a turn; if more are due the loop looks at its sockets in between. */
    static final int MOST_IN_A_TURN = 256;

    private final IoEventLoop eventLoop;
    private final LongSupplier nanoTime;
    private final Runnable beginTurn;
    private final Runnable readWhatIsWaiting;
    private final FaultLog faults;
    private final AlarmQueue queue = new AlarmQueue();
    private final List<Runnable> afterwards = new ArrayList<>();
    private final AlarmQueue.Entry[] due = new AlarmQueue.Entry[MOST_IN_A_TURN];
    private boolean ringing;
    private @Nullable ScheduledFuture<?> pending;
    private long pendingAtNanos;

    /**
     * @param nanoTime the loop's clock
     * @param beginTurn looks for a suspension; calls {@link #followSuspension} if there was one
     * @param readWhatIsWaiting reads from all sockets
     */
    AlarmClock(
            IoEventLoop eventLoop,
            LongSupplier nanoTime,
            Runnable beginTurn,
            Runnable readWhatIsWaiting,
            FaultLog faults) {
        this.eventLoop = eventLoop;
        this.nanoTime = nanoTime;
        this.beginTurn = beginTurn;
        this.readWhatIsWaiting = readWhatIsWaiting;
        this.faults = faults;
    }

    /** Makes an alarm that is not armed. */
    Loop.Alarm newAlarm(Runnable task) {
        return new LoopAlarm(task);
    }

    /**
     * Lets a task run in this turn, when its alarms have rung, but before one of them that others are not to wait for. The
     * task must not throw.
     *
     * @return false: no alarm rings now, and the task is not run
     */
    boolean runAfterwards(Runnable task) {
        return ringing && afterwards.add(task);
    }

    /** What waits in Netty waits by a clock that stood still meanwhile: it is due sooner. */
    void followSuspension() {
        if (pending != null) {
            pending.cancel(false);
            schedule();
        }
    }

    @Override
    public void run() {
        pending = null;
        ringing = true; // What is armed from here on is waited for afterwards.
        try {
            beginTurn.run();
            ringThoseThatAreDue();
        } finally {
            endTurn();
        }
    }

    private void endTurn() {
        try {
            finishWhatHasRung();
        } finally {
            ringing = false;
            followFirst();
        }
    }

    private void ringThoseThatAreDue() {
        if (!queue.isEmpty() && isLate(queue.first())) {
            readWhatIsWaiting.run();
        }
        long lookedAt = nanoTime.getAsLong();
        int count = queue.takeDue(lookedAt, due);
        for (int i = 0; i < count; i++) {
            ((LoopAlarm) due[i]).due = true;
        }
        try {
            for (int i = 0; i < count; i++) {
                if (i > 0 && due[i].earlyNanos() == 0) {
                    finishWhatHasRung(); // It waits for those that may be early, and for no other.
                }
                if (i > 0 && mustLookBefore(due[i], lookedAt)) {
                    finishWhatHasRung();
                    readWhatIsWaiting.run(); // What has come while the others rang.
                    lookedAt = nanoTime.getAsLong();
                }
                ((LoopAlarm) due[i]).ring();
            }
        } finally {
            putBackWhatHasNotRung(count);
        }
    }

    /** One that may be early hurries nobody, unless the turn takes long. */
    private boolean mustLookBefore(AlarmQueue.Entry entry, long lookedAt) {
        return nanoTime.getAsLong() - lookedAt > PAUSE_NANOS || (entry.earlyNanos() == 0 && isLate(entry));
    }

    /** Whatever has ended the turn, an alarm that is lost would be a router that is dead. */
    private void putBackWhatHasNotRung(int count) {
        for (int i = 0; i < count; i++) {
            LoopAlarm alarm = (LoopAlarm) due[i];
            if (alarm.due) {
                alarm.armAt(alarm.deadlineNanos(), alarm.earlyNanos());
            }
        }
        Arrays.fill(due, 0, count, null);
    }

    private void finishWhatHasRung() {
        for (int i = 0; i < afterwards.size(); i++) {
            afterwards.get(i).run();
        }
        afterwards.clear();
    }

    private boolean isLate(AlarmQueue.Entry entry) {
        return nanoTime.getAsLong() - entry.deadlineNanos() > STALL_NANOS;
    }

    /** Waits for the first deadline. A task that waits for an earlier time stays: it will find nothing to do. */
    private void followFirst() {
        if (ringing || queue.isEmpty()) {
            return;
        }
        if (pending != null) {
            if (queue.first().deadlineNanos() - pendingAtNanos >= 0) {
                return;
            }
            pending.cancel(false);
        }
        schedule();
    }

    private void schedule() {
        pendingAtNanos = queue.isEmpty() ? pendingAtNanos : queue.first().deadlineNanos();
        pending = eventLoop.schedule(this, pendingAtNanos - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
    }

    /** An alarm; what it does may arm and disarm every alarm, also those that are to ring after it in the same turn. */
    private final class LoopAlarm extends AlarmQueue.Entry implements Loop.Alarm {

        private final Runnable task;
        private boolean due; // Taken out of the queue to ring in this turn.

        LoopAlarm(Runnable task) {
            this.task = task;
        }

        @Override
        public void armAt(long deadlineNanos) {
            armAt(deadlineNanos, 0);
        }

        @Override
        public void armAt(long deadlineNanos, long earlyNanos) {
            due = false;
            queue.put(this, deadlineNanos, earlyNanos);
            followFirst();
        }

        @Override
        public void disarm() {
            due = false;
            queue.remove(this);
        }

        private void ring() {
            if (!due) {
                return;
            }
            due = false;
            try {
                task.run();
            } catch (RuntimeException | Error fault) {
                faults.unexpected("alarm", fault);
            }
        }
    }
}
