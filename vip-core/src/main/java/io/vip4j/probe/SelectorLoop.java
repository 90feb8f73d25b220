/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One thread with a selector: carries exchanges, wakes each when its socket is ready and when its time is over. Ends
 * when it is closed, and when it has had no exchange for a while.
 */
final class SelectorLoop {

    private final Selector selector;
    private final Duration idle;

    // Guarded by tasks.
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private boolean closed;
    private boolean ended;

    // Used by the thread only. Ordered by the end of their time, so that a wake-up looks at those that are over only.
    private final TreeSet<Exchange> exchanges = new TreeSet<>();
    private long idleSinceNanos = System.nanoTime();

    private SelectorLoop(Selector selector, Duration idle) {
        this.selector = selector;
        this.idle = idle;
    }

    /**
     * Starts the thread.
     *
     * @param idle how long it stays without an exchange
     */
    static SelectorLoop start(Duration idle) throws IOException {
        SelectorLoop loop = new SelectorLoop(Selector.open(), idle);
        try {
            Workers.daemon("vip-probes", loop::run).start();
        } catch (OutOfMemoryError e) { // So says the JVM when the system gives no more threads.
            loop.selector.close();
            throw new IOException("no thread for the probes: " + e.getMessage(), e);
        }
        return loop;
    }

    /** Runs it on the thread, in order; false if the thread has ended. From any thread. */
    boolean execute(Runnable task) {
        boolean first;
        synchronized (tasks) {
            if (ended) {
                return false;
            }
            first = tasks.isEmpty();
            tasks.add(task);
        }
        if (first) {
            selector.wakeup();
        }
        return true;
    }

    /** Ends the thread and every exchange; does not wait for it. From any thread. */
    void close() {
        synchronized (tasks) {
            closed = true;
        }
        selector.wakeup();
    }

    /** From now on its time is watched. On the thread. */
    void add(Exchange exchange) {
        exchanges.add(exchange);
    }

    /** It is over. On the thread. */
    void remove(Exchange exchange) {
        exchanges.remove(exchange);
        if (exchanges.isEmpty()) {
            idleSinceNanos = System.nanoTime();
        }
    }

    /** The exchange hears when the channel is ready for these operations. On the thread. */
    SelectionKey register(SocketChannel channel, int operations, Exchange exchange) throws IOException {
        return channel.register(selector, operations, exchange);
    }

    private void run() {
        String reason = "ended before there was an answer";
        try {
            while (stays()) {
                selector.select(SelectorLoop::ready, millisToWait());
                runTasks();
                expire();
            }
        } catch (IOException | RuntimeException | Error e) {
            reason = "the thread of the probes broke: " + e;
        } finally {
            end(reason);
        }
    }

    private boolean stays() {
        synchronized (tasks) {
            boolean unused =
                    tasks.isEmpty() && exchanges.isEmpty() && System.nanoTime() - idleSinceNanos >= idle.toNanos();
            ended = closed || unused;
            return !ended;
        }
    }

    private long millisToWait() {
        long until = exchanges.isEmpty()
                ? idleSinceNanos + idle.toNanos()
                : exchanges.first().dueAtNanos();
        return Math.max(1, (until - System.nanoTime() + 999_999) / 1_000_000); // 0 would wait for ever.
    }

    private static void ready(SelectionKey key) {
        if (key.attachment() instanceof Exchange exchange) {
            exchange.ready();
        }
    }

    private void runTasks() {
        for (Runnable task = next(); task != null; task = next()) {
            task.run();
        }
    }

    private @Nullable Runnable next() {
        synchronized (tasks) {
            return tasks.poll();
        }
    }

    private void expire() {
        long now = System.nanoTime();
        while (!exchanges.isEmpty() && now - exchanges.first().dueAtNanos() >= 0) {
            exchanges.first().timeOver();
        }
    }

    private void end(String reason) {
        synchronized (tasks) {
            ended = true;
        }
        runTasks(); // Exchanges that wait to begin: they must answer too.
        List.copyOf(exchanges).forEach(exchange -> exchange.end(reason));
        try {
            selector.close();
        } catch (IOException e) {
            // Nothing more can be done; its descriptors are gone either way.
        }
    }
}
