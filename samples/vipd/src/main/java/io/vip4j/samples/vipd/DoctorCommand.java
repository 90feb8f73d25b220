/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.config.HostConfig;
import io.vip4j.linux.doctor.Finding;
import io.vip4j.linux.doctor.Finding.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Examines this host for what a file wants, and changes nothing. */
@Command(
        name = "doctor",
        description =
                "Examines this host, and this process on it, for the routers of FILE; exit code 2 if something keeps one"
                        + " from working. Start it as 'vipd run' is started: same user, unit or container, same VIPD_JAVA_OPTS.",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class DoctorCommand implements Callable<Integer> {

    private final Surroundings surroundings;
    private final Function<HostConfig, List<Finding>> doctor;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "keepalived.conf.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "Print one JSON document instead of text.")
    private boolean json;

    @Mixin
    private final ConfigIdOption configId = new ConfigIdOption();

    @Mixin
    private final ProtectionOptions protection = new ProtectionOptions();

    /**
     * @param doctor examines the host
     */
    DoctorCommand(Surroundings surroundings, Function<HostConfig, List<Finding>> doctor) {
        this.surroundings = surroundings;
        this.doctor = doctor;
    }

    @Override
    public Integer call() {
        ConfigFile config = ConfigFile.load(file, configId.options());
        config.diagnostics().forEach(surroundings.err()::println);
        if (!config.isUsable()) {
            surroundings.err().println("vipd doctor: nothing examined: " + file + ": " + config.summary());
            return ExitCodes.CONFIGURATION;
        }
        List<Finding> findings = doctor.apply(protection.applyTo(config.wanted()));
        surroundings.out().print(json ? DoctorJson.of(findings) : DoctorText.of(findings));
        surroundings.out().flush();
        boolean works = findings.stream().noneMatch(finding -> finding.severity() == Severity.ERROR);
        return works ? ExitCodes.OK : ExitCodes.HOST;
    }
}
