/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.Answer;
import io.vip4j.linux.netlink.Ipv4Setting;
import io.vip4j.linux.netlink.LinkDetails;
import io.vip4j.linux.netlink.LinkRequests;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.NetlinkRequest;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a base interface from speaking ARP for the addresses of the interfaces that sit on it, as long as there is one.
 * What was there before is put back afterwards, unless somebody has changed it since; what a process that died had set
 * stays. On the netlink thread.
 */
final class BaseSettings {

    private static final Logger LOG = LoggerFactory.getLogger(BaseSettings.class);

    /** arp_announce: a request with a virtual address as its sender would tell neighbours the wrong hardware address. */
    private static final Map<Ipv4Setting, Integer> WANTED =
            Map.of(Ipv4Setting.ARP_IGNORE, 1, Ipv4Setting.ARP_FILTER, 1, Ipv4Setting.ARP_ANNOUNCE, 2);

    private final Map<Integer, Use> uses = new HashMap<>();

    private static final class Use {
        private final Map<Ipv4Setting, Integer> former = new EnumMap<>(Ipv4Setting.class);
        private int users;
    }

    /** Called for each interface that is put on the base. */
    void acquire(NetlinkExchange exchange, LinkDetails base) {
        Use use = uses.computeIfAbsent(base.link().index(), index -> new Use());
        Map<Ipv4Setting, Integer> changes = new EnumMap<>(Ipv4Setting.class);
        WANTED.forEach((setting, value) -> base.ipv4(setting)
                // Higher values are stricter.
                .filter(former -> former < value)
                .ifPresent(former -> {
                    changes.put(setting, value);
                    use.former.putIfAbsent(setting, former);
                }));
        if (!changes.isEmpty()) {
            NetlinkRequest request = LinkRequests.set(base.link(), changes);
            Answer answer = exchange.change(request);
            if (!answer.isDone()) {
                if (use.users == 0) {
                    uses.remove(base.link().index());
                }
                throw answer.asException(request);
            }
            LOG.info(
                    "{} if={} cause=a virtual hardware address",
                    changes,
                    base.link().name());
        }
        use.users++;
    }

    /** Called for each interface that has left the base. */
    void release(NetlinkExchange exchange, int baseIndex) {
        Use use = uses.get(baseIndex);
        if (use == null || --use.users > 0) {
            return;
        }
        uses.remove(baseIndex);
        if (use.former.isEmpty()) {
            return;
        }
        exchange.links().stream()
                .filter(link -> link.index() == baseIndex)
                .findFirst()
                .flatMap(link -> exchange.details(link.name()))
                .ifPresent(base -> restore(exchange, base, use.former));
    }

    private static void restore(NetlinkExchange exchange, LinkDetails base, Map<Ipv4Setting, Integer> former) {
        Map<Ipv4Setting, Integer> changes = new EnumMap<>(Ipv4Setting.class);
        former.forEach((setting, value) -> {
            if (base.ipv4(setting).equals(Optional.ofNullable(WANTED.get(setting)))) {
                changes.put(setting, value);
            }
        });
        if (changes.isEmpty()) {
            return;
        }
        NetlinkRequest request = LinkRequests.set(base.link(), changes);
        Answer answer = exchange.change(request);
        if (answer.isDone()) {
            LOG.info(
                    "{} if={} cause=the last virtual hardware address left",
                    changes,
                    base.link().name());
        } else {
            LOG.warn("{}", answer.asException(request).getMessage());
        }
    }
}
