/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.util.Optional;

/**
 * Settings below /proc/sys/net. Most of them exist for each interface and for all of them together.
 *
 * @param files the files of the host
 */
record NetworkSettings(HostFiles files) {

    /** A setting of the host, {@code ipv4/ip_nonlocal_bind} for example. */
    Optional<Integer> value(String name) {
        return files.number("/proc/sys/net/" + name).map(Long::intValue);
    }

    /** What holds for an interface where the larger of its own and that of all interfaces counts. */
    int largest(String family, String networkInterface, String name) {
        return Math.max(
                value(family + "/conf/all/" + name).orElse(0),
                value(family + "/conf/" + networkInterface + "/" + name).orElse(0));
    }

    /** {@code net.ipv4.conf.all.NAME=A net.ipv4.conf.eth0.NAME=B}. */
    String both(String family, String networkInterface, String name) {
        return "net." + family + ".conf.all." + name + "=" + text(family, "all", name) + ", net." + family + ".conf."
                + networkInterface + "." + name + "=" + text(family, networkInterface, name);
    }

    /** The command that sets both to a value. */
    static String command(String family, String networkInterface, String name, int value) {
        return "sysctl -w net/" + family + "/conf/all/" + name + "=" + value + " net/" + family + "/conf/"
                + networkInterface + "/" + name + "=" + value;
    }

    private String text(String family, String networkInterface, String name) {
        return value(family + "/conf/" + networkInterface + "/" + name)
                .map(String::valueOf)
                .orElse("?");
    }
}
