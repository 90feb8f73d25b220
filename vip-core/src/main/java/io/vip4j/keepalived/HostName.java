/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of this machine up to its first dot, which conditional lines are compared with. */
final class HostName {

    private static final Path FILE = Path.of("/proc/sys/kernel/hostname");

    private HostName() {}

    static String read() {
        String name;
        try {
            name = Files.isReadable(FILE)
                    ? Files.readString(FILE).trim()
                    : InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost";
        }
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
