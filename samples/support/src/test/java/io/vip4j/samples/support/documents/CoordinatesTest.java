/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents tell a build to depend on is what this build makes. */
class CoordinatesTest {

    private static final Pattern OF_MODULE = Pattern.compile(
            "<groupId>(io\\.vip4j)</groupId>\\s*<artifactId>([^<]+)</artifactId>\\s*<version>([^<$]+)</version>");
    private static final Pattern OF_GRADLE = Pattern.compile("'(io\\.vip4j):([^:']+):([^:']+)'");
    private static final Pattern NAME = Pattern.compile("</parent>\\s*<artifactId>([^<]+)</artifactId>");

    @Test
    void everyDependencyIsAModuleOfThisVersion() {
        List<MatchResult> dependencies = Stream.of("xml", "groovy")
                .flatMap(language -> Sample.in(language).stream())
                .flatMap(sample -> Stream.of(OF_MODULE, OF_GRADLE)
                        .flatMap(pattern -> pattern.matcher(sample.text()).results()))
                .toList();
        assertThat(dependencies).hasSizeGreaterThan(1);
        assertThat(dependencies.stream().map(dependency -> dependency.group(2))).isSubsetOf(modules());
        assertThat(dependencies.stream().map(dependency -> dependency.group(3))).isSubsetOf(version(), "VERSION");
    }

    private static Set<String> modules() {
        return Repository.files(name -> name.endsWith("/pom.xml")).stream()
                .flatMap(name -> NAME.matcher(Repository.text(name)).results())
                .map(module -> module.group(1))
                .collect(Collectors.toSet());
    }

    private static String version() {
        MatchResult parent = OF_MODULE
                .matcher(Repository.text("pom.xml"))
                .results()
                .findFirst()
                .orElseThrow();
        return parent.group(3);
    }
}
