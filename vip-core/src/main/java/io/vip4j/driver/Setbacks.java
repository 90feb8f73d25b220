/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.Loop;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps a router that fails to hold its addresses from trying at every turn: the second failure in a row and every
 * later one costs a wait, and so does each time that somebody else removes them too often. Not in RFC.
 */
final class Setbacks {

    /** Addresses that were held for so long without trouble are no trouble any more. */
    private static final Duration PEACE = Duration.ofSeconds(60);

    private final Loop loop;
    private final Loop.Alarm alarm;
    private final Runnable over;
    private final Backoff binds = new Backoff(1);
    private final Backoff removals = new Backoff(0);
    private String why = "";
    private long untilNanos;
    private boolean waiting;
    private long boundAtNanos;

    /**
     * @param over runs when the wait is over
     */
    Setbacks(Loop loop, Runnable over) {
        this.loop = loop;
        this.over = over;
        this.boundAtNanos = loop.nanoTime();
        this.alarm = loop.newAlarm(this::wake);
    }

    void bound() {
        binds.succeeded();
        boundAtNanos = loop.nanoTime();
    }

    void bindFailed(String reason) {
        begin(binds.failed(), reason);
    }

    void removedTooOften(String reason) {
        if (loop.nanoTime() - boundAtNanos >= PEACE.toNanos()) {
            removals.succeeded();
        }
        begin(removals.failed(), reason);
    }

    /** What went wrong, and how long it still keeps the router away; empty if it does not. */
    Optional<String> obstacle() {
        if (!waiting) {
            return Optional.empty();
        }
        long left = Math.max(0, untilNanos - loop.nanoTime());
        long seconds = (left + 999_999_999L) / 1_000_000_000L;
        return Optional.of(why + ": next attempt in " + seconds + " s");
    }

    void close() {
        alarm.disarm();
        waiting = false;
    }

    private void begin(Duration wait, String reason) {
        if (wait.isZero()) {
            return;
        }
        why = reason;
        waiting = true;
        untilNanos = loop.nanoTime() + wait.toNanos();
        alarm.armAt(untilNanos);
    }

    private void wake() {
        if (waiting && loop.nanoTime() - untilNanos >= 0) {
            waiting = false;
            over.run();
        }
    }
}
