/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

/** The time since the host was started, that in which it was suspended included. Safe from any thread. */
public final class BootTime {

    private static final ThreadLocal<KernelClock> CLOCK =
            ThreadLocal.withInitial(() -> new KernelClock(KernelClock.BOOTTIME));

    private BootTime() {}

    /**
     * Nanoseconds of a monotonic clock, which is the same for all threads; compare by subtraction. Where CLOCK_BOOTTIME is
     * refused it is {@link System#nanoTime}, which stands still while the host is suspended.
     */
    public static long nanos() {
        long nanos = CLOCK.get().nanos();
        return nanos == KernelClock.UNKNOWN ? System.nanoTime() : nanos;
    }
}
