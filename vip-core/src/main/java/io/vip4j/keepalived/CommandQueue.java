/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.probe.Command;
import io.vip4j.probe.CommandRun;
import io.vip4j.probe.Probe;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of the events of one router or group: they run one after the other, in the order of the events, and no
 * thread waits for them. At most {@value #MAX_WAITING} events wait; then the oldest of them is dropped, so that the
 * newest state is always told. Safe from any thread.
 */
final class CommandQueue {

    static final int MAX_WAITING = 16;

    private static final Logger LOG = LoggerFactory.getLogger(CommandQueue.class);

    private final String subject;
    private final Duration limit;

    // Guarded by this.
    private final Deque<Event> waiting = new ArrayDeque<>();
    private final Deque<Command> commands = new ArrayDeque<>();
    private @Nullable CommandRun current;
    private boolean busy;
    private boolean cancelled;
    private long dropped;

    private record Event(String name, List<Command> commands) {}

    /**
     * @param subject what it is about, for the log
     * @param limit when a command is killed
     */
    CommandQueue(String subject, Duration limit) {
        this.subject = subject;
        this.limit = limit;
    }

    /** Has commands run after those of earlier events. Does not wait for them. */
    void add(String event, List<Command> newCommands) {
        synchronized (this) {
            if (cancelled || newCommands.isEmpty()) {
                return;
            }
            if (waiting.size() == MAX_WAITING) {
                dropped++;
                LOG.warn(
                        "vip {} commands are late: those for {} are dropped, {} so far; look for a command that hangs",
                        subject,
                        waiting.remove().name(),
                        dropped);
            }
            waiting.add(new Event(event, newCommands));
            if (busy) {
                return;
            }
            busy = true;
        }
        runNext();
    }

    /** Events whose commands were not run. */
    synchronized long dropped() {
        return dropped;
    }

    private void runNext() {
        for (Command command = next(); command != null; command = next()) {
            if (start(command)) {
                return;
            }
        }
    }

    /** The command to run now; null if there is none, and then nobody is busy. */
    private synchronized @Nullable Command next() {
        current = null;
        if (commands.isEmpty() && !waiting.isEmpty()) {
            commands.addAll(waiting.remove().commands());
        }
        Command next = commands.poll();
        if (next == null) {
            busy = false;
            notifyAll();
        }
        return next;
    }

    private boolean start(Command command) {
        CommandRun run;
        try {
            run = CommandRun.start(command, limit);
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn("vip {} command '{}' could not be started: {}", subject, command, e.getMessage());
            return false;
        }
        synchronized (this) {
            current = run;
            if (cancelled) {
                run.cancel();
            }
        }
        run.answer().thenAccept(result -> report(command, result));
        run.gone().thenRun(this::runNext);
        return true;
    }

    private void report(Command command, Probe.Result result) {
        if (result.healthy()) {
            LOG.debug("vip {} command '{}': {}", subject, command, result.detail());
        } else {
            LOG.warn("vip {} command '{}' failed: {}", subject, command, result.detail());
        }
    }

    /**
     * Waits until every command has run.
     *
     * @return whether that was before the deadline
     */
    synchronized boolean awaitEmpty(long deadlineNanos) throws InterruptedException {
        while (busy) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    /** Kills the command that runs and forgets the others. */
    synchronized void cancel() {
        cancelled = true;
        int forgotten = waiting.size() + (commands.isEmpty() ? 0 : 1);
        if (busy) {
            LOG.warn("vip {} commands do not end in time: killed, and those of {} events not run", subject, forgotten);
        }
        waiting.clear();
        commands.clear();
        if (current != null) {
            current.cancel();
        }
    }
}
