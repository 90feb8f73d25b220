/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the meaning of a file depends on besides its text.
 *
 * @param uptime how long this machine has been running; asked only if the file needs it
 * @param hasUser whether there is a user of this name
 * @param ownUser who runs this process
 * @param hasScripts whether the scripts of the file are on this machine, so that they are looked at
 */
record Host(Supplier<Optional<Duration>> uptime, Predicate<String> hasUser, String ownUser, boolean hasScripts) {

    private static final Path USERS = Path.of("/etc/passwd");

    /** This machine. */
    static final Host THIS = new Host(HostUptime::read, Host::isUser, System.getProperty("user.name", ""), true);

    /** This machine for a text that is no file of it. */
    Host withoutScripts() {
        return new Host(uptime, hasUser, ownUser, false);
    }

    private static boolean isUser(String name) {
        try (Stream<String> lines = Files.lines(USERS, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.startsWith(name + ":"));
        } catch (IOException e) {
            return false;
        }
    }
}
