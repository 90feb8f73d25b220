/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipListener;
import io.vip4j.probe.AsyncProbe;
import io.vip4j.probe.Probe;
import io.vip4j.quorum.QuorumGate;
import io.vip4j.simulation.SimulatedLan;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docs/stability.md promises besides packages, and that the tests which it names for the rest are there. */
class PromisesTest {

    private static final String DOCUMENT = StabilityDocument.text(StabilityDocument.TOP.resolve("docs/stability.md"));
    private static final String POM = StabilityDocument.text(StabilityDocument.TOP.resolve("pom.xml"));
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*Test)`");
    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");
    private static final Pattern DEPRECATED = Pattern.compile("@Deprecated\\b(.*)");
    private static final Pattern MANAGED =
            Pattern.compile("<artifactId>([^<]+)</artifactId>\\s*<version>\\$\\{project");

    /** A method more, and programs that implement one of these no longer compile. */
    @Test
    void whatUsersImplementAsksForNoMore() {
        Map<String, Set<String>> demands = new TreeMap<>();
        for (Class<?> type : List.of(VipListener.class, Probe.class, AsyncProbe.class, QuorumGate.class)) {
            demands.put(
                    type.getSimpleName(),
                    Stream.of(type.getMethods())
                            .filter(method -> Modifier.isAbstract(method.getModifiers()))
                            .map(Method::getName)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        assertThat(demands)
                .isEqualTo(Map.of(
                        "VipListener", Set.of("onTransition"),
                        "Probe", Set.of("ask"),
                        "AsyncProbe", Set.of("ask"),
                        "QuorumGate", Set.of("acquire", "renew", "release")));
    }

    /** Programs that read logs find what they look for. */
    @Test
    void theLineOfATransitionKeepsItsOrder() {
        try (SimulatedLan lan = SimulatedLan.virtualTime(1);
                VipHost host = VipHost.open(lan.node("a").platform())) {
            VipElector web = host.start(VirtualRouterConfig.builder("web")
                    .networkInterface("eth0")
                    .vrid(10)
                    .address("198.51.100.10/24")
                    .build());
            lan.run(Duration.ofSeconds(5));
            assertThat(web.status().timeline())
                    .last()
                    .asString()
                    .startsWith("vip router=web vrid=10 if=eth0 BACKUP->ACTIVE cause=ACTIVE_DOWN (");
        }
    }

    @Test
    void theBomNamesTheModulesWithApiAndNothingElse() {
        String bom = StabilityDocument.text(StabilityDocument.TOP.resolve("vip-core/bom/pom.xml"));
        assertThat(names(MANAGED, bom))
                .isEqualTo(new TreeSet<>(StabilityDocument.read().api().values()));
        assertThat(bom.split("<dependency>", -1)).hasSize(4);
    }

    @Test
    void whatIsDeprecatedSaysSinceWhenAndThatItGoes() throws IOException {
        List<String> vague = new ArrayList<>();
        for (String source : sources(name -> name.endsWith(".java") && name.contains("/src/main/"))) {
            DEPRECATED
                    .matcher(StabilityDocument.text(Path.of(source)))
                    .results()
                    .map(MatchResult::group)
                    .filter(line -> !line.contains("since = ") || !line.contains("forRemoval = true"))
                    .forEach(line -> vague.add(source + ": " + line));
        }
        assertThat(vague).isEmpty();
    }

    @Test
    void itRunsOnWhatTheBuildIsMadeFor() {
        assertThat(row("Java"))
                .startsWith(property("maven.compiler.release") + " or later; tested with 17 and 25")
                .satisfies(row -> assertThat(StabilityDocument.text(StabilityDocument.TOP.resolve(".ci/run")))
                        .contains("/*-25-*"));
        assertThat(row("Spring Boot"))
                .startsWith(minor("spring-boot.version") + " and " + minor("spring-boot4.version") + " ");
    }

    @Test
    void theTestsThatItNamesAreThere() throws IOException {
        Set<String> there = sources(name -> name.endsWith("Test.java")).stream()
                .map(name -> name.replaceAll(".*/|\\.java", ""))
                .collect(Collectors.toSet());
        assertThat(names(TEST, DOCUMENT)).hasSizeGreaterThan(10).isSubsetOf(there);
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The second cell of a row. */
    private static String row(String name) {
        return DOCUMENT.lines()
                .filter(line -> line.startsWith("| " + name + " | "))
                .map(line -> line.split("\\|", -1)[2].strip())
                .findFirst()
                .orElseThrow();
    }

    private static String minor(String property) {
        return property(property).replaceFirst("\\.\\d+$", "");
    }

    private static String property(String name) {
        return names(Pattern.compile("<" + Pattern.quote(name) + ">(.*)</"), POM)
                .iterator()
                .next();
    }

    private static List<String> sources(Predicate<String> which) throws IOException {
        List<String> sources = new ArrayList<>();
        for (Path module : modulesBelow(StabilityDocument.TOP)) {
            Path source = module.resolve("src");
            if (Files.isDirectory(source)) {
                try (Stream<Path> files = Files.walk(source)) {
                    files.map(Path::toString).filter(which).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static Set<Path> modulesBelow(Path directory) {
        Set<Path> modules = new TreeSet<>();
        for (String name : names(MODULE, StabilityDocument.text(directory.resolve("pom.xml")))) {
            modules.add(directory.resolve(name));
            modules.addAll(modulesBelow(directory.resolve(name)));
        }
        return modules;
    }
}
