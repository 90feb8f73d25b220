/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/** Who imports whom in the starter. */
final class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(
                    location -> !location.contains("-tests.jar")) // The tests run with Spring Boot 4 from there.
            .importPackages("io.vip4j.spring", "io.vip4j.micrometer");

    @Test
    void metersNeedNothingOfSpring() {
        noClasses()
                .that()
                .resideInAPackage("io.vip4j.micrometer..")
                .and()
                .haveSimpleNameNotEndingWith("Test")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "io.vip4j.spring..")
                .check(MAIN);
    }

    @Test
    void eachGenerationOfSpringBootIsKnownInItsOwnPackageAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.vip4j.spring.health.boot3..")
                .and()
                .doNotHaveSimpleName("VipHealthBoot3AutoConfiguration")
                .and()
                .doNotHaveSimpleName("ContributorsConfiguration")
                .and()
                .doNotHaveSimpleName("IndicatorConfiguration")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.boot.actuate.health..",
                        "org.springframework.boot.actuate.autoconfigure.health..")
                .check(MAIN);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.vip4j.spring.health.boot4..")
                .and()
                .doNotHaveSimpleName("VipHealthBoot4AutoConfiguration")
                .and()
                .doNotHaveSimpleName("ContributorsConfiguration")
                .and()
                .doNotHaveSimpleName("IndicatorConfiguration")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework.boot.health..")
                .check(MAIN);
    }

    @Test
    void theCoreIsUsedThroughItsExportedPackages() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.vip4j.driver..",
                        "io.vip4j.machine..",
                        "io.vip4j.linux.ffi..",
                        "io.vip4j.linux.net..",
                        "io.netty..")
                .check(MAIN);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.vip4j.spring.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void autoConfigurationsAreFinal() {
        classes()
                .that()
                .areAnnotatedWith(AutoConfiguration.class)
                .should()
                .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
                .check(MAIN);
    }
}
