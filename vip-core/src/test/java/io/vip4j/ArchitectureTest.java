/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import io.vip4j.vrrp.IpAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who imports whom in vip-core, and what the pure packages keep away from. */
final class ArchitectureTest {

    private static final String ROOT = "io.vip4j";
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /**
     * Package and the packages of ours that it may import, "" being the root; every package has an entry. The root may
     * import all but what is for tests.
     */
    private static final Map<String, List<String>> IMPORTS = Map.ofEntries(
            Map.entry("vrrp", List.of()),
            Map.entry("wire", List.of("vrrp")),
            Map.entry("machine", List.of("vrrp")),
            Map.entry("quorum", List.of()),
            Map.entry("config", List.of("vrrp", "health", "quorum")),
            Map.entry("spi", List.of("vrrp")),
            Map.entry("event", List.of("vrrp", "wire", "health")),
            Map.entry("flight", List.of("vrrp", "wire", "event")),
            Map.entry("probe", List.of("vrrp")),
            Map.entry("health", List.of("vrrp", "probe")),
            Map.entry("simulation", List.of("spi", "vrrp", "quorum")),
            Map.entry("keepalived", List.of("vrrp", "config", "health", "probe", "event")),
            Map.entry("page", List.of()),
            Map.entry("plan", List.of("vrrp", "config", "health")),
            Map.entry("testkit", List.of("", "vrrp", "config", "spi", "event", "simulation")),
            Map.entry("driver.checks", List.of("vrrp", "spi", "event", "health", "probe")),
            Map.entry(
                    "driver",
                    List.of(
                            "vrrp",
                            "wire",
                            "machine",
                            "config",
                            "spi",
                            "event",
                            "health",
                            "probe",
                            "quorum",
                            "simulation",
                            "flight")));

    private static final String[] PURE = {"io.vip4j.vrrp..", "io.vip4j.wire..", "io.vip4j.machine.."};

    private static final DescribedPredicate<JavaClass> OUTSIDE_WORLD = resideInAnyPackage(
                    "java.io..",
                    "java.net..",
                    "javax.net..",
                    "java.nio.channels..",
                    "java.nio.file..",
                    "java.util.concurrent..",
                    "java.util.logging..",
                    "org.slf4j..")
            .or(JavaClass.Predicates.belongToAnyOf(Thread.class));

