/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.spi.Loop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Whether an interface forwards IPv6 packets, which makes its neighbour advertisements those of a router (RFC 4861 4.4).
 * The kernel is asked again after five seconds at the earliest. It answers from memory within some 10 us. Used on the
 * loop only, whose thread decides which namespace {@code /proc/sys/net} shows.
 */
final class ForwardingFlag {

    private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Loop loop;
    private final Path setting;
    private long readAt;
    private boolean forwards;

    /** @param setting a file that the kernel fills, see {@link #settingOf} */
    ForwardingFlag(Loop loop, Path setting) {
        this.loop = loop;
        this.setting = setting;
        read(loop.nanoTime());
    }

    static Path settingOf(String networkInterface) {
        return Path.of("/proc/sys/net/ipv6/conf", networkInterface, "forwarding");
    }

    boolean isSet() {
        long now = loop.nanoTime();
        if (now - readAt >= VALID_NANOS) {
            read(now);
        }
        return forwards;
    }

    private void read(long now) {
        readAt = now;
        try {
            forwards = !Files.readString(setting).strip().equals("0");
        } catch (IOException e) {
            // Without IPv6 on the interface nothing is forwarded.
            forwards = false;
        }
    }
}
