/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scripts of the repository that start a program of ours: the documents give them arguments that they know. */
class ScriptSamplesTest {

    private static final Pattern STARTED = Pattern.compile("\\b(io/vip4j[a-z/]*)/([A-Z]\\w*)\\b");

    /** They have a command line that parses itself, and are tried with that. */
    private static final Set<String> PARSED = Set.of("samples/vipd/vipd", "samples/tcp-proxy/tcp-proxy");

    private static List<ShownCommand> commands() {
        return Stream.concat(ShownCommand.inBlocks().stream(), ShownCommand.inSentences().stream())
                .filter(command -> command.first().matches("(\\./|samples/).*") && !PARSED.contains(command.first()))
                .filter(command -> Files.isRegularFile(Repository.at(command.first())))
                .filter(command -> started(command).find())
                .toList();
    }

    /** The class that a script starts, as a path. */
    private static Matcher started(ShownCommand command) {
        return STARTED.matcher(Repository.text(command.first()).replace('.', '/'));
    }

    @Test
    void theirProgramsExistAndTheirOptionsStandInTheSources() {
        assertThat(commands()).hasSizeGreaterThan(10).allSatisfy(command -> {
            Matcher started = started(command);
            assertThat(started.find()).isTrue();
            String room = "/src/main/java/" + started.group(1) + "/";
            List<String> sources = Repository.files(
                    name -> name.contains(room) && name.indexOf('/', name.indexOf(room) + room.length()) < 0);
            assertThat(sources).anyMatch(name -> name.endsWith("/" + started.group(2) + ".java"));
            String text = sources.stream().map(Repository::text).collect(Collectors.joining());
            assertThat(command.arguments().stream().filter(word -> word.startsWith("--")))
                    .as("%s", command)
                    .allMatch(option -> text.contains('"' + option));
        });
    }

    /** The demo takes words besides options. */
    @Test
    void theDemoTellsTheStoriesOfTheDocuments() {
        String demo = Repository.text("samples/lab/src/main/java/io/vip4j/samples/lab/Demo.java");
        List<String> stories = commands().stream()
                .filter(command -> command.first().equals("./demo"))
                .map(command -> String.join(" ", command.arguments()))
                .toList();
        assertThat(stories).contains("", "mysql").allSatisfy(story -> {
            if (story.startsWith("topology ")) {
                String name = story.replaceFirst("topology ", "");
                assertThat(name.equals("NAME") || Files.isDirectory(Repository.at("samples/lab/topologies/" + name)))
                        .as(story)
                        .isTrue();
            } else {
                assertThat(demo).contains("case \"" + story + "\" ->");
            }
        });
    }
}
