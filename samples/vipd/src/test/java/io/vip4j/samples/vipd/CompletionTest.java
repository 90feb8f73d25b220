/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

/** What bash offers when Tab is pressed. */
class CompletionTest {

    @TempDir
    private Path directory;

    private Path script;

    @BeforeEach
    void print() {
        RunningVipd vipd = RunningVipd.withoutPlatform();
        assertThat(vipd.execute("completion")).isZero();
        script = RunningVipd.write(directory.resolve("vipd.bash"), vipd.out());
    }

    private static String bash(String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = "bash";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process bash = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
        assertThat(bash.waitFor()).as(said).isZero();
        return said;
    }

    /** The offers for the last of these words. */
    private List<String> offers(String... words) throws Exception {
        String program = "source " + script + "\nCOMP_WORDS=(vipd \"$@\"); COMP_CWORD=$#\n"
                // Outside of a completion bash has no options of one to set, and says so.
                + "_complete_vipd 2>/dev/null\n"
                + "printf '%s\\n' \"${COMPREPLY[@]}\"";
        String[] arguments = new String[words.length + 3];
        arguments[0] = "-c";
        arguments[1] = program;
        arguments[2] = "bash";
        System.arraycopy(words, 0, arguments, 3, words.length);
        return Arrays.stream(bash(arguments).split("\n", -1))
                .map(String::strip)
                .filter(offer -> !offer.isEmpty())
                .toList();
    }

    @Test
    void bashFindsNoMistake() throws Exception {
        assertThat(bash("-n", script.toString())).isEmpty();
    }

    @Test
    void everyCommandIsOffered() throws Exception {
        CommandSpec program = Vipd.commandLine(RunningVipd.noSurroundings()).getCommandSpec();
        assertThat(offers("")).containsAll(program.subcommands().keySet());
        assertThat(offers("sw")).containsExactly("switchover");
    }

    @Test
    void everyOptionOfEveryCommandIsOffered() throws Exception {
        CommandSpec program = Vipd.commandLine(RunningVipd.noSurroundings()).getCommandSpec();
        for (String command : program.subcommands().keySet()) {
            CommandSpec spec = program.subcommands().get(command).getCommandSpec();
            assertThat(offers(command, "-"))
                    .as(command)
                    .containsAll(spec.optionsMap().keySet());
        }
    }

    @Test
    void valuesOfAnOptionAreOffered() throws Exception {
        assertThat(offers("run", "--binding", "p")).containsExactly("process");
    }

    @Test
    void filesAreOfferedForAFile() throws Exception {
        assertThat(offers("run", "-f", directory + "/vipd.b")).containsExactly(script.toString());
    }
}
