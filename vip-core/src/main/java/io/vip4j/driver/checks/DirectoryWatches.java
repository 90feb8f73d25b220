/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Hears about changes in directories, for all checks of a host, on one thread that is there while any is watched. Safe
 * from any thread.
 */
final class DirectoryWatches {

    /** One directory that is watched for one reason. */
    final class Watch {

        private final Predicate<Path> concerns;
        private final Runnable changed;
        private final WatchKey key;
        private volatile boolean valid = true;

        private Watch(WatchKey key, Predicate<Path> concerns, Runnable changed) {
            this.key = key;
            this.concerns = concerns;
            this.changed = changed;
        }

        /** Whether the directory is still there and nothing in it goes unheard. */
        boolean isValid() {
            return valid;
        }

        /** Idempotent. */
        void close() {
            valid = false;
            remove(this);
        }

        private void tell(List<WatchEvent<?>> events, boolean stillValid) {
            valid &= stillValid;
            if (!stillValid || events.stream().anyMatch(this::concerns)) {
                changed.run();
            }
        }

        private boolean concerns(WatchEvent<?> event) {
            return !(event.context() instanceof Path name) || concerns.test(name); // Without name: some were lost.
        }
    }

    private final Executor workers;
    private final Map<WatchKey, List<Watch>> watches = new HashMap<>(); // Guarded by this.
    private int users; // Guarded by this: those that have a watch, or are about to.
    private @Nullable Thread thread; // Guarded by this.
    private @Nullable WatchService service; // Guarded by this.
    private boolean closed; // Guarded by this.

    /**
     * @param workers do what may block
     */
    DirectoryWatches(Executor workers) {
        this.workers = workers;
    }

    /**
     * Watches a directory; may block.
     *
     * @param concerns which names in it count
     * @param changed runs on the thread of the watches when one of them has changed, or the directory is watched no longer
     * @throws IOException if the directory does not exist or the system watches too many
     */
    Watch watch(Path directory, Predicate<Path> concerns, Runnable changed) throws IOException {
        WatchService using = use();
        try {
            WatchKey key = directory.register(
                    using,
                    StandardWatchEventKinds.ENTRY_CREATE,
                    StandardWatchEventKinds.ENTRY_MODIFY,
                    StandardWatchEventKinds.ENTRY_DELETE);
            Watch watch = new Watch(key, concerns, changed);
            synchronized (this) {
                watches.computeIfAbsent(key, unused -> new ArrayList<>()).add(watch);
            }
            watch.valid = key.isValid(); // The last other one may have been closed meanwhile.
            return watch;
        } catch (ClosedWatchServiceException e) {
            leave();
            throw new IOException("the watches are closed", e);
        } catch (IOException e) {
            leave();
            throw e;
        }
    }

    private synchronized WatchService use() throws IOException {
        if (closed) {
            throw new IOException("the watches are closed");
        }
        WatchService using = service;
        if (using == null) {
            WatchService fresh = FileSystems.getDefault().newWatchService();
            Thread daemon = new Thread(() -> follow(fresh), "vip4j-files");
            daemon.setDaemon(true);
            daemon.start();
            service = fresh;
            thread = daemon;
            using = fresh;
        }
        users++;
        return using;
    }

    private synchronized void leave() {
        if (--users == 0) {
            end();
        }
    }

    private synchronized void end() {
        if (thread != null) {
            thread.interrupt(); // It closes the service, which may block.
        }
        thread = null;
        service = null;
    }

    private void remove(Watch watch) {
        synchronized (this) {
            List<Watch> others = watches.get(watch.key);
            if (others == null || !others.remove(watch)) {
                return;
            }
            if (others.isEmpty()) {
                watches.remove(watch.key);
                cancel(watch.key);
            }
        }
        leave();
    }

    private void cancel(WatchKey key) {
        try {
            workers.execute(() -> {
                try {
                    key.cancel();
                } catch (ClosedWatchServiceException e) {
                    // It was the last one, and the thread was quicker.
                }
            });
        } catch (RejectedExecutionException e) {
            // The platform is closed, and the thread ends with all of them.
        }
    }

    private void follow(WatchService following) {
        try (following) {
            while (true) {
                WatchKey key = following.take();
                List<WatchEvent<?>> events = key.pollEvents();
                boolean valid = key.reset();
                List<Watch> concerned;
                synchronized (this) {
                    concerned = List.copyOf(watches.getOrDefault(key, List.of()));
                }
                concerned.forEach(watch -> watch.tell(events, valid));
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // The last watch was closed.
        } catch (IOException e) {
            throw new IllegalStateException("closing the watches of files failed", e);
        }
    }

    /** Ends all watches. Idempotent. */
    synchronized void close() {
        closed = true;
        watches.clear();
        end();
    }
}
