/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.spi.Loop;
import io.vip4j.spi.VipPlatform;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Queue;

/**
 * Has the platform touch what a first takeover needs, once. Where that may come soon it is over before the router
 * starts. Elsewhere it begins when the application has had the processors for its own start, a piece for each turn of the
 * loop, and is over before the timer of a Backup can expire.
 */
final class WarmUp {

    /** Between two pieces, for whoever waits on the loop. */
    private static final long BREATH_NANOS = Duration.ofMillis(20).toNanos();

    private final Loop loop;
    private final Loop.Alarm alarm;
    private final Queue<Runnable> left;

    private WarmUp(VipPlatform platform) {
        this.loop = platform.loop();
        this.alarm = loop.newAlarm(this::ring);
        this.left = new ArrayDeque<>(platform.warmUp());
    }

    /** It begins after the pause. On the loop. */
    static WarmUp begin(VipPlatform platform) {
        WarmUp warmUp = new WarmUp(platform);
        warmUp.alarm.armAt(warmUp.loop.nanoTime() + Rehearsal.PAUSE.toNanos());
        return warmUp;
    }

    /** These are about to start: all that is left is done now if one of them may take over soon. */
    void before(Collection<VirtualRouterConfig> starting) {
        if (starting.stream().anyMatch(Rehearsal::mayTakeOverSoon)) {
            alarm.disarm();
            left.forEach(Runnable::run);
            left.clear();
        }
    }

    private void ring() {
        Runnable piece = left.poll();
        if (piece == null) {
            return;
        }
        try {
            piece.run();
        } finally {
            alarm.armAt(loop.nanoTime() + BREATH_NANOS);
        }
    }

    /** Leaves the rest undone: nothing will be taken over any more. */
    void end() {
        alarm.disarm();
        left.clear();
    }
}
