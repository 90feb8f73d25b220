/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Settings under /proc/sys/net for which there is no netlink request. The kernel shows those of the network namespace of
 * the thread that asks, so this belongs on the netlink thread.
 */
final class Sysctl {

    private static final Path ROOT = Path.of("/proc/sys/net");

    private Sysctl() {}

    /** The setting; empty if the kernel has none of this name. */
    static Optional<Integer> read(String name) {
        Path file = ROOT.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Integer.parseInt(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException e) {
            throw new PlatformException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Changes a setting if it is there and has another value.
     *
     * @throws PlatformException if it cannot be written, for example because /proc/sys is read-only in a container
     */
    static void set(String name, int value) {
        Optional<Integer> former = read(name);
        if (former.isEmpty() || former.get() == value) {
            return;
        }
        Path file = ROOT.resolve(name);
        try {
            byte[] text = String.valueOf(value).getBytes(StandardCharsets.US_ASCII);
            Files.write(file, text, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new PlatformException(
                    "cannot set " + file + " to " + value + ": " + reason(e)
                            + ". Make /proc/sys writable for this process, or set the same under conf/default before"
                            + " the interface is made",
                    e);
        }
    }

    private static String reason(IOException e) {
        // The message of a FileSystemException repeats the file.
        return e instanceof FileSystemException f && f.getReason() != null
                ? f.getReason()
                : e.getClass().getSimpleName();
    }
}
