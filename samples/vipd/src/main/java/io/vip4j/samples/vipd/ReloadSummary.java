/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.event.ChangeReport;
import java.util.ArrayList;
import java.util.List;

/** Says in one line what a reload has changed. */
final class ReloadSummary {

    private ReloadSummary() {}

    /** {@code changed in place: web, started: mail ftp, 3 untouched}. */
    static String of(ChangeReport report) {
        List<String> parts = new ArrayList<>();
        add(parts, "changed in place", report.changed());
        add(parts, "restarted", report.restarted());
        add(parts, "started", report.started());
        add(parts, "stopped", report.stopped());
        parts.add(report.untouched().size() + " untouched");
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String what, List<String> names) {
        if (!names.isEmpty()) {
            parts.add(what + ": " + String.join(" ", names));
        }
    }
}
