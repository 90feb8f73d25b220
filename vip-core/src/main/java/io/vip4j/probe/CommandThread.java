/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that looks after all commands that run; it is there while one does. The JDK gives neither pipes that can be
 * waited for nor the end of processes without a thread of others, so it looks again and again, less often the longer
 * commands run.
 */
final class CommandThread {

    static final CommandThread SHARED = new CommandThread();

    static final String NAME = "vip4j-commands";

    private static final Logger LOG = LoggerFactory.getLogger(CommandThread.class);
    private static final long LONGEST_DELAY_MILLIS = 1000;

    static final int MAX_LEFT = 16;

    // Guarded by this.
    private final List<CommandRun> runs = new ArrayList<>();
    private final Queue<Process> left = new ArrayDeque<>();
    private @Nullable Thread thread;

    private CommandThread() {}

    synchronized void add(CommandRun run) {
        runs.add(run);
        if (thread == null) {
            Thread fresh = new Thread(this::work, NAME);
            fresh.setDaemon(true);
            fresh.setContextClassLoader(null);
            fresh.start();
            thread = fresh;
        } else {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Leaves the reader of an output to itself, which ends when nobody has that output any more. For each the JDK has a
     * thread, so those of programs that leave ever more behind have an end: their writers get SIGPIPE.
     */
    synchronized void leave(Process output) {
        left.removeIf(process -> !process.isAlive());
        if (output.isAlive()) {
            left.add(output);
        }
        if (left.size() > MAX_LEFT) {
            left.remove().destroyForcibly();
        }
    }

    private void work() {
        for (List<CommandRun> present = takeRuns(); !present.isEmpty(); present = takeRuns()) {
            long delay = LONGEST_DELAY_MILLIS;
            for (CommandRun run : present) {
                try {
                    delay = Math.min(delay, run.turn());
                } catch (RuntimeException | Error e) {
                    LOG.warn("a command could not be looked after; it is tried again", e);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
        }
    }

    /** Forgets those that are gone; empty if there are no others, and then this is not the thread any more. */
    private synchronized List<CommandRun> takeRuns() {
        runs.removeIf(CommandRun::isGone);
        if (runs.isEmpty()) {
            thread = null;
        }
        return List.copyOf(runs);
    }
}
