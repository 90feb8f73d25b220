/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.support.documents.ShownCommand;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import picocli.CommandLine;

/** Every tcp-proxy that the documents show has the commands and options that it is given. */
class CommandSamplesTest {

    @TestFactory
    Stream<DynamicTest> everyCommandCanBeTyped() {
        List<ShownCommand> commands = ShownCommand.of("tcp-proxy");
        assertThat(commands).hasSizeGreaterThan(5);
        return commands.stream()
                .map(command -> DynamicTest.dynamicTest(command.toString(), () -> {
                    CommandLine proxy = TcpProxy.commandLine(Surroundings.ofProcess());
                    if (command.whole()) {
                        proxy.parseArgs(command.arguments().toArray(String[]::new));
                    } else {
                        parseOptions(proxy, command.arguments());
                    }
                }));
    }

    /** In a sentence arguments are left out or stand for others: the command and the names of its options count. */
    private static void parseOptions(CommandLine proxy, List<String> arguments) {
        String name = arguments.get(0);
        assertThat(proxy.getSubcommands()).containsKey(name);
        CommandLine command = proxy.getSubcommands().getOrDefault(name, proxy);
        assertThat(arguments.stream().filter(word -> word.startsWith("-")))
                .isSubsetOf(command.getCommandSpec().optionsMap().keySet());
    }
}
