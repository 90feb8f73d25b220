/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.samples.lab.Product;
import io.vip4j.samples.lab.RouterSettings;
import io.vip4j.samples.lab.Spread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How much later than Active_Down_Interval a Backup advertises, counted from the last advertisement of the Active router.
 * The first takeover is the first from another router that its process ever does; of those that follow the median counts.
 *
 * @param repetitions how many follow, at least 1
 */
record Takeovers(Duration interval, int repetitions) implements Experiment {

    private static final double MOST_MILLIS = 1;

    @Override
    public String name() {
        return "takeover-" + interval.toMillis();
    }

    @Override
    public List<Metric> metrics() {
        String every = ", adverts every " + interval.toMillis() + " ms";
        return List.of(
                Metric.above("takeover overhead, first" + every, "ms", MOST_MILLIS),
                Metric.above("takeover overhead, later" + every, "ms", MOST_MILLIS));
    }

    @Override
    public Map<Metric, Double> measure(Product product) {
        RouterSettings backup = RouterSettings.v3(100, interval);
        RouterSettings active = backup.withPriority(200);
        try (DyingActive pair = new DyingActive(
                product,
                interval,
                active.keepalivedConf("active"),
                backup.keepalivedConf("backup"),
                backup.bareAddresses())) {
            double first = overheadMillis(pair, backup);
            List<Double> later = new ArrayList<>();
            for (int i = 0; i < repetitions; i++) {
                pair.startActive();
                later.add(overheadMillis(pair, backup));
            }
            return Map.of(metrics().get(0), first, metrics().get(1), new Spread(later).median());
        }
    }

    private static double overheadMillis(DyingActive pair, RouterSettings backup) {
        Instant lastHeard = pair.kill();
        Duration waited = Duration.between(lastHeard, pair.takenOver(lastHeard));
        return waited.minus(backup.activeDownInterval()).toNanos() / 1e6;
    }
}
