/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.quorum.Ballot;
import io.vip4j.quorum.QuorumGate;
import io.vip4j.quorum.Vote;
import io.vip4j.spi.VipPlatform;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What one router asks its gate: one call at a time, on a thread for work, for the gate may block. Answers come back on the
 * loop, each in a turn of its own. Used on the loop.
 */
final class VoteCalls {

    /** Takes an answer, on the loop. */
    @FunctionalInterface
    interface Then<T> {

        /**
         * A call has come to an end.
         *
         * @param askedAtNanos when the call began
         * @param answer what the gate said; null if it failed, and of a call without answer
         * @param failure why it failed; null if it did not
         */
        void answered(long askedAtNanos, @Nullable T answer, @Nullable Throwable failure);
    }

    private final QuorumGate gate;
    private final VipPlatform platform;

    // Written by whatever thread the answer comes on, taken by the loop.
    private final AtomicReference<@Nullable Runnable> answer = new AtomicReference<>();

    // Written by the loop.
    private boolean busy;
    private long askedAtNanos;
    private long number;

    VoteCalls(QuorumGate gate, VipPlatform platform) {
        this.gate = gate;
        this.platform = platform;
    }

    /** Whether a call is under way: then there must be no other. */
    boolean isBusy() {
        return busy;
    }

    /** When the latest call began. */
    long askedAtNanos() {
        return askedAtNanos;
    }

    void acquire(Duration ttl, Then<Ballot> then) {
        call(() -> gate.acquire(ttl), then);
    }

    void renew(Vote vote, Duration ttl, Then<Ballot> then) {
        call(() -> gate.renew(vote, ttl), then);
    }

    void release(Vote vote, Then<Void> then) {
        call(() -> gate.release(vote), then);
    }

    private <T> void call(Callable<CompletionStage<T>> request, Then<T> then) {
        busy = true;
        askedAtNanos = platform.loop().nanoTime();
        long mine = ++number;
        try {
            platform.workExecutor().execute(() -> run(mine, request, then));
        } catch (RejectedExecutionException e) {
            back(mine, then, null, e);
        }
    }

    /** On a worker. */
    private <T> void run(long mine, Callable<CompletionStage<T>> request, Then<T> then) {
        try {
            var unused = request.call().whenComplete((ballot, failure) -> back(mine, then, ballot, failure));
        } catch (Throwable e) { // Applications throw what they like, and a call must come to an end.
            back(mine, then, null, e);
        }
    }

    private <T> void back(long mine, Then<T> then, @Nullable T ballot, @Nullable Throwable failure) {
        answer.set(() -> {
            if (busy && mine == number) { // Stages of applications may complete and throw.
                busy = false;
                then.answered(askedAtNanos, ballot, failure);
            }
        });
        try {
            platform.loop().execute(this::deliver);
        } catch (RejectedExecutionException e) {
            // Closed, or too busy to be told now: it looks itself before long.
        }
    }

    /** Acts upon an answer that has come, if any. The loop is told of each; it has to look only if it had no room for that. */
    void deliver() {
        Runnable come = answer.getAndSet(null);
        if (come != null) {
            come.run();
        }
    }
}
