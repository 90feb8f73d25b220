/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.samples.lab.ConfiguredNode;
import io.vip4j.samples.lab.Deadline;
import io.vip4j.samples.lab.Lab;
import io.vip4j.samples.lab.LabHost;
import io.vip4j.samples.lab.Product;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Processor time for each advertisement of many routers. What is sent is measured of a daemon that is alone; what is
 * received is measured of a Backup, and its Active router is keepalived in every case.
 *
 * @param direction of the advertisements
 * @param routers on one interface, 1..{@value Routers#MOST}
 * @param interval of all of them
 * @param warmUp before it is measured
 * @param window how long it is measured
 */
record AdvertCost(Traffic.Direction direction, int routers, Duration interval, Duration warmUp, Duration window)
        implements Experiment {

    private static final double MOST_SENT = 0.3;
    private static final double MOST_RECEIVED = 1.0;

    @Override
    public String name() {
        return isSent() ? "sent-" + routers : "received-" + routers;
    }

    private boolean isSent() {
        return direction == Traffic.Direction.SENT;
    }

    @Override
    public List<Metric> metrics() {
        return List.of(Metric.ratio(
                "CPU per advert " + (isSent() ? "sent" : "received") + ", " + routers + " routers, every "
                        + interval.toMillis() + " ms",
                "us",
                isSent() ? MOST_SENT : MOST_RECEIVED));
    }

    @Override
    public Map<Metric, Double> measure(Product product) {
        try (Lab lab = Lab.open()) {
            LabHost measured = lab.join("measured", "198.51.100.1");
            ConfiguredNode daemon = new ConfiguredNode(product, measured);
            if (isSent()) {
                daemon.start(Routers.many("measured", routers, 100, interval));
            } else {
                LabHost other = lab.join("active", "198.51.100.2");
                ConfiguredNode active = new ConfiguredNode(Product.KEEPALIVED, other);
                active.start(Routers.many("active", routers, 200, interval));
                new Traffic(other, Traffic.Direction.SENT).awaitRate(rate(), active);
                daemon.start(Routers.many("measured", routers, 100, interval));
            }
            Traffic traffic = new Traffic(measured, direction);
            traffic.awaitRate(rate(), daemon);
            Deadline.pause(warmUp);
            return Map.of(metrics().get(0), traffic.microsPerPacket(daemon, window));
        }
    }

    private double rate() {
        return routers * 1e9 / interval.toNanos();
    }
}
