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
         * @param program the file name of the program, or its whole path if it has a slash, as it was given when it was
         *     started; one that shows {@code program: what it does} instead counts too
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

            /**
             * Whether a process was started so.
             *
             * @param commandLine its program and arguments; empty for threads of the kernel and processes that have
             *     ended, which never match
             */
            public boolean matches(List<String> commandLine) {
                if (commandLine.isEmpty() || !isProgram(commandLine.get(0))) {
                    return false;
                }
                List<String> rest = commandLine.subList(1, commandLine.size());
                if (arguments.isEmpty() && !exactArguments) {
                    return true;
                }
                return rest.size() >= arguments.size()
                        && rest.subList(0, arguments.size()).equals(arguments)
                        && (!exactArguments || rest.size() == arguments.size());
            }

            private boolean isProgram(String started) {
                if (program.indexOf('/') >= 0) {
                    return started.equals(program);
                }
                String name = started.substring(started.lastIndexOf('/') + 1);
                // Servers that show their work there: "nginx: master process /usr/sbin/nginx".
                return name.equals(program) || started.startsWith(program + ": ");
            }

            @Override
            public String description() {
                return ("process " + program + " " + String.join(" ", arguments)).trim();
            }
        }
    }
}
