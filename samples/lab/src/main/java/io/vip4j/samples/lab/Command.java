/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Short commands that are run to their end, which must come within a minute. */
final class Command {

    private static final Duration LIMIT = Deadline.GENEROUS;

    /** How a command ended: its exit code, and both outputs as text. */
    record Result(int exitCode, String out, String err) {}

    private Command() {}

    /** Runs a command that must succeed and returns what it printed. */
    static String run(String... command) {
        Result result = attempt(command);
        if (result.exitCode() != 0) {
            throw new LabException(String.join(" ", command) + ": exit code " + result.exitCode() + ": "
                    + result.err().strip());
        }
        return result.out();
    }

    /** Runs several {@code ip} commands in a namespace, as one process; each must succeed. */
    static void ip(String namespace, String... commands) {
        Result result = attempt(List.of("ip", "-n", namespace, "-batch", "-"), String.join("\n", commands));
        if (result.exitCode() != 0) {
            throw new LabException("ip -n " + namespace + ": " + String.join("; ", commands) + ": exit code "
                    + result.exitCode() + ": " + result.err().strip());
        }
    }

    /** Runs a command that may fail. */
    static Result attempt(String... command) {
        return attempt(List.of(command));
    }

    /** Runs a command that may fail. */
    static Result attempt(List<String> command) {
        return attempt(command, "");
    }

    private static Result attempt(List<String> command, String input) {
        String shown = String.join(" ", command);
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            send(process, input);
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LabException(shown + ": did not end within " + LIMIT.toSeconds() + " s");
            }
            return new Result(process.exitValue(), out.join(), err.join());
        } catch (IOException e) {
            throw new LabException(shown + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException(shown + ": interrupted", e);
        }
    }

    private static void send(Process process, String input) throws IOException {
        try (OutputStream stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(InputStream stream) {
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
