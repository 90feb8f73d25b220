/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import java.util.List;

/** All examinations, in the order of what has to be right first. For {@link io.vip4j.linux.VipDoctor}. */
public final class Examinations {

    private static final List<Examination> ALL = List.of(
            new CapabilityExamination(),
            new InterfaceExamination(),
            new AddressExamination(),
            new ArpExamination(),
            new RouteBackExamination(),
            new Ipv6Examination(),
            new AddressSettingsExamination(),
            new FirewallExamination(),
            new KernelExamination(),
            new ContainerExamination(),
            new NetworkdExamination(),
            new NetworkManagerExamination(),
            new JvmExamination(),
            new ResourceExamination(),
            new PortExamination());

    private Examinations() {}

    /**
     * Examines the host of this process.
     *
     * @param wanted what shall run on it
     * @return the worst first
     */
    public static List<Finding> ofThisHost(HostConfig wanted) {
        return of(Host.ofThisProcess(), wanted);
    }

    static List<Finding> of(Host host, HostConfig wanted) {
        Report report = new Report();
        if (SystemExamination.isFit(host, report)) {
            ALL.forEach(examination -> examine(examination, host, wanted, report));
            host.files()
                    .unreadable()
                    .forEach((file, reason) -> report.note(
                            DoctorRule.UNREADABLE,
                            Report.HOST,
                            file + ": " + reason,
                            "look yourself, as a user who may: sudo cat " + file));
        }
        return report.findings();
    }

    /** A file that another kernel writes in another way must not hide what the other examinations find. */
    private static void examine(Examination examination, Host host, HostConfig wanted, Report report) {
        try {
            examination.examine(host, wanted, report);
        } catch (RuntimeException e) {
            report.note(
                    DoctorRule.UNREADABLE,
                    Report.HOST,
                    examination.getClass().getSimpleName() + " did not understand what it read: " + e,
                    "please report it with the version of the kernel");
        }
    }
}
