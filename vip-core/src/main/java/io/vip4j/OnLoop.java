/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Hands work to the loop and waits for its answer, for a bounded time. */
final class OnLoop {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private OnLoop() {}

    /** Runs the work on the loop, or right here if this is the loop, and returns its result or throws its exception. */
    static <T> T call(Loop loop, Supplier<T> work) {
        if (loop.inLoop()) {
            return work.get();
        }
        CompletableFuture<T> answer = new CompletableFuture<>();
        try {
            loop.execute(() -> {
                try {
                    answer.complete(work.get());
                } catch (RuntimeException | Error e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the VipHost is closed", e);
        }
        return await(answer, LIMIT)
                .orElseThrow(() -> new PlatformException("the event loop did not answer within " + LIMIT.toSeconds()
                        + " s: the process is starved of CPU or was suspended"));
    }

    /** Waits for a future; empty if the time is over. An exception of the future is thrown here. */
    static <T> Optional<T> await(CompletableFuture<T> future, Duration limit) {
        try {
            return Optional.of(future.get(limit.toNanos(), TimeUnit.NANOSECONDS));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the event loop", e);
        }
    }
}
