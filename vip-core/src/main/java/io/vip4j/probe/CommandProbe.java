/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command; exit code 0 is healthy. At most one run is under way: one that must be killed at its timeout is waited
 * for, and the next begins when its processes are gone, with what is left of its time. Two with equal commands are equal.
 * Costs no thread while the command runs; see {@link CommandRun} for what happens to its processes.
 */
public final class CommandProbe implements AsyncProbe {

    private final Command command;

    // Guarded by this.
    private boolean running;
    private @Nullable Waiting waiting;

    private record Waiting(CompletableFuture<Probe.Result> answer, long dueAtNanos) {}

    /** Asks by this command. */
    public CommandProbe(Command command) {
        this.command = command;
    }

    /** The command that it runs. */
    public Command command() {
        return command;
    }

    /**
     * Starts the command, or has it started when the run before is gone.
     *
     * @param timeout then it has failed and is killed
     * @return completes with the answer, never exceptionally; cancelling it kills the command
     */
    @Override
    public CompletionStage<Probe.Result> ask(Duration timeout) {
        CompletableFuture<Probe.Result> answer = new CompletableFuture<>();
        Waiting asked = new Waiting(answer, System.nanoTime() + timeout.toNanos());
        synchronized (this) {
            if (running) {
                if (waiting != null) {
                    waiting.answer.complete(tooLate());
                }
                waiting = asked;
                return answer.completeOnTimeout(tooLate(), timeout.toNanos(), TimeUnit.NANOSECONDS);
            }
            running = true;
        }
        start(asked, timeout);
        return answer;
    }

    private static Probe.Result tooLate() {
        return Probe.Result.unhealthy("an earlier run has not ended");
    }

    private void start(Waiting asked, Duration timeout) {
        CommandRun run;
        try {
            run = CommandRun.start(command, timeout);
        } catch (IOException | RuntimeException | Error e) {
            asked.answer.complete(Probe.Result.unhealthy(e.getMessage() == null ? e.toString() : e.getMessage()));
            next();
            return;
        }
        run.answer().thenAccept(asked.answer::complete);
        asked.answer.minimalCompletionStage().whenComplete((result, failure) -> {
            if (asked.answer.isCancelled()) {
                run.cancel();
            }
        });
        run.gone().thenRun(this::next);
    }

    private void next() {
        Waiting next;
        synchronized (this) {
            next = waiting;
            waiting = null;
            if (next == null || next.answer.isDone()) {
                running = false;
                return;
            }
        }
        start(next, Duration.ofNanos(Math.max(1, next.dueAtNanos - System.nanoTime())));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CommandProbe probe && probe.command.equals(command);
    }

    @Override
    public int hashCode() {
        return command.hashCode();
    }

    @Override
    public String toString() {
        return "command " + command;
    }
}
