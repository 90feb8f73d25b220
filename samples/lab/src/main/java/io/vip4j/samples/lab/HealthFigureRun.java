/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Measures once how quickly a product acts on health, and what asking for it costs. */
final class HealthFigureRun {

    private static final int REPEATS = 10;
    private static final int SCRIPT_REPEATS = 5;
    private static final Duration SCRIPT_INTERVAL = Duration.ofSeconds(1);
    private static final int HEAVY_WEIGHT = -20;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration SPAN = Duration.ofSeconds(20);

    private final Product product;
    private final Samples samples;
    private final Consumer<String> progress;

    HealthFigureRun(Product product, Samples samples, Consumer<String> progress) {
        this.product = product;
        this.samples = samples;
        this.progress = progress;
    }

    void push() {
        if (product == Product.VIP4J) {
            measure("down()", REPEATS, Figure.PUSH_TO_UNBIND, Figure.PUSH_TO_ARP, FailingOwner::saying);
        }
    }

    void process() {
        // keepalived's track_process needs the kernel's process connector, which no namespace but the first has.
        if (product == Product.VIP4J) {
            measure(
                    "process killed",
                    REPEATS,
                    Figure.PROCESS_TO_UNBIND,
                    Figure.PROCESS_TO_ARP,
                    FailingOwner::watchingProcess);
        }
    }

    void scripts() {
        measure(
                "script each 1 s, weight 0",
                SCRIPT_REPEATS,
                Figure.SCRIPT_TO_UNBIND,
                Figure.SCRIPT_TO_ARP,
                (host, settings) -> FailingOwner.askingByScript(product, host, settings, 0));
        measure(
                "script each 1 s, weight " + HEAVY_WEIGHT,
                SCRIPT_REPEATS,
                Figure.WEIGHT_TO_UNBIND,
                Figure.WEIGHT_TO_ARP,
                (host, settings) -> FailingOwner.askingByScript(product, host, settings, HEAVY_WEIGHT));
    }

    private void measure(
            String what,
            int repeats,
            Figure toUnbind,
            Figure toArp,
            BiFunction<LabHost, RouterSettings, FailingOwner> owner) {
        progress.accept(product.title() + ": " + repeats + " releases, " + what + ", adverts each 100 ms");
        try (HealthPair pair = HealthPair.start(product, Figure.tenth(), owner)) {
            for (int i = 0; i < repeats; i++) {
                // An owner that is well again is so since a run of its script: spread over the time until the next one.
                sleep(SCRIPT_INTERVAL.multipliedBy(i).dividedBy(repeats));
                HealthPair.Release release = pair.fail();
                samples.add(toUnbind, release.unbound());
                samples.add(toArp, release.announced());
                if (toArp == Figure.PUSH_TO_ARP) {
                    samples.add(Figure.PUSH_TO_GOODBYE, release.resigned());
                }
                pair.mend();
            }
        }
    }

    void probes() {
        // keepalived's TCP checks belong to its load balancer, which needs the kernel's ipvs, and never move an
        // address.
        if (product != Product.VIP4J) {
            return;
        }
        progress.accept(product.title() + ": " + ProbeLoad.PROBES + " TCP probes each 1 s, adverts each 100 ms");
        try (ProbeLoad load = ProbeLoad.start(Figure.tenth())) {
            sleep(WARM_UP);
            ProbeLoad.Cost cost = load.measure(SPAN);
            samples.add(Figure.PROBES_CPU, cost.cpu());
            samples.add(Figure.PROBES_PAUSE, cost.longestPause());
        }
    }

    private static void sleep(Duration span) {
        try {
            TimeUnit.NANOSECONDS.sleep(span.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }
}
