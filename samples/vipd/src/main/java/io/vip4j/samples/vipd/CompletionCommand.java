/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Prints what a shell needs to complete the commands and their options. */
@Command(
        name = "completion",
        description = "Prints completions for bash and zsh: source <(vipd completion)",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class CompletionCommand implements Callable<Integer> {

    /** A line with the values of an option, which are constants of Java and read in any case. */
    private static final Pattern VALUES = Pattern.compile("^.*_option_args=\\(.*\\).*$", Pattern.MULTILINE);

    private final Surroundings surroundings;

    CompletionCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        CommandLine line = Vipd.commandLine(surroundings);
        String script = AutoComplete.bash(line.getCommandName(), line);
        surroundings
                .out()
                .print(VALUES.matcher(script)
                        .replaceAll(values ->
                                Matcher.quoteReplacement(values.group().toLowerCase(Locale.ROOT))));
        return ExitCodes.OK;
    }
}
