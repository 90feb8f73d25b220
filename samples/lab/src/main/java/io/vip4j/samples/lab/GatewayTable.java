/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What moves of the address have cost, one line for each kind of move and pair of gateways. */
final class GatewayTable {

    private final List<GatewayResult> results;

    GatewayTable(List<GatewayResult> results) {
        this.results = List.copyOf(results);
    }

    /** What has the same line. */
    private record Key(GatewayMove move, GatewaySetting setting) {}

    List<String> lines() {
        Map<Key, List<GatewayResult>> rows = new LinkedHashMap<>();
        for (GatewayMove move : GatewayMove.values()) {
            for (GatewayResult result : results) {
                if (result.move() == move) {
                    rows.computeIfAbsent(new Key(move, result.setting()), key -> new ArrayList<>())
                            .add(result);
                }
            }
        }
        TextTable table = new TextTable(
                "median / worst",
                "of",
                "runs",
                "failed requests",
                "outside of Skew_Time",
                "first to last failure",
                "no owner",
                "how they failed, all runs");
        rows.forEach((key, same) -> table.row(
                key.move().title(),
                key.setting().toString(),
                Integer.toString(same.size()),
                spread(same, result -> result.failed().size(), ""),
                spread(same, result -> result.failedOutside().size(), ""),
                spread(same, result -> millis(result.outage()), "ms"),
                spread(same, result -> millis(result.noOwner()), "ms"),
                kinds(same)));
        return table.lines();
    }

    private static String spread(List<GatewayResult> same, ToDoubleFunction<GatewayResult> value, String unit) {
        return new Spread(same.stream().mapToDouble(value).boxed().toList())
                .text(unit)
                .strip();
    }

    private static String kinds(List<GatewayResult> same) {
        Map<String, Long> sums = same.stream()
                .flatMap(result -> result.kinds().entrySet().stream())
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, TreeMap::new, Collectors.summingLong(Map.Entry::getValue)));
        return sums.isEmpty()
                ? "-"
                : sums.entrySet().stream()
                        .map(kind -> kind.getKey() + " " + kind.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static double millis(Duration value) {
        return value.toNanos() / 1e6;
    }
}
