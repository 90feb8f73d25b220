/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/stability.md, the descriptor of the module and the comparison of the API speak of the same packages. */
class StabilityDocumentTest {

    private static final Pattern EXPORTS = Pattern.compile("exports ([a-z0-9.]+);");
    private static final Pattern EXCLUDE = Pattern.compile("<exclude>(io\\.vip4j\\.[a-z0-9.]+)</exclude>");
    private static final Pattern UNDOCUMENTED = Pattern.compile("<excludePackageNames>(.*)</excludePackageNames>");

    private final StabilityDocument document = StabilityDocument.read();
    private final String pom = StabilityDocument.text(StabilityDocument.TOP.resolve("pom.xml"));

    @Test
    void everyPackageIsEitherApiOrNot() throws IOException {
        Map<String, String> packages = new TreeMap<>();
        for (String module : Set.of("vip-core", "vip-netlink", "vip-spring-starter")) {
            for (String name : packagesOf(module)) {
                packages.put(name, module);
            }
        }
        Map<String, String> documented = new TreeMap<>(document.api());
        documented.putAll(document.internal());
        assertThat(documented).isEqualTo(packages);
        assertThat(document.api())
                .doesNotContainKeys(document.internal().keySet().toArray(String[]::new));
    }

    @Test
    void theDescriptorOfTheCoreExportsWhatIsApi() {
        String descriptor =
                StabilityDocument.text(StabilityDocument.sourcesOf("vip-core").resolve("module-info.java"));
        assertThat(matches(EXPORTS, descriptor)).isEqualTo(of("vip-core", document.api()));
    }

    @Test
    void theComparisonLeavesOutWhatIsNotApi() {
        assertThat(document.internal().keySet()).allMatch(name -> covers(matches(EXCLUDE, pom), name));
        assertThat(document.api().keySet()).noneMatch(name -> covers(matches(EXCLUDE, pom), name));
    }

    @Test
    void javadocOfModulesWithoutDescriptorLeavesOutWhatIsNotApi() {
        Matcher list = UNDOCUMENTED.matcher(pom);
        assertThat(list.find()).isTrue();
        Set<String> undocumented = Stream.of(list.group(1).split(":", -1))
                .map(name -> name.replace(".*", ""))
                .collect(Collectors.toSet());
        Set<String> internal = new TreeSet<>(of("vip-netlink", document.internal()));
        internal.addAll(of("vip-spring-starter", document.internal()));
        assertThat(internal).allMatch(name -> covers(undocumented, name));
        assertThat(document.api().keySet()).noneMatch(name -> covers(undocumented, name));
    }

    private static boolean covers(Set<String> list, String name) {
        return list.stream().anyMatch(entry -> name.equals(entry) || name.startsWith(entry + "."));
    }

    private static Set<String> of(String module, Map<String, String> packages) {
        return packages.entrySet().stream()
                .filter(entry -> entry.getValue().equals(module))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> packagesOf(String module) throws IOException {
        Path sources = StabilityDocument.sourcesOf(module);
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.endsWith("package-info.java"))
                    .map(file -> sources.relativize(file.getParent()).toString().replace('/', '.'))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
