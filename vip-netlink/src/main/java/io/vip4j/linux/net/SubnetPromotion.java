/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.AddressEntry;
import io.vip4j.linux.netlink.Answer;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.linux.netlink.LinkRequests;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.NetlinkRequest;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.VirtualAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the neighbours of a virtual address on its interface. If one of our addresses becomes the first of its subnet,
 * others of the subnet are added behind it, and by default the kernel removes them together with it. They must survive
 * our unbind and the end of our lease. On the netlink thread.
 */
final class SubnetPromotion {

    private static final Logger LOG = LoggerFactory.getLogger(SubnetPromotion.class);

    // Bounded: the indexes of interfaces that carried a virtual address.
    private final Set<Integer> promoting = new HashSet<>();

    /** Called before the addresses are added. */
    void prepare(NetlinkExchange exchange, LinkEntry link, List<AddressEntry> present, List<VirtualAddress> wanted) {
        boolean first = false;
        for (VirtualAddress address : wanted) {
            first |= isFirstOfSubnet(present, address);
        }
        if (!first || promoting.contains(link.index())) {
            return;
        }
        NetlinkRequest request = LinkRequests.promoteSecondaries(link);
        Answer answer = exchange.change(List.of(request)).get(0);
        if (answer.isDone()) {
            promoting.add(link.index());
            LOG.info("promote_secondaries=1 if={} cause=a virtual address is the first of its subnet", link.name());
        } else {
            LOG.warn(
                    "{}; when a virtual address leaves {}, the kernel removes others of its subnet with it",
                    answer.asException(request).getMessage(),
                    link.name());
        }
    }

    private static boolean isFirstOfSubnet(List<AddressEntry> present, VirtualAddress address) {
        if (address.family() != AddressFamily.IPV4 || address.prefixLength() == 32) {
            return false;
        }
        for (AddressEntry entry : present) {
            if (entry.prefixLength() == address.prefixLength()
                    && AddressEntry.isSameSubnet(
                            entry.remote(),
                            address.options().peer().orElse(address.address()),
                            address.prefixLength())) {
                return false;
            }
        }
        return true;
    }
}
