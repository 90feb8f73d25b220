/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.spi.PlatformException;
import java.time.Duration;
import java.util.Optional;

/** What the lifetime of an address must be when the kernel is told. */
final class Lifetimes {

    private Lifetimes() {}

    /**
     * Refuses a lifetime that the kernel cannot count, and one that is over: the process may have stood still between the
     * call and the turn of the netlink thread.
     *
     * @param calledAtNanos {@link System#nanoTime} when the operation was asked for
     * @throws PlatformException if it is refused
     */
    static void require(Optional<Duration> lifetime, long calledAtNanos) {
        if (lifetime.isPresent()) {
            Duration value = lifetime.get();
            if (value.toNanosPart() != 0 || value.toSeconds() < 1 || value.toSeconds() > Integer.MAX_VALUE) {
                throw new PlatformException("the lifetime of an address must be whole seconds, 1 or more: " + value);
            }
            long late = System.nanoTime() - calledAtNanos;
            if (late >= value.toNanos()) {
                throw new PlatformException("it came " + late / 1_000_000 + " ms late, when its lifetime of "
                        + value.toSeconds() + " s was over");
            }
        }
    }
}
