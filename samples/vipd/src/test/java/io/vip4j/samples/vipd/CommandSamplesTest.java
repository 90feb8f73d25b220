/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.support.documents.ShownCommand;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** Every vipd that the documents show, its image's and its units' too, has the commands and options that it is given. */
class CommandSamplesTest {

    private static final String CONTAINER = "entrypoint";

    private static List<ShownCommand> commands() {
        return ShownCommand.of("vipd", CONTAINER);
    }

    @Test
    void documentsShowCommandsInBlocksAndInSentences() {
        assertThat(commands().stream().filter(ShownCommand::whole)).hasSizeGreaterThan(10);
        assertThat(commands().stream().filter(command -> !command.whole())).hasSizeGreaterThan(30);
    }

    @TestFactory
    Stream<DynamicTest> everyCommandCanBeTyped() {
        return commands().stream()
                .map(command -> DynamicTest.dynamicTest(command.toString(), () -> {
                    CommandLine vipd = Vipd.commandLine(Surroundings.ofProcess());
                    if (command.whole()) {
                        vipd.parseArgs(command.arguments().toArray(String[]::new));
                    } else {
                        parseOptions(vipd, command.arguments());
                    }
                }));
    }

    /** In a sentence arguments are left out or stand for others: the command and the names of its options count. */
    private static void parseOptions(CommandLine vipd, List<String> arguments) {
        String name = arguments.get(0);
        if (!name.startsWith("-")) {
            assertThat(vipd.getSubcommands()).containsKey(name);
        }
        CommandLine command = vipd.getSubcommands().getOrDefault(name, vipd);
        assertThat(arguments.stream().filter(word -> word.startsWith("-")))
                .isSubsetOf(command.getCommandSpec().optionsMap().keySet());
    }
}
