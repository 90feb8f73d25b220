/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Everything that the nodes of a lab, and the kernels of their hosts, have at a moment. */
record Census(Map<String, Household> households) {

    /** Threads and descriptors that come and go: a worker, a caller at the status socket. */
    private static final int LEEWAY = 3;

    /** What is there on one host. */
    record Household(Set<String> addresses, Set<String> devices, Set<String> tables, Belongings process) {}

    Census {
        households = Map.copyOf(households);
    }

    static Census of(FaultLab lab) {
        Map<String, Household> households = new LinkedHashMap<>();
        for (VrrpNode node : lab.nodes()) {
            households.put(node.host().name(), household(node));
        }
        return new Census(households);
    }

    private static Household household(VrrpNode node) {
        LabHost host = node.host();
        // Link-local ones follow from the hardware address, which a new interface has anew.
        Set<String> addresses = host.addresses().stream()
                .filter(address -> !address.startsWith("fe80:"))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> tables =
                new TreeSet<>(host.exec("nft", "list", "tables").lines().toList());
        return new Household(
                addresses,
                host.devices(),
                tables,
                Belongings.of(node.daemon().process().pid()));
    }

    /** What is there now and was not before, in words. */
    List<String> leaksSince(Census before) {
        List<String> leaks = new ArrayList<>();
        households.forEach((host, now) -> {
            Household then = before.households().get(host);
            if (then == null) {
                throw new IllegalArgumentException("another lab: " + host);
            }
            added(leaks, host, "address", then.addresses(), now.addresses());
            added(leaks, host, "device", then.devices(), now.devices());
            added(leaks, host, "table", then.tables(), now.tables());
            grown(
                    leaks,
                    host,
                    "descriptors",
                    then.process().descriptors() + LEEWAY,
                    now.process().descriptors());
            grown(
                    leaks,
                    host,
                    "threads",
                    then.process().threads() + LEEWAY,
                    now.process().threads());
            grown(
                    leaks,
                    host,
                    "children",
                    then.process().children(),
                    now.process().children());
        });
        return leaks;
    }

    private static void added(List<String> leaks, String host, String what, Set<String> then, Set<String> now) {
        Set<String> added = new TreeSet<>(now);
        added.removeAll(then);
        added.forEach(one -> leaks.add(host + ": " + what + " " + one));
    }

    private static void grown(List<String> leaks, String host, String what, long most, long now) {
        if (now > most) {
            leaks.add(host + ": " + now + " " + what + ", at most " + most);
        }
    }

    /** One line a host. */
    List<String> lines() {
        return households.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "%s: %d addresses, %d devices, %d tables, %d descriptors, %d threads, %d children"
                        .formatted(
                                entry.getKey(),
                                entry.getValue().addresses().size(),
                                entry.getValue().devices().size(),
                                entry.getValue().tables().size(),
                                entry.getValue().process().descriptors(),
                                entry.getValue().process().threads(),
                                entry.getValue().process().children()))
                .toList();
    }
}
