/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What a process has used of the processor. */
final class CpuTime {

    // sysconf(_SC_CLK_TCK) on Linux, whatever the kernel's own rate is.
    private static final long TICKS_PER_SECOND = 100;

    private CpuTime() {}

    /** Its time in user and kernel mode, all its threads together, in steps of 10 ms. */
    static Duration of(long pid) {
        Path file = Path.of("/proc", Long.toString(pid), "stat");
        try {
            // pid (name) state ppid pgrp session tty tpgid flags minflt cminflt majflt cmajflt utime stime ...
            String stat = Files.readString(file);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
        } catch (IOException e) {
            throw new LabException("read " + file + ": " + e.getMessage(), e);
        }
    }
}
