/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Releasing;
import io.vip4j.spi.Loop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The time of the listeners between the wish to release and the release. The router is still Active. Used on the loop.
 *
 * <pre>
 * no listener wants it              over at once, in the same turn
 * all of them are done              over
 * the limit has passed              over, and told
 * the role is lost for its own sake over: there is nothing left to wait for
 * somebody else wants to release    waits with the first one
 * </pre>
 */
final class Drain {

    private final Loop loop;
    private final ListenerDispatch dispatch;
    private final Loop.Alarm alarm;

    // Written by the loop.
    private @Nullable CompletableFuture<Void> underWay;
    private long dueAtNanos;

    Drain(Loop loop, ListenerDispatch dispatch) {
        this.loop = loop;
        this.dispatch = dispatch;
        this.alarm = loop.newAlarm(this::expire);
    }

    /** Tells the listeners. The future completes on the loop when it is over. */
    CompletableFuture<Void> begin(Releasing releasing) {
        if (underWay != null) {
            return underWay;
        }
        CompletableFuture<Void> listeners = dispatch.publish(releasing);
        if (listeners.isDone() || releasing.limit().isZero()) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> mine = new CompletableFuture<>();
        underWay = mine;
        dueAtNanos = loop.nanoTime() + releasing.limit().toNanos();
        alarm.armAt(dueAtNanos);
        var unused = listeners.thenRun(() -> onLoop(() -> {
            if (underWay == mine) {
                end();
            }
        }));
        return mine;
    }

    /** It is over, whether the listeners are done or not. */
    void end() {
        CompletableFuture<Void> ended = underWay;
        if (ended != null) {
            underWay = null; // First: what was waiting may lead back here.
            alarm.disarm();
            ended.complete(null);
        }
    }

    private void expire() {
        if (underWay != null && loop.nanoTime() - dueAtNanos >= 0) {
            dispatch.sayThatDrainIsOver();
            end();
        }
    }

    private void onLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            // The platform is closed, and nothing is held any more.
        }
    }
}
