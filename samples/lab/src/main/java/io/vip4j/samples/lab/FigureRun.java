/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Measures one product once, from fresh processes. */
final class FigureRun {

    private static final int TAKEOVERS = 10;
    private static final Duration RESIDENT_AFTER = Duration.ofSeconds(30);
    private static final Duration NEVER = Duration.ofSeconds(6);

    private final Product product;
    private final Samples samples;
    private final Consumer<String> progress;

    FigureRun(Product product, Samples samples, Consumer<String> progress) {
        this.product = product;
        this.samples = samples;
        this.progress = progress;
    }

    void measure() {
        takeoversAtTenth();
        handOversAtSecond();
    }

    private void takeoversAtTenth() {
        progress.accept(product.title() + ": " + TAKEOVERS + " takeovers and a stop, adverts each 100 ms");
        try (FigurePair pair = FigurePair.start(product, Figure.tenth())) {
            for (int takeover = 1; takeover <= TAKEOVERS; takeover++) {
                FigurePair.Takeover seen = pair.cutCable();
                samples.add(Figure.CUT_GAP_100MS, seen.clientGap());
                if (takeover == 1) {
                    samples.add(Figure.FIRST_EXPIRY_TO_ARP, seen.expiryToAnnouncement());
                    samples.add(Figure.FIRST_ADVERT_TO_ARP, seen.advertisementToAnnouncement());
                }
                if (takeover == TAKEOVERS) {
                    samples.add(Figure.TENTH_EXPIRY_TO_ARP, seen.expiryToAnnouncement());
                    samples.add(Figure.TENTH_ADVERT_TO_ARP, seen.advertisementToAnnouncement());
                }
                pair.healCable();
            }
            stop(pair, Figure.STOP_GAP_100MS);
        }
    }

    private void handOversAtSecond() {
        progress.accept(product.title() + ": cut, stop and kill, adverts each 1 s");
        try (FigurePair pair = FigurePair.start(product, Figure.second())) {
            long backupStartedAtNanos = System.nanoTime();
            samples.add(Figure.CUT_GAP_1S, pair.cutCable().clientGap());
            pair.healCable();
            stop(pair, Figure.STOP_GAP_1S);
            pair.restartOwner();
            samples.add(
                    Figure.KILL_GONE,
                    pair.killOwner(NEVER).map(gone -> gone.toNanos() / 1e6).orElse(Double.POSITIVE_INFINITY));
            sleepUntil(backupStartedAtNanos + RESIDENT_AFTER.toNanos());
            samples.add(Figure.RESIDENT, pair.backup().daemon().residentKib() / 1024.0);
        }
    }

    private void stop(FigurePair pair, Figure gap) {
        FigurePair.Stop stop = pair.stopOwner();
        samples.add(gap, stop.clientGap());
        samples.add(Figure.STOP_OVERLAP, stop.heldByBoth());
    }

    private static void sleepUntil(long atNanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(atNanos - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }
}
