/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.linux.doctor.Finding.Severity;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Gathers findings; the same thing found twice is one. One thread. */
final class Report {

    /** The subject of what concerns the process. */
    static final String PROCESS = "this process";
    /** The subject of what concerns the whole host. */
    static final String HOST = "this host";

    private final Set<Finding> findings = new LinkedHashSet<>();

    void error(DoctorRule rule, String subject, String seen, String fix) {
        findings.add(new Finding(Severity.ERROR, rule, subject, seen, fix));
    }

    void warning(DoctorRule rule, String subject, String seen, String fix) {
        findings.add(new Finding(Severity.WARNING, rule, subject, seen, fix));
    }

    void note(DoctorRule rule, String subject, String seen, String fix) {
        findings.add(new Finding(Severity.NOTE, rule, subject, seen, fix));
    }

    /** {@code web (VRID 10, IPv4) on eth0}. */
    static String subject(VirtualRouterConfig router) {
        return router.name() + " (VRID " + router.vrid() + ", " + router.family() + ") on " + router.networkInterface();
    }

    /** The worst first, otherwise in the order in which they were found. */
    List<Finding> findings() {
        return findings.stream().sorted(Comparator.comparing(Finding::severity)).toList();
    }
}
