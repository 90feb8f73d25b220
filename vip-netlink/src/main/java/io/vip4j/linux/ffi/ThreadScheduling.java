/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import java.lang.ref.Reference;

/** How the kernel gives processors to the calling thread, see sched(7). */
public final class ThreadScheduling {

    private static final int THIS_THREAD = 0;
    private static final int SCHED_FIFO = 1;

    /** Threads that this one starts, and processes, have an ordinary priority. */
    private static final int SCHED_RESET_ON_FORK = 0x40000000;

    private ThreadScheduling() {}

    /**
     * Lets the calling thread run before all that have no real-time priority, for as long as it wants to. It needs
     * CAP_SYS_NICE, or RLIMIT_RTPRIO of at least the priority.
     *
     * @param priority 1..99
     * @throws SystemCallException if the kernel refuses; nothing has changed then
     */
    public static void realTime(int priority) {
        NativeMemory parameters = new NativeMemory(Integer.BYTES);
        parameters.nativeOrder().putInt(0, priority);
        int result;
        int errno;
        try {
            result = NativeLibrary.libc()
                    .sched_setscheduler(THIS_THREAD, SCHED_FIFO | SCHED_RESET_ON_FORK, parameters.address());
            errno = NativeLibrary.errno();
        } finally {
            Reference.reachabilityFence(parameters);
        }
        if (result < 0) {
            throw new SystemCallException("sched_setscheduler SCHED_FIFO " + priority, errno);
        }
    }
}
