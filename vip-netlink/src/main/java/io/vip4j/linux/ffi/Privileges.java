/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the host must grant before anything is opened. Each refusal is one sentence with what to do. */
public final class Privileges {

    private static final long CAP_NET_ADMIN = 1L << 12;
    private static final long CAP_NET_RAW = 1L << 13;
    private static final String EFFECTIVE = "CapEff:";

    private Privileges() {}

    /**
     * Loads native code and checks the capabilities of this process.
     *
     * @throws PlatformException if this is not Linux, native code cannot be loaded, or a capability is missing
     */
    public static void check() {
        NativeLibrary.load();
        List<String> status;
        try {
            status = Files.readAllLines(Path.of("/proc/thread-self/status"));
        } catch (IOException e) {
            // Without procfs the sockets themselves will tell.
            return;
        }
        checkCapabilities(status);
    }

    static void checkCapabilities(List<String> status) {
        for (String line : status) {
            if (line.startsWith(EFFECTIVE)) {
                List<String> missing = missing(Long.parseUnsignedLong(
                        line.substring(EFFECTIVE.length()).strip(), 16));
                if (!missing.isEmpty()) {
                    throw new PlatformException("this process lacks " + String.join(" and ", missing)
                            + ", which sending VRRP and binding addresses need. Grant them: AmbientCapabilities="
                            + "CAP_NET_RAW CAP_NET_ADMIN in the systemd unit, --cap-add NET_RAW --cap-add NET_ADMIN"
                            + " for a container, or run as root. VipDoctor (vipd doctor -f FILE) tells which of them"
                            + " is held back where, and what else is in the way");
                }
            }
        }
    }

    private static List<String> missing(long effective) {
        List<String> missing = new ArrayList<>();
        if ((effective & CAP_NET_RAW) == 0) {
            missing.add("CAP_NET_RAW");
        }
        if ((effective & CAP_NET_ADMIN) == 0) {
            missing.add("CAP_NET_ADMIN");
        }
        return missing;
    }
}
