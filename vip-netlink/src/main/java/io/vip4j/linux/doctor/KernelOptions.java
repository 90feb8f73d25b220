/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** What the kernel was built with: /proc/config.gz, or the file that distributions put beside the kernel. */
final class KernelOptions {

    private final List<String> lines;

    private KernelOptions(List<String> lines) {
        this.lines = lines;
    }

    static KernelOptions read(Host host) {
        List<String> running =
                host.files().bytes("/proc/config.gz").map(KernelOptions::unpack).orElse(List.of());
        return new KernelOptions(
                running.isEmpty()
                        ? host.files().lines("/boot/config-" + host.system().version())
                        : running);
    }

    /** Whether an option is built in or a module; empty if that is not known. */
    Optional<Boolean> has(String option) {
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(lines.contains(option + "=y") || lines.contains(option + "=m"));
    }

    private static List<String> unpack(byte[] packed) {
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(unpacked.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        } catch (IOException e) {
            // As good as none.
            return List.of();
        }
    }
}
