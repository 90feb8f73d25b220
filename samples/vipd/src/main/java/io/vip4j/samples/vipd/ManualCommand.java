/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the manual page, which is made from the commands themselves. */
@Command(
        name = "manual",
        description = "Prints the manual page: vipd manual | man -l -",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class ManualCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    ManualCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        surroundings.out().print(new ManualPage(Vipd.commandLine(surroundings).getCommandSpec()));
        return ExitCodes.OK;
    }
}
