/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The program stty (POSIX), asked about the terminal of this process. The JDK itself cannot see or set its modes. */
final class Stty {

    /** The controlling terminal, also while the streams of the process are somewhere else. */
    static final File TERMINAL = new File("/dev/tty");

    private Stty() {}

    /** What it printed; empty if there is no stty, or no terminal, or it refuses. */
    static Optional<String> run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("stty"));
        command.addAll(List.of(arguments));
        try {
            Process stty = new ProcessBuilder(command)
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(stty.getInputStream().readAllBytes(), US_ASCII).strip();
            return stty.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
