/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.NetlinkExchange;
import java.util.List;
import java.util.Set;

/** One kind of thing that a process leaves on its host when it dies, and that carries its slot. On the netlink thread. */
public interface Leftovers {

    /** The slots of all processes, dead or alive, that have something of the kind on this host. */
    Set<Integer> slots(NetlinkExchange exchange);

    /**
     * Removes everything of the kind that carries a slot, and nothing else. No living process has the slot, and none can
     * take it meanwhile.
     *
     * @return what was removed, for people
     */
    List<String> remove(NetlinkExchange exchange, int slot);
}
