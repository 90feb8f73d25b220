/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.spi.VipPlatform;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Work of one check that may block, on a worker thread: one piece at a time, so that a check never has more than one
 * thread, even if that never returns. Used on the loop.
 */
final class Errand {

    private final VipPlatform platform;

    // Written by the loop.
    private @Nullable FutureTask<?> running;
    private boolean closed;

    Errand(VipPlatform platform) {
        this.platform = platform;
    }

    boolean isRunning() {
        return running != null;
    }

    /**
     * Starts; nothing may be running.
     *
     * @param work runs on a worker
     * @param failure turns what the work throws into its result
     * @param then takes the result on the loop; not if closed by then
     * @throws RejectedExecutionException if there is no thread
     */
    <T> void run(Callable<T> work, Function<Throwable, T> failure, Consumer<T> then) {
        FutureTask<Boolean> task = new FutureTask<>(
                () -> {
                    T result = attempt(work, failure);
                    try {
                        platform.loop().execute(() -> returned(result, then));
                    } catch (RejectedExecutionException e) {
                        // The platform is closed; nobody waits for it.
                    }
                },
                true);
        running = task;
        try {
            platform.workExecutor().execute(task);
        } catch (RejectedExecutionException e) {
            running = null;
            throw e;
        }
    }

    private static <T> T attempt(Callable<T> work, Function<Throwable, T> failure) {
        try {
            return work.call();
        } catch (Throwable e) { // Applications throw what they like, and sneak what they may not.
            return failure.apply(e);
        }
    }

    private <T> void returned(T result, Consumer<T> then) {
        running = null;
        if (!closed) {
            then.accept(result);
        }
    }

    /** What runs is interrupted, and what it returns does not matter any more. Idempotent. */
    void close() {
        closed = true;
        if (running != null) {
            running.cancel(true);
        }
    }
}
