/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.linux.netlink.NetfilterExchange;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.NftRules;
import io.vip4j.spi.PlatformException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks the kernel for the rules, which needs CAP_NET_ADMIN. */
final class NftFirewall implements Firewall {

    @Override
    public Rules read(HostConfig wanted) {
        try (NetfilterExchange exchange = new NetfilterExchange(NetlinkExchange.TIMEOUT)) {
            NftRules rules = exchange.rules();
            Set<Drop> drops = new LinkedHashSet<>();
            for (VirtualRouterConfig router : wanted.routers()) {
                rules.obstacles(router.family(), router.networkInterface())
                        .forEach(obstacle -> drops.add(new Drop(obstacle.certain(), obstacle.text())));
            }
            return new Rules(List.copyOf(drops), Optional.empty());
        } catch (PlatformException e) {
            return new Rules(List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }
}
