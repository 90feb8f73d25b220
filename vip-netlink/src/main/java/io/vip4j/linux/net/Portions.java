/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.spi.Loop;
import java.time.Duration;

/**
 * Has a socket read in portions while so much comes that the loop would wake up for nearly every datagram: waking up
 * costs more than what it is for. Network cards treat their interrupts like that. A datagram then waits a millisecond at
 * most, and none waits behind an alarm. On the loop.
 */
final class Portions {

    /** Of two thousand datagrams a second and more. */
    private static final long WINDOW_NANOS = Duration.ofMillis(10).toNanos();

    private static final int MOST_WAKE_UPS = 20;

    static final long PORTION_NANOS = Duration.ofMillis(1).toNanos();

    /** Another alarm takes it along. */
    private static final long EARLY_NANOS = PORTION_NANOS / 2;

    /** With fewer in a portion nothing is saved. */
    private static final int LEAST = 2;

    private final Loop loop;
    private final EpollLoop.Registration registration;
    private final Loop.Alarm portion;
    private long windowBeganAtNanos;
    private int wakeUps; // In this window.
    private boolean inPortions;
    private int datagrams; // In this portion.

    /** The socket is read when something comes, at first. */
    Portions(Loop loop, EpollLoop.Registration registration) {
        this.loop = loop;
        this.registration = registration;
        this.portion = loop.newAlarm(this::portionIsOver);
        this.windowBeganAtNanos = loop.nanoTime();
    }

    /** So many were read at once. */
    void read(int count) {
        if (inPortions) {
            datagrams += count;
        } else if (count > 0) {
            countWakeUp(loop.nanoTime());
        }
    }

    private void countWakeUp(long now) {
        if (now - windowBeganAtNanos >= WINDOW_NANOS) {
            windowBeganAtNanos = now;
            wakeUps = 0;
        }
        wakeUps++;
        if (wakeUps > MOST_WAKE_UPS) {
            inPortions = true;
            registration.readInTurns(true);
            beginPortion(now);
        }
    }

    private void beginPortion(long now) {
        datagrams = 0;
        portion.armAt(now + PORTION_NANOS, EARLY_NANOS);
    }

    private void portionIsOver() {
        if (datagrams >= LEAST) {
            beginPortion(loop.nanoTime());
        } else {
            inPortions = false;
            wakeUps = 0;
            registration.readInTurns(false);
        }
    }

    /** Ends with its socket. */
    void close() {
        portion.disarm();
    }
}
