/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.LinkDetails;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.linux.netlink.LinkRequests;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.NetlinkRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Interfaces that vip4j has made, which it tells by the alias that it has given them ({@code ip link show}). */
public final class LinkLeftovers implements Leftovers {

    private static final Pattern ALIAS = Pattern.compile("vip4j slot (\\d{1,2})");

    /** Marks an interface as one of a slot. */
    static NetlinkRequest mark(LinkEntry link, ProcessSlot slot) {
        return LinkRequests.alias(link, "vip4j slot " + slot.number());
    }

    /** The slot of the process that made an interface; empty if vip4j did not. */
    static OptionalInt slotOf(LinkDetails link) {
        Matcher matcher = ALIAS.matcher(link.alias());
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    @Override
    public Set<Integer> slots(NetlinkExchange exchange) {
        return exchange.allDetails().stream()
                .flatMapToInt(link -> slotOf(link).stream())
                .filter(slot -> slot < ProcessSlot.COUNT)
                .boxed()
                .collect(Collectors.toSet());
    }

    @Override
    public List<String> remove(NetlinkExchange exchange, int slot) {
        List<String> removed = new ArrayList<>();
        for (LinkDetails link : exchange.allDetails()) {
            if (slotOf(link).orElse(-1) == slot
                    && exchange.change(LinkRequests.delete(link.link())).isDone()) {
                removed.add("interface " + link.link().name());
            }
        }
        return removed;
    }
}
