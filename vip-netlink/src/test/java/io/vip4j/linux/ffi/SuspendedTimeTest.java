/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The clocks of this kernel; needs no privilege. */
class SuspendedTimeTest {

    private static final long SLACK_NANOS = Duration.ofSeconds(5).toNanos();

    @Test
    void isTheTimeSinceBootThatTheMonotonicClockLacks() throws IOException {
        String uptime = Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0];
        long bootNanos = (long) (Double.parseDouble(uptime) * 1e9);
        long monotonicNanos = System.nanoTime(); // CLOCK_MONOTONIC on Linux.

        long suspended = new SuspendedTime().nanos();

        assertThat(Math.abs(suspended - (bootNanos - monotonicNanos))).isLessThan(SLACK_NANOS);
    }

    @Test
    void staysWhereItIsWhileNothingIsSuspended() {
        SuspendedTime time = new SuspendedTime();
        long first = greatest(time);
        assertThat(Math.abs(greatest(time) - first)).isLessThan(1_000_000);
    }

    /** The greatest is nearest to the truth. */
    private static long greatest(SuspendedTime time) {
        long greatest = time.nanos();
        for (int i = 0; i < 1000; i++) {
            greatest = Math.max(greatest, time.nanos());
        }
        return greatest;
    }
}
