/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.linux.doctor.Finding;
import io.vip4j.linux.doctor.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** Findings for people: a block for each, and a closing line. */
final class DoctorText {

    private DoctorText() {}

    static String of(List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(finding.severity()).append(": ").append(finding.subject());
            text.append(" [").append(finding.rule().id()).append("]\n");
            text.append("  seen: ").append(finding.seen()).append('\n');
            text.append("  why:  ").append(finding.why()).append('\n');
            text.append("  fix:  ").append(finding.fix()).append('\n');
        }
        return text.append("doctor: ").append(summary(findings)).append('\n').toString();
    }

    private static String summary(List<Finding> findings) {
        List<String> parts = new ArrayList<>();
        for (Severity severity : Severity.values()) {
            long count = findings.stream()
                    .filter(finding -> finding.severity() == severity)
                    .count();
            if (count > 0) {
                parts.add(ConfigFile.counted(count, severity.toString()));
            }
        }
        return parts.isEmpty() ? "nothing found" : String.join(", ", parts);
    }
}
