/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whom advertisements are sent to. */
public sealed interface Transport {

    /** The group of RFC 9568; the default. */
    Transport MULTICAST = new Multicast(Optional.empty());

    /**
     * Everybody on the link who listens.
     *
     * @param group another group than that of RFC 9568 (224.0.0.18, ff02::12)
     */
    record Multicast(Optional<IpAddress> group) implements Transport {

        /** Checks that it is a group. */
        public Multicast {
            group.filter(g -> !g.isMulticast()).ifPresent(g -> {
                throw new ConfigurationException("multicast group must be a multicast address: " + g);
            });
        }

        @Override
        public String description() {
            return group.map(g -> "multicast " + g).orElse("multicast");
        }
    }

    /**
     * A copy to each listed peer, where networks carry no multicast. Outside RFC 9568; as keepalived does it.
     *
     * @param peers at least one, without doubles, all of the family of the virtual router; the own address may be among
     *     them and is left out, so that all nodes can have one list
     * @param timeToLive TTL or hop limit of what is sent, 1..255; default 255
     * @param onlyPeers whether advertisements of others are discarded; default true
     */
    record Unicast(List<Peer> peers, int timeToLive, boolean onlyPeers) implements Transport {

        /** Copies the list and checks it. */
        public Unicast {
            peers = List.copyOf(peers);
            if (peers.isEmpty()) {
                throw new ConfigurationException("unicast peers must have at least one entry");
            }
            if (timeToLive < 1 || timeToLive > 255) {
                throw new ConfigurationException("unicast timeToLive must be 1..255: " + timeToLive);
            }
            Set<IpAddress> seen = new HashSet<>();
            for (Peer peer : peers) {
                if (!seen.add(peer.address())) {
                    throw new ConfigurationException("unicast peers must not repeat: " + peer.address());
                }
                if (peer.address().family() != peers.get(0).address().family()) {
                    throw new ConfigurationException("unicast peers must be of one family, like "
                            + peers.get(0).address() + ": " + peer.address());
                }
            }
        }

        @Override
        public String description() {
            return peers.stream()
                    .map(peer -> peer.address().toString())
                    .collect(Collectors.joining(" ", "unicast ", ""));
        }
    }

    /**
     * Another node.
     *
     * @param address its unicast address
     * @param minTimeToLive the lowest TTL or hop limit that its advertisements may arrive with, 0..255
     * @param maxTimeToLive the highest, minTimeToLive..255
     */
    record Peer(IpAddress address, int minTimeToLive, int maxTimeToLive) {

        /** Checks the ranges. */
        public Peer {
            if (address.isMulticast() || address.isUnspecified() || address.isLimitedBroadcast()) {
                throw new ConfigurationException("unicast peer must be a unicast address: " + address);
            }
            if (minTimeToLive < 0 || maxTimeToLive > 255 || minTimeToLive > maxTimeToLive) {
                throw new ConfigurationException("TTL bounds of unicast peer " + address + " must be 0..255 in order: "
                        + minTimeToLive + ".." + maxTimeToLive);
            }
        }

        /** A node at any distance. */
        public static Peer of(IpAddress address) {
            return new Peer(address, 0, 255);
        }
    }

    /** In words: {@code multicast}, {@code multicast 224.0.0.99} or {@code unicast 192.0.2.1 192.0.2.2}. */
    String description();

    /** A copy to each peer, at any distance. */
    static Transport unicast(IpAddress... peers) {
        return new Unicast(List.of(peers).stream().map(Peer::of).toList(), 255, true);
    }
}
