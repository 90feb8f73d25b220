/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import java.time.Duration;

/**
 * How much of it.
 *
 * @param measured how long advertisements are looked at
 * @param warmUp how long the load runs before the routers start
 * @param heapMebibytes of the JVM under stress
 * @param liveMebibytes how much of it lives
 */
record JitterLength(Duration measured, Duration warmUp, int heapMebibytes, int liveMebibytes) {

    /** Ten minutes, 4 GiB of heap, and 256 MiB that live: with more no collector keeps up on two busy processors. */
    static final JitterLength DEFAULT = new JitterLength(Duration.ofMinutes(10), Duration.ofSeconds(10), 4096, 256);

    /** The same for another time. */
    JitterLength measured(Duration other) {
        return new JitterLength(other, warmUp, heapMebibytes, liveMebibytes);
    }

    /** The same with another live set. */
    JitterLength live(int mebibytes) {
        return new JitterLength(measured, warmUp, heapMebibytes, mebibytes);
    }

    /** What results have behind their variant, so that they replace none with the usual live set. */
    String note() {
        return liveMebibytes == DEFAULT.liveMebibytes ? "" : ", " + liveMebibytes + " MiB live";
    }

    /** For a test of the program. */
    static JitterLength quick() {
        return new JitterLength(Duration.ofSeconds(3), Duration.ofSeconds(1), 1024, 64);
    }
}
