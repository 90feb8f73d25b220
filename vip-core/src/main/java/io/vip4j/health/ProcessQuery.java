/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import io.vip4j.vrrp.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Which processes must be there, and how many.
 *
 * @param selector how they are found
 * @param least at least so many, 0 or more; with 0 the process must not run more often than {@code most}
 * @param most at most so many; {@link Integer#MAX_VALUE}: any number
 * @param missingFor how long they must be missing before it counts; not negative
 */
public record ProcessQuery(Selector selector, int least, int most, Duration missingFor) {

    /** Checks the ranges. */
    public ProcessQuery {
        if (least < 0 || most < least) {
            throw new ConfigurationException(
                    "processes must be 0 or more at least, and at most not fewer than that: " + least + ".." + most);
        }
        if (missingFor.isNegative()) {
            throw new ConfigurationException("missingFor must not be negative: " + missingFor);
        }
    }

    /** At least one of them. */
    public static ProcessQuery of(Selector selector) {
        return new ProcessQuery(selector, 1, Integer.MAX_VALUE, Duration.ZERO);
    }

    /** For people. */
    public String description() {
        return selector.description();
    }

    /** How processes are found. */
    public sealed interface Selector {

        /** For people. */
        String description();

        /** The one whose number is in this file. */
        record PidFile(Path file) implements Selector {
            @Override
            public String description() {
                return "process of " + file;
            }
        }

        /**
         * Those that were started with this program.
         *
         * @param program the file name of the program, or its whole path if it has a slash
         * @param arguments the first arguments; empty: whatever they are
         * @param exactArguments whether there must be no further arguments
         */
        record CommandLine(String program, List<String> arguments, boolean exactArguments) implements Selector {

            /** Copies the arguments and checks the program. */
            public CommandLine {
                arguments = List.copyOf(arguments);
                if (program.isBlank()) {
                    throw new ConfigurationException("program of a process check must not be blank");
                }
            }

            @Override
            public String description() {
                return ("process " + program + " " + String.join(" ", arguments)).trim();
            }
        }
    }
}
