/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.ConfigurationException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Entry point of the proxy and of the commands around it. */
@Command(
        name = "tcp-proxy",
        description = "A layer-4 proxy that owns its address.",
        mixinStandardHelpOptions = true,
        versionProvider = TcpProxy.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done; run: stopped by a signal, everything released",
            " 1:the configuration has faults",
            " 2:the host refuses (capability, interface, port in use, socket), or nobody answers",
            "64:wrong usage",
            "70:a bug"
        })
public final class TcpProxy {

    private TcpProxy() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments as {@code tcp-proxy --help} tells
     */
    public static void main(String[] arguments) {
        System.exit(execute(Surroundings.ofProcess(), arguments));
    }

    /** Runs a command and returns its exit code. */
    static int execute(Surroundings surroundings, String... arguments) {
        return commandLine(surroundings).execute(arguments);
    }

    /** All commands, ready to be run or described. */
    static CommandLine commandLine(Surroundings surroundings) {
        PrintWriter err = new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new TcpProxy())
                .addSubcommand(new RunCommand(surroundings))
                .addSubcommand(new CheckCommand(surroundings))
                .addSubcommand(new StatsCommand(surroundings));
        line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8))
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, given) -> {
            CommandLine command = wrong.getCommandLine();
            err.println(command.getCommandSpec().qualifiedName() + ": " + wrong.getMessage());
            command.usage(err);
            return ExitCodes.USAGE;
        });
        line.setExecutionExceptionHandler((failure, command, given) -> {
            int code = exitCode(failure);
            err.println(command.getCommandSpec().qualifiedName() + ": "
                    + (code == ExitCodes.INTERNAL
                            ? "internal error, please report it: " + failure
                            : String.valueOf(failure.getMessage())));
            return code;
        });
        return line;
    }

    private static int exitCode(Exception failure) {
        if (failure instanceof ConfigurationException) {
            return ExitCodes.CONFIGURATION;
        }
        return failure instanceof PlatformException ? ExitCodes.HOST : ExitCodes.INTERNAL;
    }

    /** Of the jar. */
    static String version() {
        String version = TcpProxy.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"tcp-proxy " + version()};
        }
    }
}
