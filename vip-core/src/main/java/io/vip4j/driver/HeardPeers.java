/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.PeerStatus;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The other routers as the status shows them, the latest heard last, also while this router takes no part. At most
 * {@value #MOST}, the oldest goes first; one that was silent for 5 min and for ten of its intervals is forgotten.
 */
final class HeardPeers {

    /** A virtual router has a handful of routers, and the wire must not fill memory. */
    static final int MOST = 16;

    private static final long MEMORY_NANOS = Duration.ofMinutes(5).toNanos();
    private static final int MEMORY_INTERVALS = 10;

    private static final class Peer {
        private Priority priority = Priority.ZERO;
        private AdvertisementInterval interval;
        private long heardAtNanos;

        Peer(AdvertisementInterval interval) {
            this.interval = interval;
        }
    }

    private final Map<IpAddress, Peer> peers = new LinkedHashMap<>(MOST, 0.75f, true); // In the order of access.

    void heard(IpAddress source, Priority priority, AdvertisementInterval interval, long now) {
        Peer peer = peers.get(source);
        if (peer == null) {
            if (peers.size() == MOST) {
                Iterator<IpAddress> oldest = peers.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
            peer = new Peer(interval);
            peers.put(source, peer);
        }
        peer.priority = priority;
        peer.interval = interval;
        peer.heardAtNanos = now;
    }

    /**
     * What is known of them.
     *
     * @param isActive whether this router is Active, so that no other one is
     * @param downAdvertisements how many missing advertisements make an Active router count as gone
     */
    List<PeerStatus> status(boolean isActive, int downAdvertisements, long now) {
        peers.values().removeIf(peer -> isForgotten(peer, now));
        List<PeerStatus> all = new ArrayList<>();
        int left = peers.size();
        for (Map.Entry<IpAddress, Peer> entry : peers.entrySet()) {
            Peer peer = entry.getValue();
            long silent = now - peer.heardAtNanos;
            boolean latest = --left == 0;
            // Only an Active router advertises, and Skew_Time is less than an interval.
            boolean active = latest
                    && !isActive
                    && !peer.priority.isZero()
                    && silent <= (downAdvertisements + 1) * peer.interval.nanos();
            all.add(new PeerStatus(entry.getKey(), peer.priority, peer.interval, Duration.ofNanos(silent), active));
        }
        return all;
    }

    private static boolean isForgotten(Peer peer, long now) {
        long silent = now - peer.heardAtNanos;
        return silent > MEMORY_NANOS && silent > MEMORY_INTERVALS * peer.interval.nanos();
    }
}
