/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.util.Set;

/** Operating system and processor: without the right ones nothing else needs to be looked at. */
final class SystemExamination {

    private static final Set<String> ARCHITECTURES = Set.of("amd64", "aarch64");

    private SystemExamination() {}

    static boolean isFit(Host host, Report report) {
        OperatingSystem system = host.system();
        if (!system.isLinux()) {
            report.error(
                    DoctorRule.NOT_LINUX,
                    Report.HOST,
                    "this is " + system.name(),
                    "run it on Linux; SimulatedLan runs anywhere, for tests and demonstrations");
            return false;
        }
        if (!ARCHITECTURES.contains(system.architecture())) {
            report.error(
                    DoctorRule.ARCHITECTURE,
                    Report.HOST,
                    "os.arch is " + system.architecture(),
                    "run a 64 bit JVM on x86_64 or aarch64");
            return false;
        }
        return true;
    }
}
