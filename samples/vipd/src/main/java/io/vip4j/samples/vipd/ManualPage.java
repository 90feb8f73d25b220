/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page of a program with subcommands, all on one page, in the macros of man(7). Made from the model of the
 * command line, so that it says what {@code --help} says.
 */
final class ManualPage {

    /** What no option tells. */
    private static final String EPILOGUE = """
            .SH SIGNALS
            .TP
            SIGTERM, SIGINT
            .B vipd run
            releases its addresses and ends.
            .TP
            SIGHUP
            It reads its file again and changes only what differs; one with errors changes nothing.
            .SH ENVIRONMENT
            .TP
            .B JAVA_HOME
            Java 17 or newer; without it the
            .B java
            of the path.
            .TP
            .B VIPD_JAVA_OPTS
            Options of the JVM, which win over those of
            .BR vipd .
            .TP
            .B VIPD_LOG_LEVEL
            As
            .BR "run \\-\\-log\\-level" ,
            which wins.
            .TP
            .BR NOTIFY_SOCKET ", " WATCHDOG_USEC
            Set by a service manager that wants to be told how it is; see
            .BR sd_notify (3).
            .SH FILES
            .TP
            .I /etc/vipd/vipd.conf
            What the unit of systemd runs.
            .TP
            .I /etc/default/vipd
            Options of the unit:
            .BR VIPD_OPTIONS " and " VIPD_JAVA_OPTS .
            .TP
            .I /run/vipd/vipd.sock
            The status socket of the unit.
            .SH SEE ALSO
            .BR systemd.service (5),
            .BR keepalived.conf (5),
            RFC 9568
            """;

    private final StringBuilder page = new StringBuilder(16_384);

    /** A page for this program. */
    ManualPage(CommandSpec program) {
        String name = program.name();
        line(".TH " + quoted(name.toUpperCase(Locale.ROOT)) + " 8 \"\" " + quoted(String.join(" ", program.version()))
                + " \"System Administration\"");
        line(".SH NAME");
        line(text(name) + " \\- " + text(description(program)));
        line(".SH SYNOPSIS");
        synopsis(program);
        line(".SH COMMANDS");
        for (CommandLine command : program.subcommands().values()) {
            section(command.getCommandSpec());
        }
        line(".SH EXIT STATUS");
        exitCodes(program.usageMessage().exitCodeList());
        page.append(EPILOGUE);
    }

    private void section(CommandSpec command) {
        line(".SS " + quoted(command.qualifiedName()));
        synopsis(command);
        line(".PP");
        line(text(description(command)));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            argument("\\fI" + text(parameter.paramLabel()) + "\\fR", parameter);
        }
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                String names = Stream.of(option.names())
                        .map(name -> "\\fB" + text(name) + "\\fR")
                        .collect(Collectors.joining(", "));
                argument(names + parameter(option), option);
            }
        }
    }

    private void argument(String head, ArgSpec argument) {
        line(".TP");
        line(head);
        line(text(String.join(" ", argument.description())));
    }

    /** The value of an option, in brackets if it may be left out. */
    private static String parameter(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        String label = "\\fI" + text(option.paramLabel()) + "\\fR";
        return option.arity().min() == 0 ? " [" + label + "]" : " " + label;
    }

    /** The first paragraph below a heading, which needs no macro of its own. */
    private void synopsis(CommandSpec command) {
        StringBuilder words = new StringBuilder("\\fB" + text(command.qualifiedName()) + "\\fR");
        if (!command.subcommands().isEmpty()) {
            words.append(" \\fICOMMAND\\fR");
        }
        for (OptionSpec option : command.options()) {
            if (option.required()) {
                words.append(" \\fB")
                        .append(text(option.shortestName()))
                        .append("\\fR")
                        .append(parameter(option));
            }
        }
        words.append(" [\\fIOPTION\\fR...]");
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            String many = parameter.arity().max() > 1 ? "..." : "";
            words.append(" \\fI")
                    .append(text(parameter.paramLabel()))
                    .append("\\fR")
                    .append(many);
        }
        line(words.toString());
    }

    private void exitCodes(Map<String, String> codes) {
        codes.forEach((code, meaning) -> {
            line(".TP");
            line(text(code.strip()));
            line(text(meaning));
        });
    }

    private static String description(CommandSpec command) {
        return String.join(" ", command.usageMessage().description());
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static String quoted(String text) {
        return '"' + text(text).replace("\"", "\\(dq") + '"';
    }

    /** Text that is no macro and no escape; a hyphen that can be copied into a shell. */
    private static String text(String plain) {
        String escaped = plain.replace("%%", "%")
                .replace("\\", "\\e")
                .replace("-", "\\-")
                .replace("~", "\\(ti");
        boolean macro = escaped.startsWith(".") || escaped.startsWith("'");
        return macro ? "\\&" + escaped : escaped;
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
