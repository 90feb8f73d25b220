/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Faults by lot, every few seconds, on one pair. During the first half anything happens; during the second half nothing that
 * ends a process, so that it shows what a living one piles up. One thread.
 */
final class Soak {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(3);

    /** How long to wait for what goes by itself: workers without work, connections to the status socket. */
    private static final Duration SETTLING = Duration.ofSeconds(90);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private static final Set<Fault> KEEPS_PROCESSES = Collections.unmodifiableSet(EnumSet.of(
            Fault.SWITCHOVER,
            Fault.FREEZE_OWNER_BRIEFLY,
            Fault.FREEZE_OWNER,
            Fault.FREEZE_BACKUP_BRIEFLY,
            Fault.FREEZE_BACKUP,
            Fault.CABLE,
            Fault.INTERFACE_DOWN,
            Fault.INTERFACE_REMOVED,
            Fault.MUTE,
            Fault.DEAF,
            Fault.LOSS,
            Fault.DELETE_ONCE,
            Fault.DELETE_OFTEN,
            Fault.FLOOD_OWNER,
            Fault.FLOOD_BACKUP,
            Fault.PROCESSORS,
            Fault.IDLE_PROCESSORS));

    /** What a lab had. */
    private record Count(FaultLab lab, Census census) {}

    private final FaultSetting setting;
    private final Duration length;
    private final long seed;
    private final List<Fault> faults;
    private final Consumer<String> progress;
    private final List<FaultReport> reports = new ArrayList<>();
    private final List<String> leaks = new ArrayList<>();

    Soak(FaultSetting setting, Duration length, long seed, List<Fault> faults, Consumer<String> progress) {
        this.setting = setting;
        this.length = length;
        this.seed = seed;
        this.faults = faults.stream()
                .filter(fault -> fault.nodes() == Fault.PAIR && fault.concerns(setting.variant()))
                .toList();
        this.progress = progress;
    }

    /** Every fault that was inflicted. */
    List<FaultReport> reports() {
        return List.copyOf(reports);
    }

    /** What was left behind. */
    List<String> leaks() {
        return List.copyOf(leaks);
    }

    /** Runs to the end. */
    void run() {
        try (FaultBench bench = new FaultBench(setting)) {
            Deadline half = Deadline.after(length.dividedBy(2));
            Deadline end = Deadline.after(length);
            Random lot = new Random(seed);
            // Each node has been Active once before anything is counted.
            inflict(bench, Fault.CABLE);
            Count start = count("at the start", bench);
            inflictUntil(half, bench, faults, lot);
            Count middle = count("at half-time", bench);
            List<Fault> gentle =
                    faults.stream().filter(KEEPS_PROCESSES::contains).toList();
            inflictUntil(end, bench, gentle.isEmpty() ? faults : gentle, lot);
            leaks.addAll(leaksSince(start, bench));
            leaks.addAll(leaksSince(middle, bench));
            count("at the end", bench);
        }
    }

    private void inflictUntil(Deadline end, FaultBench bench, List<Fault> choice, Random lot) {
        while (!end.isOver()) {
            inflict(bench, choice.get(lot.nextInt(choice.size())));
            Deadline.pause(Duration.ofMillis(lot.nextInt((int) LONGEST_PAUSE.toMillis())));
        }
    }

    private void inflict(FaultBench bench, Fault fault) {
        progress.accept((reports.size() + 1) + ": " + fault.title());
        FaultReport report = bench.inflict(fault, seed + reports.size());
        report.complaint().forEach(progress);
        reports.add(report);
    }

    private Count count(String when, FaultBench bench) {
        FaultLab lab = bench.fit(Fault.PAIR);
        Census census = Census.of(lab);
        progress.accept(when);
        census.lines().forEach(line -> progress.accept("  " + line));
        return new Count(lab, census);
    }

    private static List<String> leaksSince(Count before, FaultBench bench) {
        FaultLab lab = bench.fit(Fault.PAIR);
        if (lab != before.lab()) {
            return List.of(); // There was a violation, and everything is new.
        }
        Deadline limit = Deadline.after(SETTLING);
        while (true) {
            List<String> found = Census.of(lab).leaksSince(before.census());
            if (found.isEmpty() || limit.isOver()) {
                return found;
            }
            Deadline.pause(LOOK_AGAIN);
        }
    }
}
