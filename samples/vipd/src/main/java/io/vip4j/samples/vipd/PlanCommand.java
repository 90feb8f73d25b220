/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vip4j.plan.Plan;
import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells from the files of all nodes who would hold the addresses in every failure, without touching the host. */
@Command(
        name = "plan",
        description = "Shows from the files of all nodes who holds the addresses in every failure, and which failovers"
                + " cannot happen; exit code 3 if one cannot.",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class PlanCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Mixin
    private final ConfigIdOption configId = new ConfigIdOption();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "One keepalived.conf of each node.")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "Print one JSON document instead of a table.")
    private boolean json;

    @Option(names = "--svg", paramLabel = "PICTURE", description = "Write a picture to this file, too.")
    private @Nullable Path svg;

    @Option(
            names = "--pairs",
            paramLabel = "MOST",
            defaultValue = "500",
            description = "Look at so many pairs of failures at most (default: ${DEFAULT-VALUE}).")
    private int pairs;

    PlanCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        List<ConfigFile> configs = files.stream()
                .map(file -> ConfigFile.load(file, configId.options()))
                .toList();
        configs.forEach(config -> config.diagnostics().forEach(surroundings.err()::println));
        if (!configs.stream().allMatch(ConfigFile::isUsable)) {
            surroundings.err().println("vipd plan: nothing planned: a file has errors");
            return ExitCodes.CONFIGURATION;
        }
        Plan plan = Plan.of(PlanNodes.of(files, configs), pairs);
        surroundings.out().print(json ? PlanJson.of(plan) : PlanTable.of(plan));
        surroundings.out().flush();
        Optional.ofNullable(svg).ifPresent(file -> write(file, PlanSvg.of(plan)));
        return plan.everyFailoverWorks() ? ExitCodes.OK : ExitCodes.FAILOVER;
    }

    private static void write(Path file, String picture) {
        try {
            Files.write(file, picture.getBytes(UTF_8));
        } catch (IOException e) {
            throw new PlatformException("cannot write " + file + ": " + e.getMessage());
        }
    }
}
