/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who holds which virtual router.
 *
 * @param holders members that are Active
 * @param givenAway members that gave the role away with priority 0, and nobody has taken it since
 */
record Roles(Set<Place> holders, Set<Place> givenAway) {

    /**
     * A virtual router on one of its nodes.
     *
     * @param index unique in its unit
     */
    record Place(int index, VirtualRouter router, Member member) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && index == place.index;
        }

        @Override
        public int hashCode() {
            return index;
        }
    }

    static final Roles NOBODY = new Roles(Set.of(), Set.of());

    /** Copies the sets. */
    Roles {
        holders = Set.copyOf(holders);
        givenAway = Set.copyOf(givenAway);
    }

    boolean holds(Place place) {
        return holders.contains(place);
    }

    /** Who holds anything, in the order of routers and nodes. */
    List<Place> held() {
        return holders.stream().sorted(Comparator.comparingInt(Place::index)).toList();
    }

    /** Who holds this one, in the order of the nodes. */
    List<Place> holdersOf(VirtualRouter router) {
        return held().stream().filter(place -> place.router().equals(router)).toList();
    }

    Roles with(Place place) {
        Set<Place> more = new LinkedHashSet<>(holders);
        more.add(place);
        Set<Place> fewer = new LinkedHashSet<>(givenAway);
        fewer.removeIf(giver -> giver.router().equals(place.router()));
        return new Roles(more, fewer);
    }

    /**
     * @param said whether the others were told
     */
    Roles without(Place place, boolean said) {
        Set<Place> fewer = new LinkedHashSet<>(holders);
        fewer.remove(place);
        Set<Place> more = new LinkedHashSet<>(givenAway);
        if (said) {
            more.add(place);
        }
        return new Roles(fewer, more);
    }

    /** Whether somebody else gave this role away. */
    boolean isGivenTo(Place place) {
        return !givenAway.contains(place)
                && givenAway.stream().anyMatch(giver -> giver.router().equals(place.router()));
    }

    /** The same when all that was given away is taken or forgotten. */
    Roles settled() {
        return new Roles(holders, Set.of());
    }
}
