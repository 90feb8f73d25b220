/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Small pools of daemon threads that end when there is nothing to do. */
final class Workers {

    /** How many tasks wait for a thread; one more is rejected. */
    static final int WAITING = 1024;

    private static final int IDLE_SECONDS = 5;

    private Workers() {}

    /** At most so many threads, each ended after 5 s without a task. */
    static ThreadPoolExecutor pool(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                task -> daemon(name + "-" + number.incrementAndGet(), task));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** A thread, not started, that keeps no process alive. */
    static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }
}
