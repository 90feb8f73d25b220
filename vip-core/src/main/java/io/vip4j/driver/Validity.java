/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.Loop;

/**
 * Until when this process may believe that it holds the addresses. The loop writes, any thread asks; the answer turns
 * false by itself when the time has passed, even while every thread of the process stood still.
 */
final class Validity {

    private final Loop loop;
    private final boolean leased;

    // Written by the loop.
    private volatile boolean holding;
    private volatile long advertisedUntilNanos;
    private volatile long leasedUntilNanos;

    /**
     * @param leased whether the addresses have a lifetime in the kernel
     */
    Validity(Loop loop, boolean leased) {
        this.loop = loop;
        this.leased = leased;
    }

    void holding(boolean value) {
        holding = value;
    }

    /** An advertisement went out; until this time no Backup takes over for want of another. */
    void advertised(long untilNanos) {
        advertisedUntilNanos = untilNanos;
    }

    /** The kernel confirmed a lifetime that ends at this time. */
    void leased(long untilNanos) {
        leasedUntilNanos = untilNanos;
    }

    /** Safe from any thread; no lock, no allocation. */
    boolean isActive() {
        if (!holding) {
            return false;
        }
        long now = loop.nanoTime();
        return now - advertisedUntilNanos < 0 && (!leased || now - leasedUntilNanos < 0);
    }
}