    @TestFactory
    Stream<DynamicTest> packagesImportOnlyWhatTheyMay() {
        return IMPORTS.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> imports(entry.getKey(), entry.getValue()).check(MAIN)));
    }

    @Test
    void everyPackageHasAnEntryAndIsNullMarked() throws ClassNotFoundException {
        Set<String> packages = new TreeSet<>();
        MAIN.forEach(type -> packages.add(type.getPackageName()));
        assertThat(packages).contains("io.vip4j.vrrp", "io.vip4j.wire", "io.vip4j.machine", "io.vip4j.config");
        for (String name : packages) {
            if (!name.equals(ROOT)) {
                assertThat(IMPORTS)
                        .containsKey(name.substring(ROOT.length() + 1).split("\\.", -1)[0]);
            }
            assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
                    .as("%s has a package-info with @NullMarked", name)
                    .isTrue();
        }
    }

    @Test
    void nothingButTheRootImportsTheDriver() {
        noClasses()
                .that(resideOutsideOfPackage("io.vip4j.driver..").and(resideOutsideOfPackage(ROOT)))
                .should()
                .dependOnClassesThat(resideInAPackage("io.vip4j.driver.."))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void theDriverUsesTheSimulationForRehearsalsOnly() {
        noClasses()
                .that(resideInAPackage("io.vip4j.driver.."))
                .and()
                .haveNameNotMatching(".*Rehears.*")
                .should()
                .dependOnClassesThat(resideInAPackage("io.vip4j.simulation.."))
                .allowEmptyShould(true)
                .check(MAIN);
    }

    /** A runtime may lack the module jdk.jfr: what loads with its types must stay behind the look at that. */
    @Test
    void onlyEventsOfTheFlightRecorderAndTheLookAtItKnowIt() {
        noClasses()
                .that()
                .haveNameNotMatching(".*(Event|\\.Recorder)")
                .or(resideOutsideOfPackage("io.vip4j.flight.."))
                .should()
                .dependOnClassesThat(resideInAPackage("jdk.jfr.."))
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        SlicesRuleDefinition.slices()
                .assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return type.getPackageName().startsWith(ROOT)
                                ? SliceIdentifier.of(type.getPackageName())
                                : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "every package, the root too";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    @Test
    void purePackagesDoNoIo() {
        DescribedPredicate<JavaClass> ipAddress = JavaClass.Predicates.belongToAnyOf(IpAddress.class);
        noIo(resideInAnyPackage(PURE).and(DescribedPredicate.not(ipAddress))).check(MAIN);
        // To read a literal; nothing else of java.net, and nowhere else.
        DescribedPredicate<JavaClass> literals =
                JavaClass.Predicates.belongToAnyOf(InetAddress.class, UnknownHostException.class);
        noClasses()
                .that(ipAddress)
                .should()
                .dependOnClassesThat(OUTSIDE_WORLD.and(DescribedPredicate.not(literals)))
                .check(MAIN);
    }

    @Test
    void purePackagesKeepNoClockAndRollNoDice() {
        noClock(resideInAnyPackage(PURE)).check(MAIN);
        noDice(resideInAnyPackage(PURE)).check(MAIN);
    }

    /** Otherwise a rule that matches nothing would look like one that is kept. */
    @Test
    void theRulesNoticeABreach() {
        JavaClasses impure = new ClassFileImporter().importClasses(Impure.class);
        DescribedPredicate<JavaClass> all = DescribedPredicate.alwaysTrue();
        assertThatThrownBy(() -> noIo(all).check(impure)).hasMessageContaining("ServerSocket");
        assertThatThrownBy(() -> noClock(all).check(impure)).hasMessageContaining("nanoTime");
        assertThatThrownBy(() -> noDice(all).check(impure)).hasMessageContaining("Random");
        assertThatThrownBy(() -> imports("machine", List.of()).check(MAIN)).hasMessageContaining("io.vip4j.vrrp");
    }

    @Test
    void classesAreNamedForOneJob() {
        classes()
                .should()
                .haveNameNotMatching(".*(Impl|Utils?|Helper|Manager|Common)")
                .check(MAIN);
    }

    private static ArchRule imports(String name, List<String> allowed) {
        String[] packages = Stream.concat(Stream.of(name), allowed.stream())
                .map(own -> own.isEmpty() ? ROOT : ROOT + "." + own + "..")
                .toArray(String[]::new);
        return classes()
                .that(resideInAPackage(ROOT + "." + name + ".."))
                .should()
                .onlyDependOnClassesThat(resideOutsideOfPackage(ROOT + "..").or(resideInAnyPackage(packages)))
                .allowEmptyShould(true);
    }

    private static ArchRule noIo(DescribedPredicate<JavaClass> where) {
        return noClasses().that(where).should().dependOnClassesThat(OUTSIDE_WORLD);
    }

    private static ArchRule noClock(DescribedPredicate<JavaClass> where) {
        return noClasses()
                .that(where)
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat(JavaClass.Predicates.belongToAnyOf(Clock.class));
    }

    private static ArchRule noDice(DescribedPredicate<JavaClass> where) {
        return noClasses()
                .that(where)
                .should()
                .dependOnClassesThat(JavaClass.Predicates.assignableTo(Random.class)
                        .or(JavaClass.Predicates.belongToAnyOf(SplittableRandom.class, SecureRandom.class, UUID.class)))
                .orShould()
                .callMethod(Math.class, "random");
    }

    /** Breaks every rule of purity. */
    @SuppressWarnings("unused")
    private static final class Impure {
        private final long now = System.nanoTime();
        private final Random random = new Random(now);

        void listen() throws java.io.IOException {
            new java.net.ServerSocket(random.nextInt()).close();
        }
    }
}
