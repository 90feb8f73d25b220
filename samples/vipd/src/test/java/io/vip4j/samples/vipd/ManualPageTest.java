/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The manual page has everything that the commands have, and is one. */
class ManualPageTest {

    private static final Set<String> MACROS = Set.of(".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".I", ".BR");

    @TempDir
    private Path directory;

    private static String page() {
        RunningVipd vipd = RunningVipd.withoutPlatform();
        assertThat(vipd.execute("manual")).isZero();
        return vipd.out();
    }

    /** What a reader sees of roff's words. */
    private static String plain(String roff) {
        return roff.replaceAll("\\\\f[BIR]", "")
                .replace("\\-", "-")
                .replace("\\(ti", "~")
                .replace("\\e", "\\");
    }

    @Test
    void eachCommandHasASectionWithAllItsOptionsAndParameters() {
        List<String> lines = plain(page()).lines().toList();
        CommandSpec program = Vipd.commandLine(RunningVipd.noSurroundings()).getCommandSpec();
        assertThat(program.subcommands()).hasSizeGreaterThan(10);
        for (CommandLine subcommand : program.subcommands().values()) {
            CommandSpec command = subcommand.getCommandSpec();
            int begin = lines.indexOf(".SS \"" + command.qualifiedName() + "\"");
            assertThat(begin).as(command.qualifiedName()).isPositive();
            List<String> section = lines.subList(begin + 1, lines.size()).stream()
                    .takeWhile(line -> !line.startsWith(".S"))
                    .toList();
            assertThat(section).contains(String.join(" ", command.usageMessage().description()));
            for (OptionSpec option : command.options()) {
                String names = String.join(", ", option.names());
                assertThat(section)
                        .as(command.qualifiedName())
                        .anyMatch(line -> line.equals(names) || line.startsWith(names + " "))
                        .contains(String.join(" ", option.description()));
            }
            for (PositionalParamSpec parameter : command.positionalParameters()) {
                assertThat(section).contains(parameter.paramLabel());
            }
        }
    }

    @Test
    void theSectionsAreThoseOfAManualPage() {
        assertThat(page().lines().filter(line -> line.startsWith(".SH ")))
                .containsExactly(
                        ".SH NAME",
                        ".SH SYNOPSIS",
                        ".SH COMMANDS",
                        ".SH EXIT STATUS",
                        ".SH SIGNALS",
                        ".SH ENVIRONMENT",
                        ".SH FILES",
                        ".SH SEE ALSO");
        assertThat(page()).startsWith(".TH \"VIPD\" 8 ").contains("\n64\nwrong usage\n");
    }

    @Test
    void nothingInItIsAMacroByAccident() {
        assertThat(page().lines()
                        .filter(line -> line.startsWith(".") || line.startsWith("'"))
                        .map(line -> line.split(" ", 2)[0])
                        .collect(Collectors.toSet()))
                .isEqualTo(MACROS);
    }

    /** mandoc warns of it; groff says nothing. */
    @Test
    void noParagraphMacroFollowsAHeading() {
        assertThat(page()).doesNotContainPattern("(?m)^\\.S[HS] .*\\n\\.PP$");
    }

    @Test
    void groffHasNoWarnings() throws Exception {
        Path file = RunningVipd.write(directory.resolve("vipd.8"), page());
        Process groff;
        try {
            groff = new ProcessBuilder("groff", "-man", "-ww", "-z", file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            System.err.println("SKIPPED the look of groff at the manual page: no groff");
            return;
        }
        assertThat(new String(groff.getInputStream().readAllBytes(), UTF_8)).isEmpty();
        assertThat(groff.waitFor()).isZero();
    }
}
