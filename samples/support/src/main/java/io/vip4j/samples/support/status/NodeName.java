/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What this host is called. Asks the kernel, not a name service, which may take its time. */
final class NodeName {

    private static final Path OF_KERNEL = Path.of("/proc/sys/kernel/hostname");

    private NodeName() {}

    static Optional<String> read() {
        try {
            return Optional.of(Files.readString(OF_KERNEL).strip()).filter(name -> !name.isEmpty());
        } catch (IOException e) {
            return Optional.empty(); // Another system; the page goes without.
        }
    }
}
