/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.probe.Probe;
import io.vip4j.spi.Loop;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An answer that comes on whatever thread, if at all: the first one is brought to the loop. Safe from any thread. */
final class LateAnswer {

    private final Loop loop;
    private final Consumer<Probe.Result> answer;
    private final AtomicBoolean given = new AtomicBoolean();
    private @Nullable CompletionStage<?> stage; // Guarded by this.
    private boolean abandoned; // Guarded by this.

    /**
     * @param answer called on the loop, at most once
     */
    LateAnswer(Loop loop, Consumer<Probe.Result> answer) {
        this.loop = loop;
        this.answer = answer;
    }

    /** Takes the answer of a stage; runs its code, so not on the loop if it is of the application. */
    void follow(CompletionStage<Probe.Result> source) {
        boolean late;
        synchronized (this) {
            stage = source;
            late = abandoned;
        }
        if (late) {
            cancel(source);
            return;
        }
        var unused = source.whenComplete((result, failure) ->
                give(failure == null ? FailureWords.checked(result) : FailureWords.failed(failure)));
    }

    /** This is the answer, unless there was one before. */
    void give(Probe.Result result) {
        if (!given.compareAndSet(false, true)) {
            return;
        }
        try {
            loop.execute(() -> answer.accept(result));
        } catch (RejectedExecutionException e) {
            // The platform is closed; nobody waits for the answer.
        }
    }

    /** Nobody waits any more: the stage is cancelled, by a worker because that runs what the application attached. */
    void abandon(Executor workers) {
        CompletionStage<?> known;
        synchronized (this) {
            abandoned = true;
            known = stage;
        }
        if (given.compareAndSet(false, true) && known != null) {
            try {
                workers.execute(() -> cancel(known));
            } catch (RejectedExecutionException e) {
                // What it was to compute is computed for nobody.
            }
        }
    }

    private static void cancel(CompletionStage<?> source) {
        try {
            source.toCompletableFuture().cancel(true);
        } catch (RuntimeException | Error e) {
            // A stage of the application that cannot be cancelled.
        }
    }
}
