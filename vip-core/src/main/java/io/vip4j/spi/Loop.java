/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import java.time.Instant;

/**
 * The single thread that runs every elector of a platform.
 *
 * <p>Each turn handles what sockets have received <em>before</em> it runs expired wake-ups. After a stall a Backup thus
 * hears the advertisements that were waiting before it looks at its timer.
 */
public interface Loop {

    /**
     * Monotonic time in nanoseconds with an arbitrary origin; compare by subtraction only. It goes on while the host is
     * suspended, where the platform can tell. Safe from any thread.
     */
    long nanoTime();

    /**
     * For how long the host was suspended since the loop was made, in nanoseconds, as far as is known. Only rises; the
     * time counts in {@link #nanoTime} too. Always 0 where that cannot be known. Safe from any thread.
     */
    default long suspendedNanos() {
        return 0;
    }

    /** Wall-clock time, for people only; nothing is decided by it. Safe from any thread. */
    Instant now();

    /** Whether the caller runs on this loop. Safe from any thread. */
    boolean inLoop();

    /**
     * Runs a task on the loop, after those given earlier. Safe from any thread.
     *
     * @throws java.util.concurrent.RejectedExecutionException if the platform is closed
     */
    void execute(Runnable task);

    /**
     * Makes an alarm that is not armed. Called on the loop.
     *
     * @param task runs on the loop when the alarm is due. It may also run early or once too often: compare
     *     {@link #nanoTime()} with the own deadline.
     */
    Alarm newAlarm(Runnable task);

    /** A deadline that can be moved. Used on the loop only. */
    interface Alarm {

        /** Runs the task once at this {@link Loop#nanoTime()}, or at once if it has passed; replaces an earlier one. */
        void armAt(long deadlineNanos);

        /**
         * As {@link #armAt(long)}; but if another alarm rings shortly before, this one may ring with it, so that the loop
         * need not wake up twice.
         *
         * @param earlyNanos how much earlier at most, 0 or more
         */
        default void armAt(long deadlineNanos, long earlyNanos) {
            armAt(deadlineNanos);
        }

        /** Forgets the deadline. */
        void disarm();
    }
}
