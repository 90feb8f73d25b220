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
    private final Duration deadline;
    private final CompletableFuture<Switchover> result = new CompletableFuture<>();

    SwitchoverWatch(Loop loop, Duration deadline) {
        this.startedAtNanos = loop.nanoTime();
        this.deadline = deadline;
        Loop.Alarm alarm = loop.newAlarm(() -> {
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
        result.complete(new Switchover(Optional.of(newActive), Duration.ofNanos(nowNanos - startedAtNanos)));
        return true;
    }

    /** Always true: the watch is over. */
    boolean nobodyTookOver() {
        result.complete(new Switchover(Optional.empty(), deadline));
        return true;
    }
}
