/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import java.util.List;

/** Garbage collectors, by the options that choose them. */
enum MeasuredCollector {
    /** One thread collects all that lives. */
    SERIAL("Serial"),
    /** Several threads collect all that lives. */
    PARALLEL("Parallel"),
    /** Regions, with a goal for a pause. */
    G1("G1"),
    /** Concurrent; generational from JDK 24 on, where it is nothing else. */
    ZGC("ZGC"),
    /** Concurrent. */
    SHENANDOAH("Shenandoah");

    private final String title;

    MeasuredCollector(String title) {
        this.title = title;
    }

    /** The name as people write it. */
    String title() {
        return title;
    }

    List<String> javaOptions() {
        return List.of("-XX:+Use" + (this == ZGC ? "Z" : title) + "GC");
    }
}
