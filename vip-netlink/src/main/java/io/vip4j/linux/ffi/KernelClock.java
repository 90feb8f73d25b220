/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import java.lang.ref.Reference;

/**
 * One of the kernel's clocks (clock_gettime(2)). A look is answered by the C library without the kernel, and allocates
 * nothing. Not for two threads at a time.
 */
final class KernelClock {

    /** Stands still while the host is suspended; it is that of {@link System#nanoTime}. */
    static final int MONOTONIC = 1;

    /** Goes on meanwhile. */
    static final int BOOTTIME = 7;

    /** Answer of {@link #nanos} where the clock is refused, as by a seccomp profile. */
    static final long UNKNOWN = -1;

    private static final int TIMESPEC_OCTETS = 16;
    private static final int NANOSECONDS = 8;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final int number;
    private final NativeMemory timespec = new NativeMemory(TIMESPEC_OCTETS);
    private final LibC libc = NativeLibrary.libc();

    /**
     * @param number of the clock, as in {@code linux/time.h}
     */
    KernelClock(int number) {
        this.number = number;
    }

    /** Nanoseconds since the host was started, or {@link #UNKNOWN}. */
    long nanos() {
        // The memory must not be freed before the call returns.
        try {
            if (libc.clock_gettime(number, timespec.address()) != 0) {
                return UNKNOWN;
            }
            return timespec.nativeOrder().getLong(0) * NANOS_PER_SECOND
                    + timespec.nativeOrder().getLong(NANOSECONDS);
        } finally {
            Reference.reachabilityFence(timespec);
        }
    }
}
