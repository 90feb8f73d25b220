/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs what may block, on threads that are not the loop. A task beyond the bound is refused. */
public final class PlatformExecutor implements Executor, AutoCloseable {

    private static final int MAX_LISTENER_CALLS = 1 << 16;
    private static final int IDLE_WORK_THREADS = 2;
    private static final int MAX_WORK = 1024;
    private static final long IDLE_SECONDS = 10;
    private static final long CLOSE_SECONDS = 1;

    private final ThreadPoolExecutor pool;

    private PlatformExecutor(int threads, int most, BlockingQueue<Runnable> waiting, ThreadFactory factory) {
        this.pool = new ThreadPoolExecutor(threads, most, IDLE_SECONDS, TimeUnit.SECONDS, waiting, factory);
        // Not at the first takeover.
        pool.prestartAllCoreThreads();
    }

    /** One thread for each piece of work under way; two wait for the next, the others end after ten seconds. */
    public static PlatformExecutor forWork(PlatformThreads threads) {
        return new PlatformExecutor(
                IDLE_WORK_THREADS, MAX_WORK, new SynchronousQueue<>(), threads.numbered("vip4j-work-"));
    }

    /** One thread, which runs what is given to it in order. */
    public static PlatformExecutor forListeners(PlatformThreads threads) {
        return new PlatformExecutor(
                1, 1, new LinkedBlockingQueue<>(MAX_LISTENER_CALLS), threads.named("vip4j-listener"));
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Takes no more; waits a second for what runs, except on a thread of the platform, which would wait for itself. */
    @Override
    public void close() {
        pool.shutdown();
        if (Thread.currentThread().getName().startsWith("vip4j-")) {
            return;
        }
        try {
            if (!pool.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
