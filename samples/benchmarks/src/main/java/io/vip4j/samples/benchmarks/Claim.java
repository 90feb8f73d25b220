/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.samples.lab.Product;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * How long it takes from the first advertisement of a takeover until every address has been announced.
 *
 * @param addresses of one router, 1..{@value Routers#MOST}
 */
record Claim(int addresses) implements Experiment {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final double MOST = 1;

    @Override
    public String name() {
        return "claim-" + addresses;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.ratio("claim of " + addresses + " addresses, until the last is announced", "ms", MOST));
    }

    @Override
    public Map<Metric, Double> measure(Product product) {
        try (DyingActive pair = new DyingActive(
                product,
                INTERVAL,
                Routers.one("active", addresses, 200, INTERVAL),
                Routers.one("backup", addresses, 100, INTERVAL),
                Routers.addresses(addresses))) {
            Instant lastHeard = pair.kill();
            Instant from = pair.takenOver(lastHeard);
            return Map.of(
                    metrics().get(0),
                    Duration.between(from, pair.announcedAll(from)).toNanos() / 1e6);
        }
    }
}
