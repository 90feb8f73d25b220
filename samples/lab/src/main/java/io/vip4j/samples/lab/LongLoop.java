/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * Forces a pause of the whole JVM that lasts at least as long as wanted, with any heap: a compiled counted loop has no
 * safepoint in it ({@code -XX:-UseCountedLoopSafepoints}, what the serial collector brings along), so a collection that is
 * asked for meanwhile stops all other threads until the loop is over. Measured from outside it is a collection of that
 * length.
 */
final class LongLoop {

    /** The pause, in milliseconds, as a system property. */
    static final String MILLIS = "lab.stall.millis";

    private static final int WARM_UP = 30_000;
    private static final int ROUNDS_OF_WARM_UP = 2_000;
    private static final int MEASURED = 50_000_000;

    private LongLoop() {}

    /** Takes a while to get ready, then lets the JVM stand still. Prints "stall MILLIS" with how long the others stood. */
    static void stallTheJvm() {
        long sum = 0;
        for (int round = 0; round < ROUNDS_OF_WARM_UP; round++) {
            sum += spin(WARM_UP, round);
        }
        // Processor time: on a busy machine the pause becomes longer than wanted, never shorter.
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadCpuTime();
        sum += spin(MEASURED, (int) sum);
        double nanosEach = (threads.getCurrentThreadCpuTime() - before) / (double) MEASURED;
        int wanted = (int) Math.min(
                Integer.MAX_VALUE,
                Duration.ofMillis(Integer.getInteger(MILLIS, 3000)).toNanos() / nanosEach);

        long begun = System.nanoTime();
        Thread collection = new Thread(
                () -> {
                    Deadline.pause(Duration.ofMillis(20));
                    long asked = System.nanoTime();
                    System.gc();
                    System.out.println("stall "
                            + Duration.ofNanos(System.nanoTime() - asked).toMillis());
                },
                "collection");
        collection.setDaemon(true);
        collection.start();
        sum += spin(wanted, (int) sum);
        System.err.println("looped " + (System.nanoTime() - begun) / 1_000_000 + " ms, " + sum);
    }

    // Xorshift: each step needs the one before it, so nothing can be left out or done at once.
    private static int spin(int steps, int seed) {
        int value = seed | 1;
        for (int i = 0; i < steps; i++) {
            value ^= value << 13;
            value ^= value >>> 17;
            value ^= value << 5;
        }
        return value;
    }
}
