/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import java.nio.file.Path;
import java.util.List;

/**
 * What is examined.
 *
 * @param files the files of the host
 * @param system its operating system
 * @param addresses the addresses of its interfaces
 * @param jvm the JVM that this runs in
 * @param firewall reads the rules of nftables
 */
record Host(
        HostFiles files, OperatingSystem system, List<InterfaceAddress> addresses, JvmFacts jvm, Firewall firewall) {

    Host {
        addresses = List.copyOf(addresses);
    }

    /** The one that this process runs on. */
    static Host ofThisProcess() {
        return new Host(
                new HostFiles(Path.of("/")),
                OperatingSystem.ofThisProcess(),
                InterfaceAddress.all(),
                JvmFacts.ofThisProcess(),
                new NftFirewall());
    }

    /** The addresses of one interface. */
    List<InterfaceAddress> addressesOf(String networkInterface) {
        return addresses.stream()
                .filter(entry -> entry.networkInterface().equals(networkInterface))
                .toList();
    }

    /** Whether a process with vip4j runs in this network namespace: it holds an abstract socket of this name. */
    boolean runsVip4j() {
        return files.lines("/proc/net/unix").stream().anyMatch(line -> line.contains("@vip4j-slot-"));
    }
}
