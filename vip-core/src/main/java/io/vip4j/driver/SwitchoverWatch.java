/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Switchover;
import io.vip4j.spi.Loop;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Waits for somebody to take the role that is given away, from the moment at which it is gone here. If nobody does within
 * the limit the role is taken back; that has a limit of its own, for an address may refuse to come back.
 */
final class SwitchoverWatch {

    private static final long RECLAIM_LIMIT_NANOS = Duration.ofSeconds(1).toNanos();

    private final Loop loop;
    private final Duration limit;
    private final BooleanSupplier reclaim;
    private final long startedAtNanos;
    private final Loop.Alarm alarm;
    private final CompletableFuture<Switchover> result = new CompletableFuture<>();

    // Written by the loop.
    private OptionalLong goneAtNanos = OptionalLong.empty();
    private boolean reclaiming;
    private long dueAtNanos;

    /**
     * @param limit for a successor
     * @param reclaim takes the role back; false if it cannot be had at present
     */
    SwitchoverWatch(Loop loop, Duration limit, BooleanSupplier reclaim) {
        this.loop = loop;
        this.limit = limit;
        this.reclaim = reclaim;
        this.startedAtNanos = loop.nanoTime();
        this.alarm = loop.newAlarm(this::expire);
    }

    /** Completes on the loop when it is over. */
    CompletableFuture<Switchover> result() {
        return result;
    }

    boolean isOver() {
        return result.isDone();
    }

    /** The role is gone here; only the first time counts. */
    void gone() {
        if (goneAtNanos.isEmpty()) {
            goneAtNanos = OptionalLong.of(loop.nanoTime());
            armIn(limit.toNanos());
        }
    }

    /** Another router is Active, and this one is not. */
    void tookOver(IpAddress newActive) {
        if (goneAtNanos.isPresent()) {
            end(Optional.of(newActive));
        }
    }

    /** The role has come back, or nobody is waited for any more. */
    void nobodyTookOver() {
        end(Optional.empty());
    }

    /** Nobody can tell any more. */
    void abandon(String why) {
        alarm.disarm();
        result.completeExceptionally(new IllegalStateException(why));
    }

    private void end(Optional<IpAddress> newActive) {
        alarm.disarm();
        long now = loop.nanoTime();
        result.complete(new Switchover(
                newActive, Duration.ofNanos(now - startedAtNanos), Duration.ofNanos(now - goneAtNanos.orElse(now))));
    }

    private void expire() {
        if (isOver() || loop.nanoTime() - dueAtNanos < 0) {
            return;
        }
        if (!reclaiming) {
            reclaiming = true;
            if (reclaim.getAsBoolean()) {
                armIn(RECLAIM_LIMIT_NANOS);
                return;
            }
        }
        nobodyTookOver();
    }

    private void armIn(long nanos) {
        if (!isOver()) {
            dueAtNanos = loop.nanoTime() + nanos;
            alarm.armAt(dueAtNanos);
        }
    }
}
