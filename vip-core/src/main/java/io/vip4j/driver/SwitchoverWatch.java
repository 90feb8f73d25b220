/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Switchover;
import io.vip4j.spi.Loop;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Waits for somebody to take the role that was given away. */
final class SwitchoverWatch {

    private final long startedAtNanos;
    private final Loop loop;
    private final String router;
    private final Loop.Alarm alarm;
    private final CompletableFuture<Switchover> result = new CompletableFuture<>();

    SwitchoverWatch(Loop loop, Duration deadline, String router) {
        this.startedAtNanos = loop.nanoTime();
        this.loop = loop;
        this.router = router;
        this.alarm = loop.newAlarm(() -> {
            if (loop.nanoTime() - startedAtNanos >= deadline.toNanos()) {
                nobodyTookOver();
            }
        });
        alarm.armAt(startedAtNanos + deadline.toNanos());
    }

    CompletableFuture<Switchover> result() {
        return result;
    }

    /** Always true: the watch is over. */
    boolean tookOver(IpAddress newActive, long nowNanos) {
        alarm.disarm();
        result.complete(new Switchover(Optional.of(newActive), Duration.ofNanos(nowNanos - startedAtNanos)));
        return true;
    }

    /** Always true: the watch is over. */
    boolean nobodyTookOver() {
        alarm.disarm();
        result.complete(new Switchover(Optional.empty(), Duration.ofNanos(loop.nanoTime() - startedAtNanos)));
        return true;
    }

    /** The router was closed, so nobody can tell. */
    void closed() {
        alarm.disarm();
        result.completeExceptionally(new IllegalStateException(router + " was closed during the switchover"));
    }
}
