/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.util.List;
import java.util.Locale;

/** How some measured values of one kind lie; there is at least one. */
public record Spread(List<Double> samples) {

    /** Sorts; there must be a sample. */
    public Spread {
        samples = samples.stream().sorted().toList();
        if (samples.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    /** The greatest. */
    public double worst() {
        return samples.get(samples.size() - 1);
    }

    /** The least. */
    public double best() {
        return samples.get(0);
    }

    /** The one in the middle, or the mean of the two there. */
    public double median() {
        int middle = samples.size() / 2;
        return samples.size() % 2 == 1 ? samples.get(middle) : (samples.get(middle - 1) + samples.get(middle)) / 2;
    }

    /** The median and the worst, with a unit. */
    String text(String unit) {
        return number(median()) + " / " + number(worst()) + " " + unit;
    }

    /** As many digits as say something. */
    public static String number(double value) {
        if (Double.isInfinite(value)) {
            return "never";
        }
        return Math.abs(value) < 100 && value != Math.rint(value)
                ? String.format(Locale.ROOT, "%.1f", value)
                : String.format(Locale.ROOT, "%.0f", value);
    }
}
