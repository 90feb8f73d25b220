/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The clock of this kernel; needs no privilege. */
class BootTimeTest {

    private static final long SLACK_NANOS = Duration.ofSeconds(5).toNanos();

    @Test
    void isTheTimeSinceTheHostWasStarted() throws IOException {
        String uptime = Files.readString(Path.of("/proc/uptime")).split(" ", -1)[0];
        long uptimeNanos = (long) (Double.parseDouble(uptime) * 1e9);

        assertThat(Math.abs(BootTime.nanos() - uptimeNanos)).isLessThan(SLACK_NANOS);
    }

    @Test
    void isTheSameForAllThreads() {
        long before = BootTime.nanos();
        long elsewhere = CompletableFuture.supplyAsync(BootTime::nanos).join();

        assertThat(elsewhere).isBetween(before, BootTime.nanos());
    }
}
