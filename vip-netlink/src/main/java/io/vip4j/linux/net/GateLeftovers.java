/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.GateTable;
import io.vip4j.linux.netlink.NetfilterExchange;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.spi.PlatformException;
import java.util.List;
import java.util.Set;

/** Tables of gates. The addresses behind them are open from then on, so those have to go first. */
public final class GateLeftovers implements Leftovers {

    @Override
    public Set<Integer> slots(NetlinkExchange exchange) {
        try (NetfilterExchange netfilter = new NetfilterExchange(NetlinkExchange.TIMEOUT)) {
            return netfilter.slots();
        } catch (PlatformException e) {
            return Set.of(); // A kernel without netfilter has no tables.
        }
    }

    @Override
    public List<String> remove(NetlinkExchange exchange, int slot) {
        try (NetfilterExchange netfilter = new NetfilterExchange(NetlinkExchange.TIMEOUT)) {
            netfilter.transact(GateTable.of(slot).remove());
            return List.of("nftables vip4j-" + slot);
        }
    }
}
