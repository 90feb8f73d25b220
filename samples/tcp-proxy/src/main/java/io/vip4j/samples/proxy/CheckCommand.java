/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.samples.proxy.config.ConfigFile;
import io.vip4j.samples.proxy.config.Fault;
import io.vip4j.samples.proxy.config.ProxyConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Judges a file, and touches nothing. */
@Command(
        name = "check",
        description = "Prints FILE:LINE: FIELD: RULE for each fault of FILE, or what would run.",
        mixinStandardHelpOptions = true,
        versionProvider = TcpProxy.Version.class)
final class CheckCommand implements Callable<Integer> {

    private final Surroundings surroundings;

    @Option(
            names = {"-f", "--file"},
            required = true,
            paramLabel = "FILE",
            description = "The configuration.")
    private Path file = Path.of("");

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        return check(surroundings, file);
    }

    static int check(Surroundings surroundings, Path file) {
        ConfigFile read = ConfigFile.load(file);
        for (Fault fault : read.faults()) {
            surroundings.out().println(fault);
        }
        read.config().ifPresent(config -> surroundings.out().println(file + ": ok, " + summary(config)));
        surroundings.out().flush();
        return read.config().isPresent() ? ExitCodes.OK : ExitCodes.CONFIGURATION;
    }

    /** {@code 1 router, 1 listener, 1 pool with 2 servers}. */
    static String summary(ProxyConfig config) {
        int servers =
                config.pools().stream().mapToInt(pool -> pool.servers().size()).sum();
        return counted(config.vip().routers().size(), "router") + ", "
                + counted(config.listeners().size(), "listener") + ", "
                + counted(config.pools().size(), "pool") + " with " + counted(servers, "server");
    }

    private static String counted(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
