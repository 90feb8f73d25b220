/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.keepalived.BuilderCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints the Java code that makes the same configuration as a file. */
@Command(
        name = "explain",
        description = "Prints the Java code that makes the same virtual routers as FILE, with its passwords.",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class ExplainCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConfigIdOption configId = new ConfigIdOption();

    @Option(
            names = "--class",
            paramLabel = "NAME",
            defaultValue = "Configuration",
            description = "Name of the class; default ${DEFAULT-VALUE}.")
    private String className = "Configuration";

    @Parameters(paramLabel = "FILE", description = "keepalived.conf.")
    private Path file = Path.of("");

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (!className.matches("[A-Za-z_$][A-Za-z0-9_$]*")) {
            surroundings.err().println("vipd explain: --class must be a Java name: " + className);
            return ExitCodes.USAGE;
        }
        ConfigFile config = ConfigFile.load(file, configId.options());
        config.diagnostics().forEach(surroundings.err()::println);
        if (!config.isUsable()) {
            surroundings.err().println("vipd explain: " + file + ": " + config.summary());
            return ExitCodes.CONFIGURATION;
        }
        surroundings.out().print(BuilderCode.of(config.content(), className));
        return ExitCodes.OK;
    }
}
