/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import ch.qos.logback.classic.Level;
import io.vip4j.samples.support.LogSetup;
import io.vip4j.samples.support.http.PageSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the virtual routers of a file in the foreground until a signal ends it. */
@Command(
        name = "run",
        description = "Runs in the foreground. SIGTERM and SIGINT release the addresses and end it; SIGHUP reads FILE"
                + " again and changes only what differs.",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class RunCommand implements Callable<Integer> {

    private enum EventFormat {
        JSON
    }

    private final Surroundings surroundings;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "keepalived.conf.")
    private Path file = Path.of("");

    @Option(
            names = "--events",
            paramLabel = "json",
            description = "Print one JSON object per transition and anomaly on stdout.")
    private @Nullable EventFormat events;

    @Option(
            names = "--status",
            paramLabel = "SOCKET",
            description = "Answer 'vipd status' on this UNIX domain socket, which only this user can open.")
    private @Nullable Path status;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log discarded packets and other details too, as --log-level debug.")
    private boolean verbose;

    @Option(
            names = "--log-level",
            paramLabel = "[PART=]LEVEL",
            converter = LogLevel.Converter.class,
            description = "How much to log: error, warn, info (the default), debug or trace; of one part only with its"
                    + " name, such as driver=debug. May be repeated.")
    private List<LogLevel> logLevels = new ArrayList<>();

    @Mixin
    private final PageOptions page = new PageOptions();

    @Mixin
    private final ProtectionOptions protection = new ProtectionOptions();

    @Mixin
    private final LoopPriorityOption loopPriority = new LoopPriorityOption();

    @Mixin
    private final ConfigIdOption configId = new ConfigIdOption();

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        try {
            setLogLevels();
        } catch (IllegalArgumentException e) {
            surroundings.err().println("vipd run: " + LogLevel.VARIABLE + " " + e.getMessage());
            return ExitCodes.USAGE;
        }
        Optional<PageSettings> served = page.settings();
        ConfigFile config = ConfigFile.load(file, configId.options());
        config.diagnostics().forEach(surroundings.err()::println);
        if (!config.isUsable()) {
            surroundings.err().println("vipd run: not started: " + file + ": " + config.summary());
            return ExitCodes.CONFIGURATION;
        }
        Optional<EventPrinter> printer =
                events == null ? Optional.empty() : Optional.of(new EventPrinter(surroundings.out()));
        return new Daemon(
                        surroundings.withPlatform(() ->
                                loopPriority.applyTo(surroundings.platform().get())),
                        file,
                        configId.options(),
                        protection,
                        Optional.ofNullable(status),
                        served,
                        printer)
                .run(config);
    }

    /** What comes later wins: an option over the environment, and of several the last. */
    private void setLogLevels() {
        LogSetup.level(Level.INFO);
        LogLevel.parseAll(surroundings.environment().getOrDefault(LogLevel.VARIABLE, ""))
                .forEach(LogLevel::apply);
        if (verbose) {
            LogSetup.level(Level.DEBUG);
        }
        logLevels.forEach(LogLevel::apply);
    }
}
