/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

/**
 * For how long the host has been suspended since it was started: CLOCK_BOOTTIME goes on meanwhile and CLOCK_MONOTONIC,
 * which is that of {@link System#nanoTime}, does not. Used by one thread; a look allocates nothing.
 */
public final class SuspendedTime {

    private final KernelClock boot = new KernelClock(KernelClock.BOOTTIME);
    private final KernelClock monotonic = new KernelClock(KernelClock.MONOTONIC);

    /**
     * Looks now.
     *
     * @return nanoseconds from an arbitrary origin, never more than the true time: CLOCK_BOOTTIME is read first, so that
     *     a thread that is held up between the two clocks sees too little and never a suspension that was none. Always 0
     *     where these clocks are refused, as by a seccomp profile
     */
    public long nanos() {
        long bootNanos = boot.nanos();
        long monotonicNanos = monotonic.nanos();
        return bootNanos == KernelClock.UNKNOWN || monotonicNanos == KernelClock.UNKNOWN
                ? 0
                : bootNanos - monotonicNanos;
    }
}
