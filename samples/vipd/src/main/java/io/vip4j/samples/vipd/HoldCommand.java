/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.ControlRequest;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Keeps a router out of the election for a while. */
@Command(
        name = "hold",
        description = "Gives the role away and takes no part until 'vipd resume' or until the time is over.",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class HoldCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ControlOptions options = new ControlOptions();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for people.")
    private String reason = "";

    @Option(
            names = "--for",
            required = true,
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "How long at most, 1s to 30d, such as 30m.")
    private Duration limit = Duration.ZERO;

    HoldCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        options.tell(
                surroundings,
                ControlRequest.Command.HOLD,
                limit,
                reason,
                0,
                result -> "held until " + result.text("until"));
        return ExitCodes.OK;
    }
}
