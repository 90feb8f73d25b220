/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How one run of one fault ended.
 *
 * @param seed with which it can be repeated
 * @param phases what was seen, in order
 * @param failure why the run could not be told to its end
 */
record FaultReport(Fault fault, FaultSetting setting, long seed, List<PhaseResult> phases, Optional<String> failure) {

    FaultReport {
        phases = List.copyOf(phases);
    }

    /** Everything that was promised and not kept; another product has promised nothing. */
    List<String> violations() {
        if (!setting.variant().isVipd()) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        for (PhaseResult phase : phases) {
            phase.violations().forEach(violation -> found.add(phase.phase() + ": " + violation));
        }
        failure.ifPresent(found::add);
        return found;
    }

    /** What was not kept, how it came about, and how to see it again; nothing if all was kept. */
    List<String> complaint() {
        List<String> lines = new ArrayList<>();
        violations().forEach(violation -> lines.add("  VIOLATED " + violation));
        if (!lines.isEmpty()) {
            phases.forEach(phase -> phase.history().forEach(line -> lines.add("    " + phase.phase() + ": " + line)));
            lines.add("    repeat it with: " + command());
        }
        return lines;
    }

    /** Whether all agreed at its end, so that the lab is as it was before. */
    boolean endedWell() {
        return failure.isEmpty()
                && !phases.isEmpty()
                && phases.get(phases.size() - 1).isAgreed();
    }

    /** The command that repeats it. */
    String command() {
        return "samples/lab/faults --only %s --seed %d --runs 1 --interval %s --product %s%s"
                .formatted(
                        fault.word(),
                        seed,
                        setting.interval().equals(FaultOptions.SECOND) ? "1s" : "100ms",
                        setting.variant().isVipd() ? "vipd" : "keepalived",
                        setting.variant().isVipd() && setting.variant() != Variant.LEASE
                                ? " --variant " + setting.variant().word()
                                : "");
    }
}
