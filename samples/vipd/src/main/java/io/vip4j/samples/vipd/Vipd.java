/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.linux.VipDoctor;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.ConfigurationException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** Entry point of the daemon and of the commands around it. */
@Command(
        name = "vipd",
        description = "Holds virtual IP addresses as a keepalived.conf says (VRRP, RFC 9568).",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:done; run: stopped by a signal and addresses released",
            " 1:the configuration has errors",
            " 2:the host refuses (capability, interface, socket), nobody answers, or doctor found what keeps a router from"
                    + " working",
            " 3:plan: a failover cannot happen; switchover: nobody took the role",
            "64:wrong usage",
            "70:a bug in vipd"
        })
public final class Vipd {

    private Vipd() {}

    /**
     * Runs a command and ends the process with its exit code.
     *
     * @param arguments as {@code vipd --help} tells
     */
    public static void main(String[] arguments) {
        if (arguments.length > 0 && arguments[0].equals("run")) {
            Preloading.begin();
        }
        System.exit(execute(Surroundings.ofProcess(), arguments));
    }

    /** Runs a command and returns its exit code. */
    static int execute(Surroundings surroundings, String... arguments) {
        return commandLine(surroundings).execute(arguments);
    }

    /** All commands, ready to be run or described. */
    static CommandLine commandLine(Surroundings surroundings) {
        PrintWriter err = new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new Vipd())
                .addSubcommand(new RunCommand(surroundings))
                .addSubcommand(new StatusCommand(surroundings))
                .addSubcommand(new WatchCommand(surroundings))
                .addSubcommand(new SwitchoverCommand(surroundings))
                .addSubcommand(new HoldCommand(surroundings))
                .addSubcommand(new ResumeCommand(surroundings))
                .addSubcommand(new PriorityCommand(surroundings))
                .addSubcommand(new CheckCommand(surroundings))
                .addSubcommand(new ExplainCommand(surroundings))
                .addSubcommand(new PlanCommand(surroundings))
                .addSubcommand(new DoctorCommand(surroundings, VipDoctor::examine))
                .addSubcommand(new CdsCommand(surroundings))
                .addSubcommand(new CompletionCommand(surroundings))
                .addSubcommand(new ManualCommand(surroundings));
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
            err.println(command.getCommandSpec().qualifiedName() + ": " + explain(failure));
            return exitCode(failure);
        });
        return line;
    }

    private static String explain(Exception failure) {
        return exitCode(failure) == ExitCodes.INTERNAL
                ? "internal error, please report it: " + failure
                : String.valueOf(failure.getMessage());
    }

    private static int exitCode(Exception failure) {
        if (failure instanceof ConfigurationException) {
            return ExitCodes.CONFIGURATION;
        }
        return failure instanceof PlatformException ? ExitCodes.HOST : ExitCodes.INTERNAL;
    }

    /** The version that the jar was built with. */
    static String version() {
        String version = Vipd.class.getPackage().getImplementationVersion();
        return version == null ? "(not packaged)" : version;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"vipd " + version()};
        }
    }
}
