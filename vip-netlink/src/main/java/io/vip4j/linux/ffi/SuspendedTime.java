/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import java.lang.ref.Reference;

/**
 * For how long the host has been suspended since it was started: CLOCK_BOOTTIME goes on meanwhile and CLOCK_MONOTONIC,
 * which is that of {@link System#nanoTime}, does not (clock_gettime(2)). Used by one thread; a look takes two calls that
 * the C library answers without the kernel, and allocates nothing.
 */
public final class SuspendedTime {

    private static final int CLOCK_MONOTONIC = 1;
    private static final int CLOCK_BOOTTIME = 7;
    private static final int TIMESPEC_OCTETS = 16;
    private static final int NANOSECONDS = 8;
    private static final long UNKNOWN = -1;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final NativeMemory timespec = new NativeMemory(TIMESPEC_OCTETS);
    private final LibC libc = NativeLibrary.libc();

    /**
     * Looks now.
     *
     * @return nanoseconds from an arbitrary origin, never more than the true time: CLOCK_BOOTTIME is read first, so that
     *     a thread that is held up between the two clocks sees too little and never a suspension that was none. Always 0
     *     where these clocks are refused, as by a seccomp profile
     */
    public long nanos() {
        long boot = read(CLOCK_BOOTTIME);
        long monotonic = read(CLOCK_MONOTONIC);
        return boot == UNKNOWN || monotonic == UNKNOWN ? 0 : boot - monotonic;
    }

    private long read(int clock) {
        try {
            if (libc.clock_gettime(clock, timespec.address()) != 0) {
                return UNKNOWN;
            }
            return timespec.nativeOrder().getLong(0) * NANOS_PER_SECOND
                    + timespec.nativeOrder().getLong(NANOSECONDS);
        } finally {
            Reference.reachabilityFence(timespec);
        }
    }
}
