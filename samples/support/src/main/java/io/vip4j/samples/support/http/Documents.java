/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes documents on a thread of its own, because a document has to be asked for. Whoever asks before the next one is begun
 * gets that one, so that never more than one waits. Safe from any thread.
 */
final class Documents implements AutoCloseable {

    private final Supplier<byte[]> maker;
    private final ExecutorService thread;

    private @Nullable CompletableFuture<byte[]> next; // Guarded by this; not yet begun.

    Documents(Supplier<byte[]> maker) {
        this.maker = maker;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "page-document");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A document that is begun after this call. */
    synchronized CompletableFuture<byte[]> ask() {
        CompletableFuture<byte[]> asked = next;
        if (asked == null) {
            asked = new CompletableFuture<>();
            next = asked;
            try {
                thread.execute(this::make);
            } catch (RejectedExecutionException e) {
                asked.completeExceptionally(e); // Closed.
            }
        }
        return asked;
    }

    private synchronized @Nullable CompletableFuture<byte[]> begin() {
        CompletableFuture<byte[]> begun = next;
        next = null;
        return begun;
    }

    private void make() {
        CompletableFuture<byte[]> document = begin();
        if (document == null) {
            return;
        }
        try {
            document.complete(maker.get());
        } catch (RuntimeException e) {
            document.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
