/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.vip4j.spi.PlatformException;

/** Who may import whom in this module. */
@AnalyzeClasses(packages = "io.vip4j.linux", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ONLY_FFI_TOUCHES_JNR = noClasses()
            .that()
            .resideOutsideOfPackage("io.vip4j.linux.ffi")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jnr..", "com.kenai..");

    @ArchTest
    static final ArchRule ONLY_NET_TOUCHES_NETTY = noClasses()
            .that()
            .resideOutsideOfPackage("io.vip4j.linux.net")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule CORE_IS_USED_BY_SPI_VRRP_AND_WIRE_ONLY = noClasses()
            .that()
            .resideInAPackage("io.vip4j.linux..")
            .and(are(DescribedPredicate.not(resideInAPackage("io.vip4j.linux.doctor"))))
            .and()
            .doNotHaveSimpleName("VipDoctor")
            .should()
            .dependOnClassesThat(resideInAPackage("io.vip4j..")
                    .and(are(DescribedPredicate.not(resideInAnyPackage(
                            "io.vip4j.linux..", "io.vip4j.spi", "io.vip4j.vrrp", "io.vip4j.wire")))));

    @ArchTest
    static final ArchRule THE_DOCTOR_READS_CONFIGURATIONS_AND_DRIVES_NOTHING = noClasses()
            .that()
            .resideInAPackage("io.vip4j.linux.doctor")
            .should()
            .dependOnClassesThat(resideInAPackage("io.vip4j..")
                    .and(are(DescribedPredicate.not(resideInAnyPackage(
                            "io.vip4j.linux.doctor",
                            "io.vip4j.linux.netlink",
                            "io.vip4j.config",
                            "io.vip4j.health",
                            "io.vip4j.vrrp"))))
                    .and(are(DescribedPredicate.not(equivalentTo(PlatformException.class)))));

    @ArchTest
    static final ArchRule PLATFORM_ITS_PRIORITY_AND_DOCTOR_ARE_THE_TYPES_FOR_USERS = classes()
            .that()
            .resideInAPackage("io.vip4j.linux")
            .and()
            .arePublic()
            .should()
            .haveNameMatching(".*\\.(LinuxVipPlatform|RealTimePriority|VipDoctor)");

    /** An application meets findings; the examinations behind them may change. */
    @ArchTest
    static final ArchRule FINDINGS_AND_RULES_ARE_THE_TYPES_OF_THE_DOCTOR_FOR_USERS = classes()
            .that()
            .resideInAPackage("io.vip4j.linux.doctor")
            .and()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .should()
            .haveNameMatching(".*\\.(Finding|DoctorRule|Examinations)");

    @ArchTest
    static final ArchRule CODECS_AND_CALLS_KNOW_NOTHING_ABOVE = noClasses()
            .that()
            .resideInAPackage("io.vip4j.linux.ffi")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vip4j.linux", "io.vip4j.linux.netlink", "io.vip4j.linux.net");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("io.vip4j.(linux..)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_PROGRAM_IS_STARTED = noClasses()
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(ProcessBuilder.class, Process.class, Runtime.class);
}
