/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.NetworkNamespace;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the threads of a platform. They are daemons: a JVM whose own threads have ended goes down, and the kernel then
 * takes back the addresses at the end of their lifetime.
 */
public final class PlatformThreads {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformThreads.class);

    private final Optional<NetworkNamespace> namespace;

    /** @param namespace where the threads live; empty: where the creating thread lives */
    public PlatformThreads(Optional<NetworkNamespace> namespace) {
        this.namespace = namespace;
    }

    /** Makes threads of this name. */
    public ThreadFactory named(String name) {
        return task -> thread(name, task);
    }

    /** Makes threads of this name and a number. */
    public ThreadFactory numbered(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> thread(prefix + number.incrementAndGet(), task);
    }

    private Thread thread(String name, Runnable task) {
        Thread thread = new Thread(
                () -> {
                    namespace.ifPresent(NetworkNamespace::enter);
                    task.run();
                },
                name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, fault) -> LOG.error("thread {} ended unexpectedly", name, fault));
        return thread;
    }
}
