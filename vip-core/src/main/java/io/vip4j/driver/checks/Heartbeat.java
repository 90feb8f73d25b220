/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.spi.Loop;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Notices when an application that promised to be heard again and again falls silent. A beat is one volatile write; the
 * loop looks four times in each interval, at least once a second.
 *
 * <p>A process that stands still (garbage collection, SIGSTOP) cannot beat, and then the loop is late too. What it is
 * late does not count as silence; if it is later than the whole time between two looks, nothing since the last look
 * does, because nobody knows when the standstill began. The application thus always has the rest of its interval when
 * the process goes on, and a stall costs it at most the time between two looks. Silence is noticed later by as much.
 */
final class Heartbeat {

    /** Shortest and longest interval that can be expected. */
    static final Duration SHORTEST = Duration.ofMillis(10);

    static final Duration LONGEST = Duration.ofHours(1);

    private static final int LOOKS_PER_INTERVAL = 4;
    private static final long LONGEST_STEP_NANOS = Duration.ofSeconds(1).toNanos();

    /** Hears about it, on the loop. */
    interface Listener {
        /** Nothing has been heard for the interval. */
        void silent(long silentNanos, long expectedNanos);

        /** After the silence something was heard. */
        void heardAgain();
    }

    private final Loop loop;
    private final Listener listener;
    private final Loop.Alarm alarm;
    private final AtomicBoolean wakePosted = new AtomicBoolean();

    // Written by any thread.
    private volatile long lastBeatNanos;
    // Written by the loop.
    private volatile boolean silent;
    private long expectedNanos;
    private boolean running;
    private long seenBeatNanos;
    private long lookedAtNanos;
    private long lookDueAtNanos;
    private long silenceNanos;

    /** Made on the loop; expects nothing yet. */
    Heartbeat(Loop loop, Listener listener) {
        this.loop = loop;
        this.listener = listener;
        this.alarm = loop.newAlarm(this::look);
    }

    /** The application is there. Any thread, at any rate; posts to the loop only after a silence, and then once. */
    void beat() {
        lastBeatNanos = loop.nanoTime();
        if (silent && wakePosted.compareAndSet(false, true)) {
            try {
                loop.execute(this::wake);
            } catch (RejectedExecutionException e) {
                // The host is closed, and with it the addresses are gone already.
            }
        }
    }

    /** From now on it must be heard so often; runs with the next {@link #begin}. */
    void expect(Duration interval) {
        expectedNanos = interval.toNanos();
    }

    /** The application has said something: the interval begins now. */
    void begin() {
        silent = false;
        if (expectedNanos > 0) {
            running = true;
            lastBeatNanos = loop.nanoTime();
            listenAnew();
        }
    }

    /** Nothing is expected until the next {@link #begin}. */
    void pause() {
        running = false;
        silent = false;
        alarm.disarm();
    }

    /** Whether it was told of a silence that lasts. */
    boolean isSilent() {
        return silent;
    }

    private void listenAnew() {
        seenBeatNanos = lastBeatNanos;
        silenceNanos = 0;
        plan(loop.nanoTime());
    }

    private void plan(long now) {
        lookedAtNanos = now;
        lookDueAtNanos = now + Math.min(stepNanos(), expectedNanos - silenceNanos);
        alarm.armAt(lookDueAtNanos);
    }

    private long stepNanos() {
        return Math.min(expectedNanos / LOOKS_PER_INTERVAL, LONGEST_STEP_NANOS);
    }

    private void look() {
        long now = loop.nanoTime();
        if (!running || silent) {
            return;
        }
        if (now - lookDueAtNanos < 0) {
            alarm.armAt(lookDueAtNanos);
            return;
        }
        long lateNanos = now - lookDueAtNanos;
        long beat = lastBeatNanos;
        boolean heard = beat != seenBeatNanos;
        long passedNanos = now - (heard ? beat : lookedAtNanos);
        long countedNanos = lateNanos > stepNanos() ? 0 : Math.max(0, passedNanos - lateNanos);
        silenceNanos = heard ? countedNanos : silenceNanos + countedNanos;
        seenBeatNanos = beat;
        if (silenceNanos < expectedNanos) {
            plan(now);
            return;
        }
        silent = true;
        if (lastBeatNanos != seenBeatNanos) { // A beat that did not see the flag is seen here, or the other way round.
            silent = false;
            listenAnew();
            return;
        }
        listener.silent(now - beat, expectedNanos);
    }

    private void wake() {
        wakePosted.set(false);
        if (silent) {
            silent = false;
            listenAnew();
            listener.heardAgain();
        }
    }
}
