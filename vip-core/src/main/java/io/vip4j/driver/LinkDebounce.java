/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Timing;
import io.vip4j.spi.Loop;
import java.time.Duration;

/**
 * Lets a link count as up or down only when it has been so for long enough without a break. What is known first counts
 * at once: nobody knows for how long it has been so.
 */
final class LinkDebounce {

    private final Loop loop;
    private final Loop.Alarm alarm;
    private final Runnable changed;
    private Duration upDelay = Duration.ZERO;
    private Duration downDelay = Duration.ZERO;
    private boolean known;
    private boolean seen;
    private boolean settled;
    private long seenSinceNanos;

    /**
     * @param changed runs when a delay is over and the link counts as something else
     */
    LinkDebounce(Loop loop, Runnable changed) {
        this.loop = loop;
        this.changed = changed;
        this.alarm = loop.newAlarm(this::wake);
    }

    /** The delays from now on. */
    void delays(Timing timing) {
        upDelay = timing.linkUpDelay();
        downDelay = timing.linkDownDelay();
        if (known && seen != settled) {
            settle();
        }
    }

    /** The link is seen so; the delay that this may begin ends in a call of {@code changed}. */
    void see(boolean up) {
        if (!known) {
            known = true;
            seen = up;
            settled = up;
            return;
        }
        if (seen != up) {
            seen = up;
            seenSinceNanos = loop.nanoTime();
        }
        settle();
    }

    /** The interface is gone, which is no flap: down at once. */
    void gone() {
        known = true;
        seen = false;
        settled = false;
        alarm.disarm();
    }

    /** Whether the link counts as up. */
    boolean isUp() {
        return settled;
    }

    /** Whether it is up but not for long enough. */
    boolean isComing() {
        return seen && !settled;
    }

    void close() {
        alarm.disarm();
    }

    private void settle() {
        if (seen == settled) {
            alarm.disarm();
            return;
        }
        long due = seenSinceNanos + (seen ? upDelay : downDelay).toNanos();
        if (loop.nanoTime() - due >= 0) {
            settled = seen;
            alarm.disarm();
        } else {
            alarm.armAt(due);
        }
    }

    private void wake() {
        boolean before = settled;
        settle();
        if (before != settled) {
            changed.run();
        }
    }
}
