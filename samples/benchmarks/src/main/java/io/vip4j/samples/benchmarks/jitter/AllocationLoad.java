/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a busy application does to a heap: threads that never sleep, each of which keeps a processor busy, allocates at a
 * steady rate, and has a set of objects that live for some seconds and are replaced in no order. A thread that is held up
 * catches up a tenth of a second at most: an application that was stopped does not do all of its work at once either.
 */
final class AllocationLoad {

    /** A small object and an array, as a string is. */
    private static final int PAYLOAD_OCTETS = 232;

    /** With headers and padding: an item 16, its payload 16 more. */
    private static final int ITEM_OCTETS = 16 + 16 + PAYLOAD_OCTETS;

    /** Of the items that are allocated one of so many lives on. */
    private static final int ONE_LIVES_OF = 64;

    private static final int ITEMS_OF_A_SLICE = 128;
    private static final long MOST_TO_CATCH_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final class Item {
        final byte[] payload = new byte[PAYLOAD_OCTETS];
    }

    private final LongAdder items = new LongAdder();
    private volatile long result; // Written by all threads, so that nothing they compute can be left out.

    private AllocationLoad() {}

    /**
     * Starts the threads, which are daemons.
     *
     * @param octetsPerSecond of all threads together
     * @param liveOctets of all threads together
     */
    static AllocationLoad start(int threads, long octetsPerSecond, long liveOctets) {
        AllocationLoad load = new AllocationLoad();
        for (int number = 1; number <= threads; number++) {
            Item[] live = new Item[Math.toIntExact(liveOctets / threads / ITEM_OCTETS)];
            double nanosEach = 1e9 * threads * ITEM_OCTETS / octetsPerSecond;
            int seed = number;
            Thread thread = new Thread(() -> load.run(live, nanosEach, seed), "load-" + number);
            thread.setDaemon(true);
            thread.start();
        }
        return load;
    }

    /** How much was allocated since the start, in octets. */
    long octets() {
        return items.sum() * ITEM_OCTETS;
    }

    // Never ends: the JVM does.
    private void run(Item[] live, double nanosEach, int seed) {
        for (int i = 0; i < live.length; i++) {
            live[i] = new Item();
        }
        int random = seed;
        long begunAt = System.nanoTime();
        long done = 0;
        while (true) {
            for (int i = 0; i < ITEMS_OF_A_SLICE; i++) {
                random = next(random);
                Item item = new Item();
                item.payload[0] = (byte) random;
                if (i % ONE_LIVES_OF == 0) {
                    live[Math.floorMod(random, live.length)] = item;
                }
            }
            done += ITEMS_OF_A_SLICE;
            items.add(ITEMS_OF_A_SLICE);
            long dueAt = begunAt + (long) (done * nanosEach);
            long lateNanos = System.nanoTime() - dueAt;
            if (lateNanos > MOST_TO_CATCH_UP_NANOS) {
                begunAt += lateNanos - MOST_TO_CATCH_UP_NANOS;
            }
            while (System.nanoTime() - dueAt < 0) {
                random = next(random);
            }
            result = random;
        }
    }

    // Xorshift.
    private static int next(int before) {
        int value = before;
        value ^= value << 13;
        value ^= value >>> 17;
        value ^= value << 5;
        return value;
    }

    @Override
    public String toString() {
        return octets() + " octets, " + result;
    }
}
