/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A point of the monotonic clock until which a thread is ready to wait. */
public final class Deadline {

    /** For what must happen and is not measured: many times what it takes, because a busy machine starts a JVM slowly. */
    public static final Duration GENEROUS = Duration.ofSeconds(60);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final long atNanos;

    private Deadline(long atNanos) {
        this.atNanos = atNanos;
    }

    /** So long from now. */
    public static Deadline after(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos());
    }

    /** Whether it has passed. */
    public boolean isOver() {
        return System.nanoTime() - atNanos >= 0;
    }

    /** Waits a little, for what can only be looked at again and again. */
    public static void pause() {
        pause(LOOK_AGAIN);
    }

    /** Waits, for what is to last some time. */
    public static void pause(Duration length) {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while waiting", e);
        }
    }

    /** Waits for a notification of the monitor, which the caller holds; false if the time is over. */
    @SuppressWarnings("WaitNotInLoop") // The callers loop: each of them has a condition of its own.
    boolean waitOn(Object monitor) {
        long leftNanos = atNanos - System.nanoTime();
        if (leftNanos <= 0) {
            return false;
        }
        try {
            // Rounded up: a wait of zero would be one without limit.
            monitor.wait(leftNanos / 1_000_000 + 1);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while waiting", e);
        }
    }
}
