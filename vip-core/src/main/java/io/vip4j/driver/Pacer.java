/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Lets the announcements of all routers out of one interface, a frame at a time with the spacing that they ask for. The
 * routers take turns. Addresses that nobody has been told about yet go before repetitions, and wait only for a spacing that
 * is to protect a slow neighbour. The first frame goes at once.
 *
 * <p>It keeps routers, not frames, so that its memory is bounded; and while frames wait the loop does other things: even
 * without any spacing, and however many routers claim their addresses together, a turn sends at most
 * {@link #MAX_FRAMES_PER_TURN}.
 */
final class Pacer {

    static final int MAX_FRAMES_PER_TURN = 32;

    /** Less than that only smooths a flood of repetitions. */
    private static final long SMOOTHING_NANOS = Duration.ofMillis(1).toNanos();

    private final Loop loop;
    private final Loop.Alarm alarm;
    private final Deque<AddressQueue> urgent = new ArrayDeque<>();
    private final Deque<AddressQueue> ordinary = new ArrayDeque<>();

    private int framesInTurn; // Since the alarm rang: of one turn, or of fewer than are allowed in one.
    private boolean sentBefore;
    private long lastFrameAtNanos;
    private long lastSpacingNanos;

    Pacer(Loop loop) {
        this.loop = loop;
        this.alarm = loop.newAlarm(this::nextTurn);
    }

    /** A router has something to send; the first frame goes in this call if the spacing allows. */
    void offer(AddressQueue queue) {
        withdraw(queue);
        enqueue(queue);
        pump();
    }

    /** A router has nothing more to send. */
    void withdraw(AddressQueue queue) {
        urgent.remove(queue);
        ordinary.remove(queue);
        if (head() == null) {
            alarm.disarm();
        }
    }

    private void enqueue(AddressQueue queue) {
        if (!queue.isEmpty()) {
            (queue.isUrgent() ? urgent : ordinary).addLast(queue);
        }
    }

    private void nextTurn() {
        framesInTurn = 0;
        pump();
    }

    private void pump() {
        for (; ; ) {
            AddressQueue queue = head();
            if (queue == null) {
                alarm.disarm();
                return;
            }
            long now = loop.nanoTime();
            long spacing = spacingOf(queue);
            long allowedAt = lastFrameAtNanos + Math.max(lastSpacingNanos, spacing);
            if (sentBefore && now - allowedAt < 0) {
                alarm.armAt(allowedAt);
                return;
            }
            if (framesInTurn == MAX_FRAMES_PER_TURN) {
                alarm.armAt(now);
                return;
            }
            withdraw(queue);
            if (queue.send()) {
                framesInTurn++;
                sentBefore = true;
                lastFrameAtNanos = now;
                lastSpacingNanos = spacing;
                enqueue(queue);
            }
        }
    }

    private static long spacingOf(AddressQueue queue) {
        long wanted = queue.spacingNanos();
        return queue.isUrgent() && wanted < SMOOTHING_NANOS ? 0 : wanted;
    }

    private @Nullable AddressQueue head() {
        AddressQueue first = urgent.peekFirst();
        return first != null ? first : ordinary.peekFirst();
    }
}
