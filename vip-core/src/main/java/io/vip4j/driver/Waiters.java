/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Those who wait for one thing to happen. Used on the loop; whoever stops waiting cancels the future. */
final class Waiters {

    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();

    /** A future for {@link #release}, or a completed one. */
    CompletableFuture<Void> add(boolean alreadyHappened) {
        CompletableFuture<Void> waiter = new CompletableFuture<>();
        if (alreadyHappened) {
            waiter.complete(null);
        } else {
            waiting.removeIf(CompletableFuture::isDone);
            waiting.add(waiter);
        }
        return waiter;
    }

    /** It has happened, or there is no more hope. */
    void release() {
        // A copy: a completed future may lead back here.
        List<CompletableFuture<Void>> released = List.copyOf(waiting);
        waiting.clear();
        released.forEach(waiter -> waiter.complete(null));
    }
}
