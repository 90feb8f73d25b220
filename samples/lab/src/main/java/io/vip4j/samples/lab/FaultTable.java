/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** What many runs of faults have cost, one line for each phase. */
final class FaultTable {

    private final List<FaultReport> reports;

    FaultTable(List<FaultReport> reports) {
        this.reports = List.copyOf(reports);
    }

    /** What has the same line. */
    private record Key(FaultSetting setting, Fault fault, String phase) {}

    List<String> lines() {
        Map<Key, List<PhaseResult>> rows = new LinkedHashMap<>();
        for (Fault fault : Fault.values()) {
            for (FaultReport report : reports) {
                if (report.fault() == fault) {
                    report.phases()
                            .forEach(phase -> rows.computeIfAbsent(
                                            new Key(report.setting(), fault, phase.phase()), key -> new ArrayList<>())
                                    .add(phase));
                }
            }
        }
        TextTable table = new TextTable(
                "fault, median / worst in ms",
                "phase",
                "of",
                "runs",
                "no owner",
                "two owners",
                "client gap",
                "two answer",
                "new owner",
                "agreed");
        rows.forEach((key, phases) -> table.row(
                key.fault().title(),
                key.phase(),
                key.setting().toString(),
                Integer.toString(phases.size()),
                cell(phases, PhaseResult::noOwner, Bounds::noOwner),
                cell(phases, PhaseResult::twoOwners, Bounds::twoOwners),
                cell(phases, PhaseResult::clientGap, Bounds::clientGap),
                cell(phases, PhaseResult::twoAnswer, Bounds::twoAnswer),
                newOwner(phases),
                agreed(phases)));
        return table.lines();
    }

    private static String cell(
            List<PhaseResult> phases, Function<PhaseResult, Duration> value, Function<Bounds, Duration> bound) {
        List<Duration> sorted =
                phases.stream().map(value).sorted(Comparator.naturalOrder()).toList();
        // Without agreement it would go on for ever.
        boolean endless = phases.stream().anyMatch(phase -> !phase.isAgreed());
        Duration worst = sorted.get(sorted.size() - 1);
        String text =
                millis(sorted.get(sorted.size() / 2)) + " / " + (endless && !worst.isZero() ? ">" : "") + millis(worst);
        Duration limit = bound.apply(phases.get(0).bounds());
        return limit.equals(Bounds.NOT_JUDGED) ? text : text + " (" + limit.toMillis() + ")";
    }

    private static String newOwner(List<PhaseResult> phases) {
        List<Duration> sorted = phases.stream()
                .flatMap(phase -> phase.newOwner().stream())
                .sorted()
                .toList();
        return sorted.isEmpty()
                ? "-"
                : millis(sorted.get(sorted.size() / 2)) + " / " + millis(sorted.get(sorted.size() - 1));
    }

    private static String agreed(List<PhaseResult> phases) {
        long agreed = phases.stream().filter(PhaseResult::isAgreed).count();
        return agreed == phases.size() ? "yes" : agreed + " of " + phases.size();
    }

    private static String millis(Duration value) {
        double millis = value.toNanos() / 1e6;
        return millis > 0 && millis < 10 ? String.format(Locale.ROOT, "%.1f", millis) : Long.toString(value.toMillis());
    }
}
