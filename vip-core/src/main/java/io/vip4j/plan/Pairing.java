/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds which routers of different nodes are one virtual router: the same VRID and family, and an address in common; or no
 * address in common but the same interface name, which is most likely one VRID for two services on one link.
 */
final class Pairing {

    private final List<List<Member>> clusters = new ArrayList<>();

    private Pairing() {}

    static List<VirtualRouter> of(List<PlanNode> nodes) {
        Pairing pairing = new Pairing();
        for (PlanNode node : nodes) {
            for (VirtualRouterConfig router : node.config().routers()) {
                pairing.add(new Member(node.name(), router, node.config().groupOf(router.name())));
            }
        }
        return pairing.clusters.stream()
                .map(members -> new VirtualRouter(
                        members.get(0).config().vrid(), members.get(0).config().family(), members))
                .toList();
    }

    private void add(Member member) {
        List<Member> best = null;
        for (List<Member> cluster : clusters) {
            if (!fits(cluster, member)) {
                continue;
            }
            if (shareAddress(cluster, member)) {
                best = cluster;
                break;
            }
            if (best == null && sameInterface(cluster, member)) {
                best = cluster;
            }
        }
        if (best == null) {
            best = new ArrayList<>();
            clusters.add(best);
        }
        best.add(member);
    }

    private static boolean fits(List<Member> cluster, Member member) {
        VirtualRouterConfig first = cluster.get(0).config();
        return first.vrid().equals(member.config().vrid())
                && first.family() == member.config().family()
                && cluster.stream().noneMatch(other -> other.node().equals(member.node()));
    }

    private static boolean shareAddress(List<Member> cluster, Member member) {
        Set<IpAddress> own = addressesOf(member);
        return cluster.stream().map(Pairing::addressesOf).anyMatch(others -> {
            boolean bothNone = others.isEmpty() && own.isEmpty();
            return bothNone || others.stream().anyMatch(own::contains);
        });
    }

    static Set<IpAddress> addressesOf(Member member) {
        Set<IpAddress> addresses = new HashSet<>();
        for (VirtualAddress address : member.config().addresses()) {
            addresses.add(address.address());
        }
        return addresses;
    }

    private static boolean sameInterface(List<Member> cluster, Member member) {
        return cluster.stream()
                .anyMatch(other ->
                        other.config().networkInterface().equals(member.config().networkInterface()));
    }
}
