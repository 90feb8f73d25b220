/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Measures what is promised about faults next to keepalived, in turns. One thread. */
final class FaultFigures {

    private static final String NOT_MEASURED = "-";

    private final int runs;
    private final long seed;
    private final Consumer<String> progress;
    private final Map<FaultFigure, Map<Variant, List<Double>>> values = new LinkedHashMap<>();

    FaultFigures(int runs, long seed, Consumer<String> progress) {
        this.runs = runs;
        this.seed = seed;
        this.progress = progress;
    }

    /** Measures everything. */
    void measure() {
        List<FaultFigure> figures = FaultFigure.all();
        for (int run = 0; run < runs; run++) {
            for (FaultFigure figure : figures) {
                for (Variant variant : figure.bounds().keySet()) {
                    measure(figure, variant, run);
                }
            }
        }
    }

    private void measure(FaultFigure figure, Variant variant, int run) {
        List<Double> measured = values.computeIfAbsent(figure, key -> new EnumMap<>(Variant.class))
                .computeIfAbsent(variant, key -> new ArrayList<>());
        progress.accept("run " + (run + 1) + "/" + runs + " " + figure.title() + ": " + variant.title());
        measured.add(figure.measurement().of(variant, seed + run));
    }

    /** The table, one line for each figure and a column for each variant that is measured for any of them. */
    List<String> lines() {
        List<Variant> variants = Stream.of(Variant.values())
                .filter(variant -> values.values().stream()
                        .anyMatch(row -> !row.getOrDefault(variant, List.of()).isEmpty()))
                .toList();
        List<String> headings = new ArrayList<>(List.of("figure (median / worst)"));
        variants.forEach(variant -> headings.add(variant.title()));
        headings.add("verdict on vipd");
        TextTable table = new TextTable(headings.toArray(String[]::new));
        values.forEach((figure, row) -> {
            List<String> cells = new ArrayList<>(List.of(figure.title()));
            variants.forEach(variant -> cells.add(cell(figure, variant, row.getOrDefault(variant, List.of()))));
            cells.add(verdict(figure, row));
            table.row(cells.toArray(String[]::new));
        });
        return table.lines();
    }

    private static String cell(FaultFigure figure, Variant variant, List<Double> measured) {
        if (measured.isEmpty()) {
            return NOT_MEASURED;
        }
        String text = new Spread(measured).text(figure.unit()).strip();
        double bound = bound(figure, variant);
        return Double.isInfinite(bound) ? text : text + " (<= " + Spread.number(bound) + ")";
    }

    private static String verdict(FaultFigure figure, Map<Variant, List<Double>> row) {
        if (isMissed(figure, row)) {
            return "MISSED";
        }
        boolean judged = row.entrySet().stream()
                .anyMatch(entry -> !entry.getValue().isEmpty() && !Double.isInfinite(bound(figure, entry.getKey())));
        return judged ? "ok" : "";
    }

    private static boolean isMissed(FaultFigure figure, Map<Variant, List<Double>> row) {
        return row.entrySet().stream()
                .anyMatch(entry -> !entry.getValue().isEmpty()
                        && new Spread(entry.getValue()).worst() > bound(figure, entry.getKey()));
    }

    private static double bound(FaultFigure figure, Variant variant) {
        return figure.bounds().getOrDefault(variant, Double.POSITIVE_INFINITY);
    }

    /** Whether a bound is not kept. */
    boolean isAnyMissed() {
        return values.entrySet().stream().anyMatch(entry -> isMissed(entry.getKey(), entry.getValue()));
    }
}
