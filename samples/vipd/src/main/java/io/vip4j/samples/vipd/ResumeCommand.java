/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.samples.support.status.ControlRequest;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends a hold. */
@Command(
        name = "resume",
        description = "Ends 'vipd hold'.",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class ResumeCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ControlOptions options = new ControlOptions();

    ResumeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        options.tell(
                surroundings, ControlRequest.Command.RESUME, Duration.ZERO, "", 0, result -> "is not held any more");
        return ExitCodes.OK;
    }
}
