/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The commands in the blocks of the documents: nobody types what cannot work. */
class ShellSamplesTest {

    /** Programs of others: only the syntax of the line and the files of ours that it names are looked at. */
    private static final Set<String> OUTSIDE = Set.of(
            "apt",
            "apt-get",
            "chmod",
            "cp",
            "curl",
            "docker",
            "git",
            "install",
            "ip",
            "kubectl",
            "nft",
            "openssl",
            "sysctl",
            "systemctl",
            "systemd-run",
            "tar",
            "tcpdump");

    /** Programs of ours, and how they are tried; the scripts that are named by their place are tried by ScriptSamplesTest. */
    private static final Map<String, String> OURS = Map.of(
            "vipd", "parsed by vipd: CommandSamplesTest",
            "tcp-proxy", "parsed by tcp-proxy: CommandSamplesTest",
            "mvnw", "MavenCommand",
            "java", "its class and its module must exist");

    private static final Pattern CLASS = Pattern.compile("io\\.vip4j(\\.[a-z]\\w*)*\\.[A-Z]\\w*");

    @Test
    void everyBlockIsGoodShell() throws IOException, InterruptedException {
        for (Sample sample : Sample.in("sh")) {
            Process shell =
                    new ProcessBuilder("sh", "-n").redirectErrorStream(true).start();
            try (var in = shell.outputWriter(UTF_8)) {
                in.write(sample.text());
            }
            String complaint = new String(shell.getInputStream().readAllBytes(), UTF_8);
            assertThat(shell.waitFor()).as("%s %s", sample, complaint).isZero();
        }
    }

    @Test
    void everyProgramIsKnownOrAScriptOfTheRepository() {
        assertThat(ShownCommand.inBlocks()).hasSizeGreaterThan(30);
        assertThat(ShownCommand.inBlocks().stream()
                        .filter(command -> !OUTSIDE.contains(command.program()) && !OURS.containsKey(command.program()))
                        .filter(command -> !Files.isExecutable(Repository.at(command.first()))))
                .as("neither known nor there to be executed")
                .isEmpty();
    }

    /** What one line of a block makes is there for the next ones. */
    @Test
    void filesOfTheRepositoryExist() {
        List<String> copies = ShownCommand.inBlocks().stream()
                .filter(command -> command.program().equals("cp"))
                .map(command -> command.words().get(command.words().size() - 1))
                .toList();
        assertThat(ShownCommand.inBlocks().stream()
                        .flatMap(command -> command.words().stream())
                        .flatMap(word -> Stream.of(word.split(":", -1)))
                        .filter(word -> word.startsWith("samples/") && !copies.contains(word))
                        .map(word -> Repository.at(word.replaceFirst("/target/.*", "")))
                        .filter(file -> !Files.exists(file)))
                .isEmpty();
    }

    @Test
    void classesThatJavaStartsExist() {
        Set<String> sources = Set.copyOf(Repository.files(name -> name.endsWith(".java")));
        assertThat(ShownCommand.inBlocks().stream()
                        .filter(command -> command.program().equals("java"))
                        .flatMap(command -> command.words().stream())
                        .flatMap(word -> CLASS.matcher(word).results())
                        .map(MatchResult::group))
                .isNotEmpty()
                .allMatch(type ->
                        sources.stream().anyMatch(name -> name.endsWith("/" + type.replace('.', '/') + ".java")));
    }

    @TestFactory
    Stream<DynamicTest> mavenKnowsItsArguments() {
        return Stream.concat(ShownCommand.inBlocks().stream(), ShownCommand.inSentences().stream())
                .filter(command -> command.first().equals("./mvnw"))
                .map(command -> DynamicTest.dynamicTest(command.toString(), () -> MavenCommand.check(command)));
    }
}
