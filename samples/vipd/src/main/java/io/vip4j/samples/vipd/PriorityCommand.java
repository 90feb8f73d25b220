/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.ControlRequest;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replaces the configured priority for a while. */
@Command(
        name = "priority",
        description = "Replaces the configured priority for a while, or ends that.",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class PriorityCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ControlOptions options = new ControlOptions();

    @ArgGroup(multiplicity = "1")
    private Choice choice = new Choice();

    /** One of the two. */
    static final class Choice {

        @Option(names = "--restore", description = "The configured priority counts again.")
        private boolean restore;

        @ArgGroup(exclusive = false)
        private @Nullable Replacement replacement;
    }

    /** What is wanted, and for how long. */
    static final class Replacement {

        @Parameters(index = "0", paramLabel = "N", description = "1..254.")
        private int priority;

        @Option(
                names = "--for",
                required = true,
                paramLabel = "TIME",
                converter = TimeConverter.class,
                description = "How long at most, 1s to 30d, such as 10m.")
        private Duration limit = Duration.ZERO;
    }

    PriorityCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Replacement wanted = choice.replacement;
        if (choice.restore || wanted == null) {
            options.tell(
                    surroundings,
                    ControlRequest.Command.RESTORE,
                    Duration.ZERO,
                    "",
                    0,
                    result -> "has its configured priority");
        } else {
            options.tell(
                    surroundings,
                    ControlRequest.Command.PRIORITY,
                    wanted.limit,
                    "",
                    wanted.priority,
                    result -> "has priority " + wanted.priority + " until " + result.text("until"));
        }
        return ExitCodes.OK;
    }
}
