/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What /proc says of a process group. */
final class ProcessGroup {

    private ProcessGroup() {}

    /** Whether any process of the group runs; one that ended and is not reaped yet does not. */
    static boolean isRunning(long group) {
        try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
            return entries.filter(entry ->
                            Character.isDigit(entry.getFileName().toString().charAt(0)))
                    .anyMatch(entry -> isRunningIn(group, entry));
        } catch (IOException e) {
            throw new LabException("list /proc: " + e.getMessage(), e);
        }
    }

    private static boolean isRunningIn(long group, Path entry) {
        String stat;
        try {
            stat = Files.readString(entry.resolve("stat"));
        } catch (IOException e) {
            return false; // it has gone since it was listed
        }
        // pid (name) state parent group ...; the name may hold anything.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
        boolean ended = fields[0].equals("Z") || fields[0].equals("X");
        return !ended && Long.parseLong(fields[2]) == group;
    }
}
