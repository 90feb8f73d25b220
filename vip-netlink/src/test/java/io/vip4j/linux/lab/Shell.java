/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the lab and waits for it, at most 20 seconds. */
public final class Shell {

    private Shell() {}

    /**
     * Runs a program that must succeed.
     *
     * @return what it wrote
     * @throws IllegalStateException if it cannot be started, takes too long or fails
     */
    public static String run(String... command) {
        Result result = tryRun(List.of(command));
        if (result.status() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + ": " + result.output().strip());
        }
        return result.output();
    }

    /** Exit status and what was written. */
    public record Result(int status, String output) {}

    /** Runs a program that may fail. */
    public static Result tryRun(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " takes too long");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", e);
        }
    }
}
