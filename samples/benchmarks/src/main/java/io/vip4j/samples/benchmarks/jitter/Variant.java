/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import java.util.List;
import java.util.Locale;

/** What is done about lateness, besides the choice of a collector. */
enum Variant {
    /** Nothing. */
    PLAIN(false, false),
    /** The loop has a real-time priority. */
    FIFO(true, false),
    /** The kernel gives all pages of the heap at the start. */
    PRETOUCH(false, true),
    /** Both. */
    BOTH(true, true);

    private static final String PRIORITY = "10";

    private final boolean realTime;
    private final boolean touched;

    Variant(boolean realTime, boolean touched) {
        this.realTime = realTime;
        this.touched = touched;
    }

    /** The name on the command line and in results. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<String> javaOptions() {
        return touched ? List.of("-XX:+AlwaysPreTouch") : List.of();
    }

    /** Further arguments of {@link StressedRouters}. */
    List<String> arguments() {
        return realTime ? List.of(PRIORITY) : List.of();
    }
}
