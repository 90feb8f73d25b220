/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.samples.benchmarks.Experiment.Metric;
import io.vip4j.samples.lab.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was measured of one thing, the runs of both products in pairs.
 *
 * @param ours of vip4j, in the order of the runs
 * @param theirs of keepalived, as many
 */
record LabResult(Metric metric, List<Double> ours, List<Double> theirs) {

    LabResult {
        ours = List.copyOf(ours);
        theirs = List.copyOf(theirs);
        if (ours.size() != theirs.size() || ours.isEmpty()) {
            throw new IllegalArgumentException("runs must come in pairs: " + ours + " and " + theirs);
        }
    }

    /** What is held against the bound, of each pair of runs. */
    Spread judged() {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            values.add(
                    switch (metric.judged()) {
                        case RATIO -> ours.get(i) / theirs.get(i);
                        case DIFFERENCE -> ours.get(i) - theirs.get(i);
                        case VALUE -> ours.get(i);
                    });
        }
        return new Spread(values);
    }

    /** Whether the median is within the bound. */
    boolean isMet() {
        return judged().median() <= metric.bound();
    }

    /** The bound in words. */
    String boundText() {
        String bound = number(metric.bound());
        return switch (metric.judged()) {
            case RATIO -> "ratio at most " + bound;
            case DIFFERENCE -> "at most " + bound + " " + metric.unit() + " above";
            case VALUE -> "at most " + bound + " " + metric.unit();
        };
    }

    /** The median, and in brackets the least and the greatest. */
    static String text(Spread spread) {
        return number(spread.median()) + " (" + number(spread.best()) + ".." + number(spread.worst()) + ")";
    }

    /** Two digits after the point below ten, none above. */
    static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%.0f", value);
    }
}
