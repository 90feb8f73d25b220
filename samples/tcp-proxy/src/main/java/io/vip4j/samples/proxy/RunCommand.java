/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import ch.qos.logback.classic.Level;
import io.vip4j.samples.proxy.config.ConfigFile;
import io.vip4j.samples.support.LogSetup;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the proxy in the foreground until a signal ends it. */
@Command(
        name = "run",
        description = "Runs in the foreground. SIGTERM and SIGINT drain, release the addresses and end it; SIGHUP reads"
                + " FILE again and changes only what differs.",
        mixinStandardHelpOptions = true,
        versionProvider = TcpProxy.Version.class)
final class RunCommand implements Callable<Integer> {

    private enum EventFormat {
        JSON
    }

    private final Surroundings surroundings;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration.")
    private Path file = Path.of("");

    @Option(names = "--check", description = "Only judge FILE.")
    private boolean checkOnly;

    @Option(
            names = "--events",
            paramLabel = "json",
            description = "Print one JSON object for each transition of a router, and each server that comes up or goes"
                    + " down, on stdout.")
    private @Nullable EventFormat events;

    @Option(
            names = "--stats",
            paramLabel = "SOCKET",
            description = "Answer 'tcp-proxy stats' on this UNIX domain socket, which only this user can open.")
    private @Nullable Path stats;

    @Option(
            names = {"-v", "--verbose"},
            description = "Log what becomes of connections too.")
    private boolean verbose;

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        if (checkOnly) {
            return CheckCommand.check(surroundings, file);
        }
        LogSetup.level(verbose ? Level.DEBUG : Level.INFO);
        ConfigFile read = ConfigFile.load(file);
        if (read.config().isEmpty()) {
            read.faults().forEach(surroundings.err()::println);
            surroundings.err().println("tcp-proxy run: not started: " + file + " has faults");
            return ExitCodes.CONFIGURATION;
        }
        Optional<ProxyEvents> printer =
                events == null ? Optional.empty() : Optional.of(new EventPrinter(surroundings.out()));
        return new Daemon(surroundings, file, printer, Optional.ofNullable(stats))
                .run(read.config().get());
    }
}
