/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One promise, and who is measured for it.
 *
 * @param unit of the values and the bounds
 * @param bounds what a variant may cost at worst, by variant; infinite for another product, which has promised nothing
 * @param measurement measures one variant once
 */
record FaultFigure(String title, String unit, Map<Variant, Double> bounds, Measurement measurement) {

    private static final Duration MARGIN = Duration.ZERO;
    private static final double AT_ONCE = 50;
    private static final double HAND_OVER_MARGIN = 20;
    private static final double PEER_WATCH = 300;
    private static final FaultSetting.Priorities HIGH = new FaultSetting.Priorities(250, 200);
    private static final int CONNECTIONS = 50;
    private static final String MILLIS = "ms";

    /** Measures one variant once. */
    @FunctionalInterface
    interface Measurement {
        double of(Variant variant, long seed);
    }

    FaultFigure {
        bounds = Collections.unmodifiableMap(new LinkedHashMap<>(bounds));
    }

    /** All of them, in the order of the table. */
    static List<FaultFigure> all() {
        return List.of(
                two(
                        Fault.KILL_OWNER,
                        FaultOptions.SECOND,
                        Map.of(Variant.LEASE, 0.0, Variant.PROCESS, AT_ONCE, Variant.GATE, AT_ONCE)),
                two(Fault.KILL_OWNER, FaultOptions.TENTH, Map.of(Variant.PROCESS, AT_ONCE, Variant.GATE, AT_ONCE)),
                two(Fault.FREEZE_OWNER, FaultOptions.SECOND, Map.of(Variant.LEASE, 0.0)),
                two(Fault.FREEZE_OWNER, FaultOptions.TENTH, Map.of(Variant.GATE, AT_ONCE)),
                new FaultFigure(
                        "SIGKILL to new owner, adverts each 1 s, priority 200",
                        MILLIS,
                        withKeepalived(Map.of(Variant.PEER_WATCH, PEER_WATCH)),
                        (variant, seed) -> millis(
                                firstPhase(
                                        Fault.KILL_OWNER,
                                        new FaultSetting(variant, FaultOptions.SECOND, MARGIN, HIGH),
                                        seed),
                                phase -> phase.newOwner().orElseThrow(() -> new LabException("no new owner")))),
                handOver(FaultOptions.SECOND),
                handOver(FaultOptions.TENTH),
                new FaultFigure(
                        "connections that hang after a handover, of " + CONNECTIONS,
                        "",
                        withKeepalived(Map.of(Variant.LEASE, Double.POSITIVE_INFINITY, Variant.BREAK_CONNECTIONS, 0.0)),
                        FaultFigure::hanging));
    }

    private static FaultFigure two(Fault fault, Duration interval, Map<Variant, Double> bounds) {
        String what = fault == Fault.KILL_OWNER ? "SIGKILL" : "SIGSTOP";
        return new FaultFigure(
                "two owners after " + what + ", adverts each " + words(interval),
                MILLIS,
                withKeepalived(bounds),
                (variant, seed) -> two(firstPhase(fault, new FaultSetting(variant, interval, MARGIN), seed)));
    }

    // Behind a gate the address stays in the kernel for a while, where nobody can reach it.
    private static double two(PhaseResult phase) {
        if (!phase.isAgreed()) {
            return Double.POSITIVE_INFINITY;
        }
        double answered = millis(phase, PhaseResult::twoAnswer);
        boolean gated = phase.bounds().twoOwners().equals(Bounds.NOT_JUDGED);
        return gated ? answered : Math.max(answered, millis(phase, PhaseResult::twoOwners));
    }

    private static FaultFigure handOver(Duration interval) {
        Duration skew = new FaultSetting(Variant.LEASE, interval, MARGIN)
                .promises()
                .handOver()
                .clientGap();
        return new FaultFigure(
                "client gap of a handover, adverts each " + words(interval),
                MILLIS,
                withKeepalived(Map.of(Variant.LEASE, skew.toNanos() / 1e6 + HAND_OVER_MARGIN)),
                (variant, seed) -> millis(
                        firstPhase(handOverOf(variant), new FaultSetting(variant, interval, MARGIN), seed),
                        PhaseResult::clientGap));
    }

    // keepalived cannot be asked to hand over; it can be stopped.
    private static Fault handOverOf(Variant variant) {
        return variant.isVipd() ? Fault.SWITCHOVER : Fault.STOP_OWNER;
    }

    private static double hanging(Variant variant, long seed) {
        FaultSetting setting = new FaultSetting(variant, FaultOptions.TENTH, MARGIN);
        try (FaultBench bench = new FaultBench(setting)) {
            OpenConnections connections = OpenConnections.open(bench.fit(Fault.PAIR), CONNECTIONS);
            FaultReport report = bench.inflict(handOverOf(variant), seed);
            requireAgreement(report);
            return connections.count();
        }
    }

    private static PhaseResult firstPhase(Fault fault, FaultSetting setting, long seed) {
        try (FaultBench bench = new FaultBench(setting)) {
            FaultReport report = bench.inflict(fault, seed);
            if (setting.variant().isVipd()) {
                requireAgreement(report);
            }
            return report.phases().stream()
                    .findFirst()
                    .orElseThrow(() -> new LabException(fault.title() + ": " + report.failure()));
        }
    }

    private static void requireAgreement(FaultReport report) {
        if (!report.endedWell()) {
            throw new LabException(String.join("\n", report.complaint()));
        }
    }

    private static Map<Variant, Double> withKeepalived(Map<Variant, Double> bounds) {
        Map<Variant, Double> all = new LinkedHashMap<>();
        for (Variant variant : Variant.values()) {
            Optional.ofNullable(bounds.get(variant)).ifPresent(bound -> all.put(variant, bound));
        }
        all.put(Variant.KEEPALIVED, Double.POSITIVE_INFINITY);
        return all;
    }

    private static double millis(PhaseResult phase, Function<PhaseResult, Duration> value) {
        return value.apply(phase).toNanos() / 1e6;
    }

    private static String words(Duration interval) {
        return interval.equals(FaultOptions.SECOND) ? "1 s" : interval.toMillis() + " ms";
    }
}
