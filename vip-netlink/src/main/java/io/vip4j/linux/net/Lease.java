/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.spi.PlatformException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How long addresses are to live, for somebody who counts from when it was asked for. The kernel counts from when it is
 * told. The process, or the host, may have stood still in between; what is told a whole lifetime late would let the
 * addresses live when nobody expects that any more, and is not told.
 *
 * @param lifetime empty: until they are removed
 * @param clock nanoseconds; must go on while the host is suspended
 */
record Lease(Optional<Duration> lifetime, long askedAtNanos, LongSupplier clock) {

    /** One that is asked for now. */
    static Lease now(Optional<Duration> lifetime, LongSupplier clock) {
        return new Lease(lifetime, clock.getAsLong(), clock);
    }

    /** The same lifetime, asked for now. */
    Lease anew() {
        return now(lifetime, clock);
    }

    /** How long ago it was asked for, in nanoseconds. */
    long ageNanos() {
        return clock.getAsLong() - askedAtNanos;
    }

    /**
     * Must be called immediately before each system call that tells the kernel.
     *
     * @throws PlatformException if the kernel must not be told, because the lifetime is over or is one that the kernel
     *     cannot count
     */
    void requireTime() {
        if (lifetime.isEmpty()) {
            return;
        }
        Duration value = lifetime.get();
        if (value.toNanosPart() != 0 || value.toSeconds() < 1 || value.toSeconds() > Integer.MAX_VALUE) {
            throw new PlatformException("the lifetime of an address must be whole seconds, 1 or more: " + value);
        }
        long late = ageNanos();
        if (late >= value.toNanos()) {
            throw new PlatformException("it came " + late / 1_000_000 + " ms late, when its lifetime of "
                    + value.toSeconds() + " s was over");
        }
    }
}
