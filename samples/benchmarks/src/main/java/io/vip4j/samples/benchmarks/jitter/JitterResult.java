/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import java.util.List;
import java.util.Optional;

/**
 * What came of one case.
 *
 * @param java version of the measured JVM; its directory if it could not be measured
 * @param collector name of the collector
 * @param variant name of the variant
 * @param measured what was seen; empty if the case could not be measured
 * @param failure why not; empty if it could
 */
public record JitterResult(String java, String collector, String variant, Optional<Measured> measured, String failure) {

    private static final double FULL_MINUTES = 10;
    private static final int SECOND_MILLIS = 1000;
    private static final int SHORTEST_ADVISED_MILLIS = 100;

    /**
     * What was seen.
     *
     * @param minutes how long
     * @param mebibytesPerSecond what was really allocated
     * @param routers one for each interval
     * @param loopMaxMillis how late the loop was at the most, by its own account
     * @param stalls how often it was later than half of the shortest interval
     */
    public record Measured(
            double minutes, double mebibytesPerSecond, List<OfRouter> routers, double loopMaxMillis, long stalls) {
        /** Copies the list. */
        public Measured {
            routers = List.copyOf(routers);
        }
    }

    /**
     * Of one router.
     *
     * @param intervalMillis its advertisement interval
     * @param advertisements how many were looked at
     * @param lateness time since the one before, less the interval
     * @param failovers how often the Backup became Active
     */
    public record OfRouter(int intervalMillis, int advertisements, Quantiles lateness, int failovers) {}

    /** One that was measured. */
    static JitterResult of(JitterCase measured, JitterLength length, String java, Measured seen) {
        return new JitterResult(
                java, measured.collector().title(), measured.variant().word() + length.note(), Optional.of(seen), "");
    }

    /** One that was not. */
    static JitterResult failed(JitterCase measured, String failure) {
        return new JitterResult(
                measured.javaHome().toString(),
                measured.collector().title(),
                measured.variant().word(),
                Optional.empty(),
                failure);
    }

    /** Nothing fails over at 1 s, and nothing at 100 ms with the collector that is advised for that. */
    boolean isMet() {
        boolean advised = collector.equals(MeasuredCollector.SHENANDOAH.title());
        return measured.map(seen -> seen.routers().stream()
                        .filter(router ->
                                router.intervalMillis() >= (advised ? SHORTEST_ADVISED_MILLIS : SECOND_MILLIS))
                        .allMatch(router -> router.failovers() == 0))
                .orElse(false);
    }

    /** Whether it was measured for as long as false failovers are promised for. */
    public boolean isFull() {
        return measured.map(seen -> seen.minutes() >= FULL_MINUTES).orElse(false);
    }

    /** What it is a result of: a later one of the same replaces it. */
    public String key() {
        return java + " " + collector + " " + variant;
    }
}
