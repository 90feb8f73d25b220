/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Lets the end of the JVM wait for the end of a host, whoever brings that about. Safe from any thread. */
final class ShutdownHook {

    private final AtomicBoolean registered = new AtomicBoolean();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private volatile Duration limit = Duration.ZERO;

    /**
     * @param close ends the host, or returns at once because somebody else is at it
     */
    ShutdownHook(Runnable close) {
        this.thread = new Thread(
                () -> {
                    close.run();
                    awaitEnd();
                },
                "vip4j-shutdown");
    }

    /** From now on; only the first call counts. False if it is too late because the JVM is going down. */
    boolean register() {
        if (registered.compareAndSet(false, true)) {
            try {
                Runtime.getRuntime().addShutdownHook(thread);
            } catch (IllegalStateException e) {
                return false;
            }
        }
        return true;
    }

    /**
     * Not any more: the host is being closed. While the JVM goes down this comes too late, and the JVM waits.
     *
     * @param longest how long it may take to close the host
     */
    void forget(Duration longest) {
        limit = longest;
        if (registered.get()) {
            try {
                Runtime.getRuntime().removeShutdownHook(thread);
            } catch (IllegalStateException e) {
                // The JVM is going down.
            }
        }
    }

    /** The host is closed. */
    void over() {
        over.countDown();
    }

    private void awaitEnd() {
        try {
            var unused = over.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
