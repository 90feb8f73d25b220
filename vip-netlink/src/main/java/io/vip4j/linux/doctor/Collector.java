/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Garbage collectors, and the longest pause that each was measured with: the lateness of a timer of 10 ms while two threads
 * allocated as fast as they could, two processors, a heap of 2 GiB, JDK 17 and 25. A worst case: an application that leaves
 * a processor free pauses for less.
 */
enum Collector {
    /** One thread collects all that lives. */
    SERIAL("Serial", "Copy", 415, true, true),
    /** Several threads collect all that lives. */
    PARALLEL("Parallel", "PS ", 197, true, true),
    /** Regions, with a goal of 200 ms for a pause. */
    G1("G1", "G1 ", 239, true, false),
    /** Concurrent; its long pauses are threads that wait for memory. */
    ZGC("ZGC", "ZGC ", 236, false, false),
    /** Concurrent. */
    SHENANDOAH("Shenandoah", "Shenandoah ", 16, false, false);

    private static final long MEASURED_HEAP = 2L << 30;

    private final String title;
    private final String prefix;
    private final int worstMillis;
    private final boolean lessWithSmallHeap;
    private final boolean moreWithLargeHeap;

    Collector(String title, String prefix, int worstMillis, boolean lessWithSmallHeap, boolean moreWithLargeHeap) {
        this.title = title;
        this.prefix = prefix;
        this.worstMillis = worstMillis;
        this.lessWithSmallHeap = lessWithSmallHeap;
        this.moreWithLargeHeap = moreWithLargeHeap;
    }

    /** The one of a JVM with these collector beans; empty if it is none of these. */
    static Optional<Collector> of(List<String> beans) {
        for (Collector collector : values()) {
            if (beans.stream().anyMatch(bean -> bean.startsWith(collector.prefix))) {
                return Optional.of(collector);
            }
        }
        return Optional.empty();
    }

    String title() {
        return title;
    }

    /** The longest pause to reckon with. One that stops all to collect takes as long as there is to collect. */
    Duration worstPause(long heapOctets) {
        double share = (double) heapOctets / MEASURED_HEAP;
        boolean scales = share < 1 ? lessWithSmallHeap : moreWithLargeHeap;
        double scale = scales ? share : 1;
        return Duration.ofMillis(Math.max(1, Math.round(worstMillis * scale)));
    }
}
