/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.AddressEntry;
import io.vip4j.linux.netlink.AddressRequests;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.linux.netlink.NetlinkExchange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Addresses with the mark of vip4j. Before Linux 5.18 addresses have no mark, and only their lease removes them. */
public final class AddressLeftovers implements Leftovers {

    @Override
    public Set<Integer> slots(NetlinkExchange exchange) {
        return exchange.addresses().stream()
                .flatMapToInt(entry -> AddressOwnership.slotOf(entry).stream())
                .boxed()
                .collect(Collectors.toSet());
    }

    @Override
    public List<String> remove(NetlinkExchange exchange, int slot) {
        Map<Integer, LinkEntry> links = new HashMap<>();
        exchange.links().forEach(link -> links.put(link.index(), link));
        List<String> removed = new ArrayList<>();
        for (AddressEntry entry : exchange.addresses()) {
            LinkEntry link = links.get(entry.interfaceIndex());
            if (link == null || AddressOwnership.slotOf(entry).orElse(-1) != slot) {
                continue;
            }
            // One that is gone has met the end of its lease.
            if (exchange.change(new AddressRequests(link).delete(entry)).isDone()) {
                removed.add(entry.address() + "/" + entry.prefixLength() + " on " + link.name());
            }
        }
        return removed;
    }
}
