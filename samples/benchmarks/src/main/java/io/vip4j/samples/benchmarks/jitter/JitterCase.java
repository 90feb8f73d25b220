/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import java.nio.file.Path;

/**
 * One JVM that is measured.
 *
 * @param javaHome the directory of its Java
 * @param collector its collector
 * @param variant what else is done
 */
record JitterCase(Path javaHome, MeasuredCollector collector, Variant variant) {

    @Override
    public String toString() {
        return collector.title() + " " + variant.word() + " of " + javaHome;
    }
}
