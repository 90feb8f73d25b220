/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Counts faults of one kind and logs the first, then at most one in ten seconds. On the loop only. */
final class FaultLog {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Logger log;
    private long count;
    private long loggedAt;

    FaultLog(Logger log) {
        this.log = log;
    }

    /** A fault of the code that was called: with its stack trace. */
    void unexpected(String what, Throwable fault) {
        if (isDue()) {
            log.error("{} failed unexpectedly, {} times so far", what, count, fault);
        }
    }

    /** A fault of the host. */
    void warn(String what) {
        if (isDue()) {
            log.warn("{}, {} times so far", what, count);
        }
    }

    long count() {
        return count;
    }

    private boolean isDue() {
        long now = System.nanoTime();
        count++;
        if (count == 1 || now - loggedAt >= PAUSE_NANOS) {
            loggedAt = now;
            return true;
        }
        return false;
    }
}
