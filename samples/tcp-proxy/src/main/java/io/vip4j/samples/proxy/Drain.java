/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.samples.proxy.net.EventLoops;
import io.vip4j.samples.proxy.net.Listener;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Lets connections finish, and cuts those that have not at the limit. */
final class Drain {

    private static final long LOOK_MILLIS = 20;

    private final EventLoops loops;
    private final List<Listener> listeners;
    private final Predicate<InetAddress> addresses;
    private final long cutAtNanos;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private boolean cut; // Written by the event loop.

    private Drain(EventLoops loops, Collection<Listener> listeners, Predicate<InetAddress> addresses, Duration limit) {
        this.loops = loops;
        this.listeners = List.copyOf(listeners);
        this.addresses = addresses;
        this.cutAtNanos = System.nanoTime() + limit.toNanos();
    }

    /**
     * Waits for connections to these addresses.
     *
     * @return completes when there are none, soon after the limit at the latest
     */
    static CompletableFuture<Void> of(
            EventLoops loops, Collection<Listener> listeners, Predicate<InetAddress> addresses, Duration limit) {
        Drain drain = new Drain(loops, listeners, addresses, limit);
        drain.look();
        return drain.done;
    }

    private void look() {
        int left = listeners.stream()
                .mapToInt(listener -> listener.connectionsTo(addresses))
                .sum();
        if (left == 0) {
            done.complete(null);
            return;
        }
        if (!cut && System.nanoTime() - cutAtNanos >= 0) {
            cut = true;
            listeners.forEach(listener -> listener.cut(addresses));
        }
        try {
            var unused = loops.all().get(0).schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            done.complete(null); // What is left ends with the event loops.
        }
    }
}
