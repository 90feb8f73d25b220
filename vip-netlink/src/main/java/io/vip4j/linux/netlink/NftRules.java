/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.vrrp.AddressFamily;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of nftables of a network namespace, which are also those that {@code iptables} makes where it is the one
 * over nf_tables. They can be asked what becomes of advertisements that come in. A value; no kernel is asked after it
 * was made.
 */
public final class NftRules {

    /**
     * A chain that does not let advertisements in.
     *
     * @param certain whether it drops every one; false: unless a condition holds that is not known here
     * @param text for people: which chain of which table drops what
     */
    public record Obstacle(boolean certain, String text) {}

    private record SetKey(int family, String table, String set) {}

    private final List<NftChain> chains = new ArrayList<>();
    private final Map<NftChain.Place, List<NftRule>> rules = new HashMap<>();
    private final Map<SetKey, NftElements> sets = new HashMap<>();

    NftRules() {}

    void clearChains() {
        chains.clear();
    }

    void clearRules() {
        rules.clear();
    }

    void add(NftChain chain) {
        chains.add(chain);
    }

    void add(NftRule rule) {
        rules.computeIfAbsent(rule.place(), unused -> new ArrayList<>()).add(rule);
    }

    /** Everything that has rules. */
    List<NftRule> all() {
        return rules.values().stream().flatMap(List::stream).toList();
    }

    boolean hasSet(NftChain.Place place, String set) {
        return sets.containsKey(new SetKey(place.family(), place.table(), set));
    }

    NftElements newSet(NftChain.Place place, String set) {
        NftElements elements = new NftElements();
        sets.put(new SetKey(place.family(), place.table(), set), elements);
        return elements;
    }

    List<NftRule> rulesOf(NftChain.Place place) {
        return rules.getOrDefault(place, List.of());
    }

    /** The values of a set; empty if they are not known or are intervals. */
    Optional<List<byte[]>> values(NftChain.Place place, String set) {
        return Optional.ofNullable(sets.get(new SetKey(place.family(), place.table(), set)))
                .flatMap(NftElements::values);
    }

    /**
     * Which chains at the input hook do not let in the multicast advertisements of a family, IP protocol 112.
     *
     * @param networkInterface on which they come in
     */
    public List<Obstacle> obstacles(AddressFamily family, String networkInterface) {
        NftPacket packet = new NftPacket(family, networkInterface);
        List<Obstacle> obstacles = new ArrayList<>();
        for (NftChain chain : chains) {
            if (chain.hook().isPresent()
                    && chain.hook().getAsInt() == NftChain.INPUT
                    && chain.place().sees(packet.family())) {
                new NftTrial(this, packet).play(chain).ifPresent(obstacles::add);
            }
        }
        return obstacles;
    }
}
