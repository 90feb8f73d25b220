/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was measured of one product. One thread writes. */
final class Samples {

    private final Map<Figure, List<Double>> values = new EnumMap<>(Figure.class);

    void add(Figure figure, double value) {
        values.computeIfAbsent(figure, key -> new ArrayList<>()).add(value);
    }

    void add(Figure figure, Duration value) {
        add(figure, value.toNanos() / 1e6);
    }

    List<Double> of(Figure figure) {
        return List.copyOf(values.getOrDefault(figure, List.of()));
    }
}
