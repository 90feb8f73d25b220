/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.spi.PlatformException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what processes that are dead have left on this host, before this one adds anything: an address that stays where
 * no process renews it is at best a second owner until its lease ends. What a living process has is not touched.
 */
public final class StartSweep {

    private static final Logger LOG = LoggerFactory.getLogger(StartSweep.class);

    private final ProcessSlot own;
    private final List<Leftovers> kinds;

    /**
     * @param own the slot that this process has just taken: whatever carries it is not its own yet
     * @param kinds what there may be, in the order in which it goes
     */
    public StartSweep(ProcessSlot own, List<Leftovers> kinds) {
        this.own = own;
        this.kinds = List.copyOf(kinds);
    }

    /** Does it, on the netlink thread. What cannot be removed is told and left. */
    public void run(NetlinkExchange exchange) {
        for (Leftovers kind : kinds) {
            try {
                kind.slots(exchange).forEach(slot -> sweep(exchange, kind, slot));
            } catch (PlatformException e) {
                LOG.warn("what processes that have ended left here cannot be removed: {}", e.getMessage());
            }
        }
    }

    private void sweep(NetlinkExchange exchange, Leftovers kind, int slot) {
        if (slot == own.number()) {
            remove(exchange, kind, slot);
            return;
        }
        // Held, so that nobody takes it between the look and the removal.
        Optional<ProcessSlot> dead = ProcessSlot.take(slot);
        try {
            dead.ifPresent(held -> remove(exchange, kind, slot));
        } finally {
            dead.ifPresent(ProcessSlot::close);
        }
    }

    private static void remove(NetlinkExchange exchange, Leftovers kind, int slot) {
        List<String> removed = kind.remove(exchange, slot);
        if (!removed.isEmpty()) {
            LOG.info("removed what a process that has ended left: {}", String.join(", ", removed));
        }
    }
}
