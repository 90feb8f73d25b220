/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads configuration files and tells what is wrong with them, without touching the host. */
@Command(
        name = "check",
        description = "Checks configuration files; exit code 0 if none has an error.",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class CheckCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConfigIdOption configId = new ConfigIdOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "keepalived.conf files.")
    private List<Path> files = List.of();

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        boolean usable = true;
        for (Path file : files) {
            ConfigFile config = ConfigFile.load(file, configId.options());
            config.diagnostics().forEach(surroundings.out()::println);
            surroundings.out().println(file + ": " + config.summary());
            usable &= config.isUsable();
        }
        return usable ? ExitCodes.OK : ExitCodes.CONFIGURATION;
    }
}
