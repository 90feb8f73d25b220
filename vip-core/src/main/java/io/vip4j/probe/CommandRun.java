/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a command, from its start until nothing of it is left. No thread waits for it: one thread looks after all
 * commands that run.
 *
 * <pre>
 * running     the program ends by itself       the answer; what it has left in the background goes on
 *             the limit is over, or cancelled  the answer; SIGTERM to its process group
 * terminated  all that had its output ended    SIGKILL to its process group
 *             half a second is over            the same
 * </pre>
 *
 * <p>Processes that left the group (daemons, by setsid(2)) are not killed, and neither are those in the background of a
 * program that ended by itself, as with keepalived: they may be a service that it started. What they write to the output
 * that they inherited is thrown away.
 */
public final class CommandRun {

    /** Time between SIGTERM and SIGKILL at most. */
    private static final long GRACE_MILLIS = 500;

    /**
     * How long the last output is waited for after the program has ended, if something in the background has it too. On a
     * busy host it takes a while to come through the pipes.
     */
    private static final long LAST_OUTPUT_MILLIS = 300;

    private static final long MILLISECOND = 1_000_000;
    private static final long LONGEST_DELAY_MILLIS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);

    private enum Phase {
        RUNNING,
        ENDED,
        TERMINATED,
        KILLED,
        GONE
    }

    private final Command command;
    private final Duration limit;
    private final Process program;
    private final Process output;
    private final long startedAtNanos = System.nanoTime();
    private final CompletableFuture<Probe.Result> answer = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private volatile boolean cancelled;

    // Written by the thread of the commands.
    private Phase phase = Phase.RUNNING;
    private long phaseEndsAtNanos;
    private boolean signalFailed;

    private CommandRun(Command command, Duration limit, Process program, Process output) {
        this.command = command;
        this.limit = limit;
        this.program = program;
        this.output = output;
    }

    /**
     * Starts a command, which takes the caller some milliseconds.
     *
     * @param limit when it is killed; positive
     * @throws IOException if it cannot be started; the message is for people
     */
    public static CommandRun start(Command command, Duration limit) throws IOException {
        List<Process> processes = Launch.start(command);
        CommandRun run = new CommandRun(command, limit, processes.get(0), processes.get(1));
        CommandThread.SHARED.add(run);
        return run;
    }

    /**
     * Completes when the program ends, or at the limit: healthy if its exit code was 0. The detail has the exit code and
     * the first line of the output. Never exceptionally, and on a thread that must not be blocked.
     */
    public CompletionStage<Probe.Result> answer() {
        return answer.minimalCompletionStage();
    }

    /**
     * Completes when the program has ended and, if it was killed, its process group has too. Not before the answer, and
     * on a thread that must not be blocked.
     */
    public CompletionStage<Void> gone() {
        return gone.minimalCompletionStage();
    }

    /** Ends it as at its limit. Idempotent; any thread. */
    public void cancel() {
        cancelled = true;
    }

    /** Looks after it, on the thread of the commands, and says after how many milliseconds to do that again. */
    long turn() {
        long now = System.nanoTime();
        switch (phase) {
            case RUNNING -> whileRunning(now);
            case ENDED -> whileOutputEnds(now);
            case TERMINATED -> {
                if (now - phaseEndsAtNanos >= 0 || (!program.isAlive() && !output.isAlive())) {
                    kill();
                }
            }
            case KILLED -> {
                if (!program.isAlive()) {
                    end();
                }
            }
            case GONE -> {}
        }
        long age = (now - startedAtNanos) / MILLISECOND;
        return phase == Phase.ENDED ? 1 : Math.max(1, Math.min(age / 20, LONGEST_DELAY_MILLIS));
    }

    boolean isGone() {
        return phase == Phase.GONE;
    }

    private void whileRunning(long now) {
        if (!program.isAlive()) {
            phase = Phase.ENDED;
            phaseEndsAtNanos = now + LAST_OUTPUT_MILLIS * MILLISECOND;
            whileOutputEnds(now);
        } else if (cancelled || now - startedAtNanos >= limit.toNanos()) {
            phase = Phase.TERMINATED;
            phaseEndsAtNanos = now + GRACE_MILLIS * MILLISECOND;
            answer.complete(Probe.Result.unhealthy(
                    withOutput(cancelled ? "cancelled" : "did not end within " + limit.toMillis() + " ms")));
            if (!signalGroup("TERM")) {
                program.destroy();
            }
        }
    }

    private void whileOutputEnds(long now) {
        if (!output.isAlive() || cancelled || now - phaseEndsAtNanos >= 0) {
            int code = program.exitValue();
            String text = withOutput("exit code " + code + signal(code));
            answer.complete(code == 0 ? Probe.Result.healthy(text) : Probe.Result.unhealthy(text));
            end();
        }
    }

    private void kill() {
        if (signalGroup("KILL")) {
            phase = Phase.KILLED;
        }
        // Also if it had not come as far as to make its group.
        program.destroyForcibly();
    }

    private boolean signalGroup(String signal) {
        try {
            Launch.signal(signal, program.pid());
            return true;
        } catch (IOException e) {
            if (!signalFailed) {
                LOG.warn("SIG{} could not be sent to the processes of '{}': {}", signal, command, e.getMessage());
            }
            signalFailed = true;
            return false;
        }
    }

    private void end() {
        phase = Phase.GONE;
        try {
            output.getInputStream().close();
        } catch (IOException e) {
            LOG.debug("closing the output of '{}': {}", command, e.getMessage());
        }
        CommandThread.SHARED.leave(output);
        gone.complete(null);
    }

    /** A text, and the first line of the output if there is one; does not wait for more output. */
    private String withOutput(String text) {
        byte[] beginning = {};
        try {
            InputStream in = output.getInputStream();
            beginning = in.readNBytes(Math.min(in.available(), Launch.MAX_OUTPUT_OCTETS));
        } catch (IOException e) {
            LOG.debug("reading the output of '{}': {}", command, e.getMessage());
        }
        String line = FirstLine.of(beginning);
        return line.isEmpty() ? text : text + ": " + line;
    }

    /** The JDK gives the number of a signal plus 128, and so do shells for the program that they ran last. */
    private static String signal(int code) {
        return switch (code - 128) {
            case 1 -> " (SIGHUP)";
            case 2 -> " (SIGINT)";
            case 3 -> " (SIGQUIT)";
            case 4 -> " (SIGILL)";
            case 6 -> " (SIGABRT)";
            case 7 -> " (SIGBUS)";
            case 8 -> " (SIGFPE)";
            case 9 -> " (SIGKILL)";
            case 11 -> " (SIGSEGV)";
            case 13 -> " (SIGPIPE)";
            case 14 -> " (SIGALRM)";
            case 15 -> " (SIGTERM)";
            case 24 -> " (SIGXCPU)";
            case 25 -> " (SIGXFSZ)";
            case 31 -> " (SIGSYS)";
            default -> "";
        };
    }
}
