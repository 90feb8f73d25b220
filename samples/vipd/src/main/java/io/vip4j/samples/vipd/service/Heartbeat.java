/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.service;

import io.vip4j.spi.Loop;
import java.time.Duration;

/** Beats in a turn of the loop, again and again, for as long as the loop turns. */
final class Heartbeat {

    /** A beat may come so much of its interval earlier, with something else that is due: the loop wakes up less often. */
    private static final int EARLY_PART = 8;

    private final Loop loop;
    private final long intervalNanos;
    private final Runnable beat;
    private final Loop.Alarm alarm;

    private Heartbeat(Loop loop, long intervalNanos, Runnable beat) {
        this.loop = loop;
        this.intervalNanos = intervalNanos;
        this.beat = beat;
        this.alarm = loop.newAlarm(this::ring);
    }

    /** Begins with a beat. Safe from any thread. */
    static void start(Loop loop, Duration interval, Runnable beat) {
        loop.execute(() -> new Heartbeat(loop, interval.toNanos(), beat).ring());
    }

    /** An alarm that rings early or twice does no harm: one beat more. */
    private void ring() {
        beat.run();
        alarm.armAt(loop.nanoTime() + intervalNanos, intervalNanos / EARLY_PART);
    }
}
