/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Notices that the host was suspended. The loop looks; what was noticed can be asked from any thread.
 *
 * <p>What the source says may lack what a thread was held up while it asked, and that only. So the greatest of some
 * answers is where it starts from, and less than {@link #LEAST_NANOS} more is nothing.
 */
final class SuspendWatch {

    /** No host is suspended for less. */
    static final long LEAST_NANOS = Duration.ofMillis(10).toNanos();

    private static final int FIRST_LOOKS = 16;

    private final LongSupplier suspendedSinceBoot;
    private boolean looked;
    private long known;
    private volatile long suspendedNanos; // Written by the loop.

    /** @param suspendedSinceBoot nanoseconds from an arbitrary origin; asked on the loop only */
    SuspendWatch(LongSupplier suspendedSinceBoot) {
        this.suspendedSinceBoot = suspendedSinceBoot;
    }

    /** Whether the host was suspended since the last look. On the loop. */
    boolean look() {
        if (!looked) {
            looked = true;
            known = suspendedSinceBoot.getAsLong();
            for (int i = 1; i < FIRST_LOOKS; i++) {
                known = Math.max(known, suspendedSinceBoot.getAsLong());
            }
            return false;
        }
        long more = suspendedSinceBoot.getAsLong() - known;
        if (more < LEAST_NANOS) {
            return false;
        }
        known += more;
        long before = suspendedNanos; // Only the loop writes it.
        suspendedNanos = before + more;
        return true;
    }

    /** For how long since the first look, in nanoseconds. Safe from any thread. */
    long suspendedNanos() {
        return suspendedNanos;
    }
}
