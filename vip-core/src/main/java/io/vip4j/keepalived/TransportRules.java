/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.Transport;
import io.vip4j.config.Transport.Multicast;
import io.vip4j.config.Transport.Peer;
import io.vip4j.config.Transport.Unicast;
import io.vip4j.keepalived.InstanceDraft.PeerLine;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom the advertisements of an instance go to. */
final class TransportRules {

    private static final int MAX_TTL = 255;

    private final InstanceDraft draft;
    private final GlobalDefaults defaults;
    private final Diagnostics diagnostics;

    TransportRules(InstanceDraft draft, GlobalDefaults defaults, Diagnostics diagnostics) {
        this.draft = draft;
        this.defaults = defaults;
        this.diagnostics = diagnostics;
    }

    /** The transport, or empty if the file contradicts itself; every reason is reported. */
    Optional<Transport> transport(AddressFamily family) {
        boolean sourceFits =
                isOf(family, draft.source, draft.has("unicast_src_ip") ? "unicast_src_ip" : "mcast_src_ip");
        Optional<Transport> transport = draft.has("unicast_peer") ? unicast(family) : multicast(family);
        return sourceFits ? transport : Optional.empty();
    }

    private Optional<Transport> unicast(AddressFamily family) {
        if (draft.multicastGroup.isPresent()) {
            diagnostics.warning(
                    draft.lineOf("mcast_dst_ip"), "mcast_dst_ip has no effect with unicast_peer, as in keepalived");
        }
        if (draft.peers.isEmpty()) {
            diagnostics.error(draft.lineOf("unicast_peer"), "unicast_peer must have at least one valid peer");
            return Optional.empty();
        }
        Map<IpAddress, Position> seen = new HashMap<>();
        List<Peer> peers = new ArrayList<>();
        boolean right = true;
        for (PeerLine line : draft.peers) {
            IpAddress address = line.peer().address();
            Position earlier = seen.putIfAbsent(address, line.at());
            if (earlier != null) {
                right = false;
                diagnostics.error(
                        line.at(), "unicast_peer must not repeat, see " + earlier.seenFrom(line.at()) + ": " + address);
            }
            if (address.family() != family) {
                right = false;
                diagnostics.error(line.at(), "unicast_peer must be " + family + " like the virtual router: " + address);
            }
            peers.add(line.peer());
        }
        return right
                ? Optional.of(new Unicast(peers, draft.unicastTtl.orElse(MAX_TTL), onlyPeers()))
                : Optional.empty();
    }

    private boolean onlyPeers() {
        if (draft.peersHaveTtlBounds) {
            draft.onlyPeers
                    .filter(value -> !value)
                    .ifPresent(off -> diagnostics.warning(
                            draft.lineOf("check_unicast_src"),
                            "check_unicast_src off has no effect: min_ttl and max_ttl switch it on, as in keepalived"));
            return true;
        }
        return draft.onlyPeers.orElse(defaults.onlyPeers());
    }

    private Optional<Transport> multicast(AddressFamily family) {
        boolean right = isOf(family, draft.multicastGroup, "mcast_dst_ip");
        for (String keyword : List.of("unicast_src_ip", "unicast_ttl")) {
            if (draft.has(keyword)) {
                right = false;
                diagnostics.error(
                        draft.lineOf(keyword),
                        keyword + " must come with unicast_peer; keepalived would use multicast without it");
            }
        }
        if (draft.onlyPeers.isPresent()) {
            diagnostics.warning(
                    draft.lineOf("check_unicast_src"), "check_unicast_src has no effect without unicast_peer");
        }
        Optional<IpAddress> group = draft.multicastGroup.or(() -> defaults.multicastGroup(family));
        if (group.isPresent() && !group.get().isMulticast()) {
            right = false;
            diagnostics.error(draft.lineOf("mcast_dst_ip"), "mcast_dst_ip must be a multicast address: " + group.get());
        }
        if (!right) {
            return Optional.empty();
        }
        return Optional.of(
                group.isEmpty() || group.get().equals(family.vrrpGroup()) ? Transport.MULTICAST : new Multicast(group));
    }

    private boolean isOf(AddressFamily family, Optional<IpAddress> address, String keyword) {
        if (address.isEmpty() || address.get().family() == family) {
            return true;
        }
        diagnostics.error(
                draft.lineOf(keyword), keyword + " must be " + family + " like the virtual router: " + address.get());
        return false;
    }
}
