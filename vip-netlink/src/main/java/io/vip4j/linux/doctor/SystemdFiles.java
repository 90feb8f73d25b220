/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Configuration files of systemd with their drop-ins: the main file is the first of a list of directories, drop-ins of all
 * of them follow by their names, and one hides another of its name in a later directory (systemd.unit(5)).
 */
final class SystemdFiles {

    private static final List<String> PLACES =
            List.of("/etc/systemd/", "/run/systemd/", "/usr/local/lib/systemd/", "/usr/lib/systemd/", "/lib/systemd/");

    private SystemdFiles() {}

    /**
     * Reads all that makes up one file.
     *
     * @param name below the directories, {@code networkd.conf} for example
     */
    static IniText read(HostFiles files, String name) {
        IniText all = new IniText();
        PLACES.stream()
                .filter(place -> files.exists(place + name))
                .findFirst()
                .ifPresent(place -> all.add(files.lines(place + name)));
        Map<String, String> dropIns = new TreeMap<>();
        for (String place : PLACES) {
            for (String dropIn : files.names(place + name + ".d")) {
                if (dropIn.endsWith(".conf")) {
                    dropIns.putIfAbsent(dropIn, place + name + ".d/" + dropIn);
                }
            }
        }
        dropIns.values().forEach(file -> all.add(files.lines(file)));
        return all;
    }
}
