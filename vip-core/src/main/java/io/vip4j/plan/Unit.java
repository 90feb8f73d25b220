/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.plan.Roles.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Virtual routers that depend on each other, because a group of some node holds them together. Whatever is not in one unit
 * is decided apart.
 */
final class Unit {

    private record Pair(Place receiver, Place sender) {}

    private final List<VirtualRouter> routers;
    private final List<Place> places = new ArrayList<>();
    private final Map<Place, List<Place>> groups = new HashMap<>();
    private final Map<Pair, Boolean> hearing = new HashMap<>();

    private Unit(List<VirtualRouter> routers) {
        this.routers = List.copyOf(routers);
        for (VirtualRouter router : routers) {
            router.members().forEach(member -> places.add(new Place(places.size(), router, member)));
        }
        for (Place place : places) {
            groups.put(
                    place,
                    places.stream()
                            .filter(other ->
                                    other.equals(place) || other.member().movesWith(place.member()))
                            .toList());
        }
    }

    /** The routers by units, in their order. */
    static List<Unit> of(List<VirtualRouter> routers) {
        List<List<VirtualRouter>> parts = new ArrayList<>();
        for (VirtualRouter router : routers) {
            List<VirtualRouter> joined = new ArrayList<>();
            for (List<VirtualRouter> part : List.copyOf(parts)) {
                if (part.stream().anyMatch(other -> bound(router, other))) {
                    joined.addAll(part);
                    parts.remove(part);
                }
            }
            joined.add(router);
            parts.add(joined);
        }
        return parts.stream().map(Unit::new).toList();
    }

    private static boolean bound(VirtualRouter one, VirtualRouter two) {
        return one.members().stream().anyMatch(member -> two.members().stream().anyMatch(member::movesWith));
    }

    List<VirtualRouter> routers() {
        return routers;
    }

    List<Place> places() {
        return places;
    }

    /** A place and those that move with it. */
    List<Place> groupOf(Place place) {
        return groups.getOrDefault(place, List.of(place));
    }

    /** Whether a failed check makes a member the last resort, and it knows of last resorts. */
    boolean keepsWhenAllBad(Member member) {
        return Standing.keepsWhenAllBad(member, routers);
    }

    /** Whether a failure changes anything for any of these routers. */
    boolean isConcernedBy(Failure failure) {
        return places.stream()
                .map(Place::member)
                .filter(member -> member.node().equals(failure.node()))
                .anyMatch(member -> switch (failure.kind()) {
                    case CRASH, STOP -> true;
                    case INTERFACE ->
                        member.config().networkInterface().equals(failure.subject()) || isWatched(member, failure);
                    case CHECK -> isWatched(member, failure);
                });
    }

    private static boolean isWatched(Member member, Failure failure) {
        return Watched.allOf(member).stream()
                .anyMatch(watched -> watched.kind() == failure.kind()
                        && watched.subject().equals(failure.subject())
                        && watched.hasEffect());
    }

    boolean hears(Place receiver, Place sender) {
        return hearing.computeIfAbsent(
                new Pair(receiver, sender), pair -> Hearing.hears(receiver.member(), sender.member()));
    }

    Map<Place, Standing> standings(Situation situation) {
        Map<Place, Standing> standings = new LinkedHashMap<>();
        places.forEach(place -> standings.put(place, Standing.of(place.member(), situation, routers)));
        return standings;
    }
}
