/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.spi.Loop;
import java.time.Duration;
import java.util.Optional;

/**
 * Until when this process may believe that it holds the addresses. The loop writes, any thread asks; the answer turns
 * false by itself when the time has passed, even while every thread of the process stood still.
 */
final class Validity {

    private final Loop loop;

    // Written by the loop.
    private volatile boolean leased;
    private volatile boolean holding;
    private volatile boolean present;
    private volatile long advertisedUntilNanos;
    private volatile long leasedUntilNanos;
    private volatile boolean gated;
    private volatile long openUntilNanos;
    private volatile boolean voted;
    private volatile long votedUntilNanos;

    Validity(Loop loop) {
        this.loop = loop;
        // The clock has an arbitrary origin, so that zero could lie in the future.
        this.advertisedUntilNanos = loop.nanoTime();
        this.leasedUntilNanos = advertisedUntilNanos;
        this.openUntilNanos = advertisedUntilNanos;
        this.votedUntilNanos = advertisedUntilNanos;
    }

    void holding(boolean value) {
        holding = value;
    }

    /** Whether every address is on the interface, as far as the platform has told. */
    void present(boolean value) {
        present = value;
    }

    /** An advertisement went out; until this time no Backup takes over for want of another. */
    void advertised(long untilNanos) {
        advertisedUntilNanos = untilNanos;
    }

    /** Whether the addresses have a lifetime in the kernel. */
    void leased(boolean value) {
        leased = value;
    }

    /** The kernel confirmed a lifetime that ends at this time. */
    void leasedUntil(long untilNanos) {
        leasedUntilNanos = untilNanos;
    }

    /** For how long the kernel keeps the addresses without a renewal; empty if they are not held or have no lease. */
    Optional<Duration> leaseRemaining() {
        return holding && present && leased
                ? Optional.of(Duration.ofNanos(Math.max(0, leasedUntilNanos - loop.nanoTime())))
                : Optional.empty();
    }

    /** Whether packets for the addresses pass only while a gate is open. */
    void gated(boolean value) {
        gated = value;
    }

    /** The gate is open until this time at least. */
    void openUntil(long untilNanos) {
        openUntilNanos = untilNanos;
    }

    /** The addresses may be held until this time, when somebody else may get the vote. */
    void votedUntil(long untilNanos) {
        votedUntilNanos = untilNanos;
        voted = true;
    }

    /** The addresses are held without regard to the vote. */
    void votedWithoutEnd() {
        voted = false;
    }

    /** Safe from any thread; no lock, no allocation. */
    boolean isActive() {
        if (!holding || !present) {
            return false;
        }
        long now = loop.nanoTime();
        return now - advertisedUntilNanos < 0
                && (!leased || now - leasedUntilNanos < 0)
                && (!gated || now - openUntilNanos < 0)
                && (!voted || now - votedUntilNanos < 0);
    }
}
