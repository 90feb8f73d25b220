/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** What an {@code ./mvnw} of a document names: modules, tests, properties, profiles and goals. */
final class MavenCommand {

    private static final Set<String> FLAGS = Set.of("-q", "-B", "-o", "-am", "-ntp", "-U");
    private static final Set<String> GOALS = Set.of("package", "test", "verify", "install", "deploy", "spotless:apply");
    private static final Set<String> OF_MAVEN =
            Set.of("skipTests", "maven.test.skip", "surefire.failIfNoSpecifiedTests");

    private MavenCommand() {}

    static void check(ShownCommand command) {
        Deque<String> arguments = new ArrayDeque<>(command.arguments());
        String module = "";
        while (!arguments.isEmpty()) {
            String argument = arguments.pop();
            if (argument.equals("-pl")) {
                module = arguments.pop();
                assertThat(List.of(module.split(",", -1)))
                        .allSatisfy(name ->
                                assertThat(Repository.at(name + "/pom.xml")).exists());
            } else if (argument.startsWith("-Dtest=")) {
                String test = argument.replaceFirst(".*=", "");
                String in = module + "/src/test/";
                assertThat(Repository.files(name -> name.startsWith(in) && name.endsWith("/" + test + ".java")))
                        .as("%s of %s", test, module)
                        .hasSize(1);
            } else if (argument.startsWith("-D")) {
                assertThat(isProperty(argument.replaceFirst("-D([^=]*).*", "$1")))
                        .as(argument)
                        .isTrue();
            } else if (argument.startsWith("-P")) {
                String profile = argument.equals("-P") ? arguments.pop() : argument.substring(2);
                assertThat(contains("<id>" + profile + "</id>")).as(argument).isTrue();
            } else {
                assertThat(FLAGS.contains(argument) || GOALS.contains(argument))
                        .as(argument)
                        .isTrue();
            }
        }
    }

    private static boolean isProperty(String name) {
        return OF_MAVEN.contains(name) || contains('<' + name + '>') || contains('"' + name + '"');
    }

    /** Whether a build file or a test has the text. */
    private static boolean contains(String text) {
        return Repository.files(name -> name.endsWith("pom.xml") || name.contains("/src/test/java/")).stream()
                .anyMatch(name -> Repository.text(name).contains(text));
    }
}
