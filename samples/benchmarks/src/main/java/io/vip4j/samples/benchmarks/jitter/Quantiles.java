/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import java.util.List;

/**
 * How late some advertisements were, in milliseconds: of so many hundredths none was later.
 *
 * @param p50 the half
 * @param p99 99 of 100
 * @param p999 999 of 1000
 * @param max all
 */
public record Quantiles(double p50, double p99, double p999, double max) {

    /** Of these; there must be one. */
    static Quantiles of(List<Double> millis) {
        if (millis.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Double> sorted = millis.stream().sorted().toList();
        return new Quantiles(at(sorted, 0.5), at(sorted, 0.99), at(sorted, 0.999), at(sorted, 1));
    }

    /** The nearest rank. */
    private static double at(List<Double> sorted, double share) {
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }
}
