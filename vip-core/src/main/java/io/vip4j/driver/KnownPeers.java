/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The other routers that were heard, the latest of them last; at most {@value #MOST}, the oldest goes first. */
final class KnownPeers {

    /** How many are remembered; a virtual router has a handful of routers, and the wire must not fill memory. */
    static final int MOST = 16;

    /**
     * Another router.
     *
     * @param priority what it advertised last
     * @param heardAtNanos when, in nanoseconds of the loop's clock
     */
    record Peer(IpAddress address, Priority priority, long heardAtNanos) {}

    /** As it is kept: hearing it again changes it and allocates nothing. */
    private static final class Entry {
        private Priority priority = Priority.ZERO;
        private long heardAtNanos;
    }

    private final Map<IpAddress, Entry> peers = new LinkedHashMap<>(MOST, 0.75f, true); // In the order of access.

    /** One has advertised; with priority 0 it is forgotten, for it says that it is no candidate. */
    void heard(IpAddress address, Priority priority, long now) {
        if (priority.isZero()) {
            peers.remove(address);
            return;
        }
        Entry entry = peers.get(address);
        if (entry == null) {
            entry = new Entry();
            makeRoom();
            peers.put(address, entry);
        }
        entry.priority = priority;
        entry.heardAtNanos = now;
    }

    private void makeRoom() {
        if (peers.size() == MOST) {
            Iterator<IpAddress> oldest = peers.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** One is no candidate any more. */
    void forget(IpAddress address) {
        peers.remove(address);
    }

    /** The one with the highest priority of those heard within this time, of equal ones the latest. */
    Optional<Peer> best(long memoryNanos, long now) {
        Peer best = null;
        for (Map.Entry<IpAddress, Entry> peer : peers.entrySet()) {
            Entry entry = peer.getValue();
            boolean remembered = now - entry.heardAtNanos <= memoryNanos;
            if (remembered && (best == null || entry.priority.compareTo(best.priority()) >= 0)) {
                best = new Peer(peer.getKey(), entry.priority, entry.heardAtNanos);
            }
        }
        return Optional.ofNullable(best);
    }

    /** Those that were not heard after this time are forgotten. */
    void forgetUnheardSince(long nanos) {
        peers.values().removeIf(peer -> peer.heardAtNanos - nanos <= 0);
    }

    int size() {
        return peers.size();
    }
}
