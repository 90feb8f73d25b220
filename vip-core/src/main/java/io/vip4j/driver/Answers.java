/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers of the platform: they come on any thread, and are acted upon on the loop. */
final class Answers {

    private final Loop loop;

    Answers(Loop loop) {
        this.loop = loop;
    }

    /** The answer to a request; one that the platform refuses at once has failed. */
    static <T> CompletableFuture<T> to(Supplier<CompletionStage<T>> request) {
        try {
            return request.get().toCompletableFuture();
        } catch (PlatformException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Acts upon an answer, in a turn of its own.
     *
     * @param then hears null, or why it failed
     */
    void await(CompletionStage<?> answer, Consumer<@Nullable Throwable> then) {
        var unused = answer.whenComplete((result, failure) -> {
            try {
                loop.execute(() -> then.accept(failure));
            } catch (RejectedExecutionException e) {
                // The platform is closed; there is nobody left to tell.
            }
        });
    }
}
