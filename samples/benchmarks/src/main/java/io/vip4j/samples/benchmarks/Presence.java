/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import io.vip4j.samples.lab.Capture;
import io.vip4j.samples.lab.CapturedFrame;
import io.vip4j.samples.lab.ConfiguredNode;
import io.vip4j.samples.lab.Deadline;
import io.vip4j.samples.lab.Lab;
import io.vip4j.samples.lab.LabHost;
import io.vip4j.samples.lab.Product;
import io.vip4j.samples.lab.RouterSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a daemon with one router costs by being there: the time from its start to its first advertisement, as the owner of
 * the address, and its resident memory some time later.
 *
 * @param rest how much later
 */
record Presence(Duration rest) implements Experiment {

    private static final int OWNER = 255;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final double MOST_MILLIS = 1000;
    private static final double MOST_MEBIBYTES = 80;

    private static final Metric START = Metric.alone("start to first advert", "ms", MOST_MILLIS);
    private static final Metric RESIDENT = Metric.alone("resident memory, one router", "MiB", MOST_MEBIBYTES);

    @Override
    public String name() {
        return "presence";
    }

    @Override
    public List<Metric> metrics() {
        return List.of(START, RESIDENT);
    }

    @Override
    public Map<Metric, Double> measure(Product product) {
        try (Lab lab = Lab.open();
                Capture capture = Capture.start(lab)) {
            LabHost host = lab.join("measured", "198.51.100.1");
            ConfiguredNode daemon = new ConfiguredNode(product, host);
            Instant startedAt = Instant.now();
            daemon.start(RouterSettings.v3(OWNER, Duration.ofSeconds(1)).keepalivedConf("measured"));
            Instant heardAt = capture.frames()
                    .await("its first advertisement", 0, CapturedFrame.Advertisement.class::isInstance, LIMIT)
                    .at();
            Deadline.pause(rest);
            return Map.of(
                    START,
                    Duration.between(startedAt, heardAt).toNanos() / 1e6,
                    RESIDENT,
                    daemon.residentKib() / 1024.0);
        }
    }
}
