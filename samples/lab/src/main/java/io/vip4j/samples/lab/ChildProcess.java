/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A process of the lab, leader of its own process group: a Ctrl-C at the terminal does not reach it, and a signal to
 * the group reaches the children that it forked.
 */
final class ChildProcess implements AutoCloseable {

    private final String name;
    private final Process process;

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
    }

    static ChildProcess start(
            String name, List<String> command, Map<String, String> environment, StreamReader out, StreamReader err) {
        // setsid does not fork when it is not a group leader itself, so the pid is that of the command.
        List<String> full = new ArrayList<>(List.of("setsid"));
        full.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(full);
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            drain(name + " stdout", process.getInputStream(), out);
            drain(name + " stderr", process.getErrorStream(), err);
            return new ChildProcess(name, process);
        } catch (IOException e) {
            throw new LabException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static void drain(String name, InputStream stream, StreamReader reader) {
        Thread thread = new Thread(
                () -> {
                    try (stream) {
                        reader.read(stream);
                    } catch (IOException e) {
                        // The process is gone, or was told to go while it was writing: there is nothing left to read.
                        return;
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal to the process alone. */
    void signal(String signal) {
        Signals.send(signal, process.pid());
    }

    /** Sends a signal to the process and everything that it forked. */
    void signalGroup(String signal) {
        Signals.send(signal, -process.pid());
    }

    /** Sends SIGKILL to the process alone, without a program in between; when. */
    Instant killNow() {
        ProcessHandle handle = process.toHandle();
        Instant at = Instant.now();
        handle.destroyForcibly();
        return at;
    }

    /** Writes a line to its standard input. */
    void send(String line) {
        try {
            OutputStream input = process.getOutputStream();
            input.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException e) {
            throw new LabException(name + " does not read: " + e.getMessage(), e);
        }
    }

    /** Closes its standard input, at whose end it may end itself. */
    void closeInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new LabException(name + ": its input cannot be closed: " + e.getMessage(), e);
        }
    }

    /** Waits for the end of the process; empty if the time limit passes first. */
    OptionalInt awaitExit(Duration limit) {
        try {
            return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
                    ? OptionalInt.of(process.exitValue())
                    : OptionalInt.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while waiting for " + name, e);
        }
    }

    /** Kills the whole group and waits until none of it runs. */
    void kill() {
        if (process.isAlive()) {
            signalGroup("KILL");
            process.destroyForcibly();
        }
        boolean gone = awaitExit(Deadline.GENEROUS).isPresent();
        Deadline deadline = Deadline.after(Deadline.GENEROUS);
        while (gone && ProcessGroup.isRunning(process.pid())) {
            gone = !deadline.isOver();
            Deadline.pause();
        }
        if (!gone) {
            throw new LabException(name + " (process group " + process.pid() + ") survived SIGKILL");
        }
    }

    @Override
    public void close() {
        kill();
    }
}
