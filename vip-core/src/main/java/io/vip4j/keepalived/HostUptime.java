/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** How long this machine has been running. */
final class HostUptime {

    private static final Path FILE = Path.of("/proc/uptime");

    private HostUptime() {}

    /** Empty where the host does not tell. */
    static Optional<Duration> read() {
        try {
            String seconds = Files.readString(FILE).split(" ", 2)[0];
            return Optional.of(
                    Duration.ofMillis(new BigDecimal(seconds).movePointRight(3).longValue()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
