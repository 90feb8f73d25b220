/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.spi.PlatformException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Runs netlink work on one thread, in the order given, so that the loop never waits for the kernel. At most
 * {@value #MAX_WAITING} pieces of work wait; more are refused.
 */
public final class NetlinkConnection implements AutoCloseable {

    /** Work that waits at most. One piece takes some ten microseconds, so a full queue means that the kernel hangs. */
    public static final int MAX_WAITING = 4096;

    private static final long CLOSE_MILLIS = 3000;

    private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(MAX_WAITING + 1);
    private final CompletableFuture<NetlinkExchange> exchange = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    // Guarded by this.
    private boolean closing;

    private NetlinkConnection(ThreadFactory threads) {
        this.thread = threads.newThread(this::run);
    }

    /**
     * Starts the thread and opens the socket on it.
     *
     * @throws PlatformException if the kernel refuses the socket
     */
    public static NetlinkConnection open(ThreadFactory threads) {
        NetlinkConnection connection = new NetlinkConnection(threads);
        connection.thread.start();
        try {
            connection.exchange.get(NetlinkExchange.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return connection;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            connection.close();
            throw new PlatformException("interrupted while the netlink socket was opened", e);
        } catch (ExecutionException | TimeoutException e) {
            connection.close();
            throw failure(e.getCause() == null ? e : e.getCause());
        }
    }

    /**
     * Gives work to the thread. Safe from any thread; never waits. The future completes on the netlink thread, and
     * fails with {@link PlatformException} if the work throws.
     */
    public CompletableFuture<Void> submit(Consumer<NetlinkExchange> work) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        Runnable task = () -> {
            try {
                work.accept(exchange.join());
                result.complete(null);
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(failure(e));
            }
        };
        synchronized (this) {
            if (closing) {
                result.completeExceptionally(new PlatformException("the Linux platform is closed"));
            } else if (queue.size() >= MAX_WAITING || !queue.offer(task)) {
                result.completeExceptionally(new PlatformException("netlink: " + MAX_WAITING
                        + " operations wait already; the kernel does not answer, see its log"));
            }
        }
        return result;
    }

    /** Whether the caller runs on the thread of this connection. */
    public boolean inThread() {
        return Thread.currentThread() == thread;
    }

    /** Runs the work that waits, then ends the thread; gives up waiting after three seconds. Idempotent. */
    @Override
    public void close() {
        synchronized (this) {
            if (!closing) {
                closing = true;
                // One place is kept for this task, which wakes the thread if it waits for work.
                queue.add(() -> {});
            }
        }
        if (inThread()) {
            return;
        }
        try {
            ended.await(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (NetlinkExchange opened = new NetlinkExchange(NetlinkExchange.TIMEOUT)) {
            exchange.complete(opened);
            while (!isOver()) {
                queue.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            exchange.completeExceptionally(e);
        } finally {
            ended.countDown();
        }
    }

    private synchronized boolean isOver() {
        return closing && queue.isEmpty();
    }

    private static PlatformException failure(Throwable cause) {
        return cause instanceof PlatformException refused
                ? refused
                : new PlatformException("netlink: unexpected failure: " + cause, cause);
    }
}
