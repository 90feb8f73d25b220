/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.Vrid;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One virtual router over all nodes.
 *
 * @param vrid its identifier
 * @param family the family it speaks
 * @param members at least one, of one node each, in the order of the nodes
 */
public record VirtualRouter(Vrid vrid, AddressFamily family, List<Member> members) {

    /** Copies the list. */
    public VirtualRouter {
        members = List.copyOf(members);
    }

    /** What people call it: the names that the nodes give it. */
    public String name() {
        Set<String> names = new LinkedHashSet<>();
        members.forEach(member -> names.add(member.config().name()));
        return String.join("/", names);
    }

    /** Every advertised address that any node has. */
    public List<VirtualAddress> addresses() {
        Set<VirtualAddress> addresses = new LinkedHashSet<>();
        members.forEach(member -> addresses.addAll(member.config().addresses()));
        return List.copyOf(addresses);
    }

    /** The member of a node. */
    public Optional<Member> on(String node) {
        return members.stream().filter(member -> member.node().equals(node)).findFirst();
    }

    /** For people, with what tells it from others: {@code web (VRID 10, IPv4)}. */
    @Override
    public String toString() {
        return name() + " (VRID " + vrid + ", " + family + ")";
    }
}
