/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import java.util.List;
import java.util.Optional;

/**
 * A network interface as /sys/class/net shows it.
 *
 * @param files the files of its host
 * @param name of the interface
 */
record NetworkDevice(HostFiles files, String name) {

    private static final String ALL = "/sys/class/net";
    private static final int IFF_UP = 0x1;
    private static final int IFF_MULTICAST = 0x1000;

    /** Those of the routers of a host that exist. */
    static List<NetworkDevice> of(Host host, HostConfig wanted) {
        return wanted.routers().stream()
                .map(VirtualRouterConfig::networkInterface)
                .distinct()
                .map(name -> new NetworkDevice(host.files(), name))
                .filter(NetworkDevice::exists)
                .toList();
    }

    /** Those of a host. */
    static List<NetworkDevice> all(HostFiles files) {
        return files.names(ALL).stream()
                .map(name -> new NetworkDevice(files, name))
                .filter(device -> device.exists("flags")) // bonding_masters is a file
                .toList();
    }

    boolean exists() {
        return exists("flags");
    }

    boolean isUp() {
        return (flags() & IFF_UP) != 0;
    }

    boolean hasMulticast() {
        return (flags() & IFF_MULTICAST) != 0;
    }

    /** Whether the link is there; the kernel tells it of an interface that is up only. */
    boolean hasCarrier() {
        return !isUp() || number("carrier").orElse(1L) != 0;
    }

    Optional<Long> mtu() {
        return number("mtu");
    }

    Optional<Long> index() {
        return number("ifindex");
    }

    /** Whether there is a card behind it. */
    boolean isHardware() {
        return exists("device");
    }

    /** Whether it is one end of something whose other end may be in another network namespace. */
    boolean isLinked() {
        return !index().equals(number("iflink"));
    }

    /** The kind that the driver tells, {@code macvlan} or {@code bridge} for example; empty if it tells none. */
    String kind() {
        return property("uevent", "DEVTYPE").orElse("");
    }

    /** What it is a port of, {@code bridge br0} for example. */
    Optional<String> master() {
        for (String kind : List.of("bridge", "bonding", "team")) {
            if (exists("master/" + kind)) {
                return Optional.of((kind.equals("bonding") ? "bond" : kind) + " "
                        + property("master/uevent", "INTERFACE").orElse("?"));
            }
        }
        return Optional.empty();
    }

    private long flags() {
        return number("flags").orElse(0L);
    }

    private boolean exists(String file) {
        return files.exists(ALL + "/" + name + "/" + file);
    }

    private Optional<Long> number(String file) {
        return files.number(ALL + "/" + name + "/" + file);
    }

    private Optional<String> property(String file, String key) {
        return files.lines(ALL + "/" + name + "/" + file).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .findFirst();
    }
}
