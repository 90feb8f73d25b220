/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.plan.Roles.Place;
import io.vip4j.plan.TakeoverTime.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who holds what when all has settled, as RFC 9568 6.4 and groups have it. Not a simulation: no clock, only the next
 * claim, again and again, by whoever waits least; several at one time are several possible outcomes.
 */
final class Election {

    /** More outcomes than anybody would read. */
    private static final int MAX_ENDS = 64;

    /**
     * A claim of the role.
     *
     * @param node who
     * @param router which
     * @param waits how long it waited before
     */
    record Claim(String node, VirtualRouter router, List<Part> waits) {}

    /**
     * One possible outcome.
     *
     * @param roles who holds what
     * @param claims how it came to it, in order
     * @param settles false: it goes round in circles and this is one of its stations
     */
    record End(Roles roles, List<Claim> claims, boolean settles) {}

    private final Circumstances circumstances;
    private final Map<Roles, End> ends = new LinkedHashMap<>();
    private final Set<Roles> onPath = new HashSet<>();
    private final Set<Roles> explored = new HashSet<>();

    private Election(Circumstances circumstances) {
        this.circumstances = circumstances;
    }

    /** Every possible outcome of a change, at least one. */
    static List<End> after(Circumstances circumstances, Roles before) {
        Election election = new Election(circumstances);
        for (Roles start : election.starts(before)) {
            election.explore(start, List.of());
        }
        return List.copyOf(election.ends.values());
    }

    /** What is left of the roles in the moment of the change: with and without the early release of lowered routers. */
    private List<Roles> starts(Roles before) {
        Roles left = before;
        Roles early = before;
        for (Place place : before.held()) {
            Standing now = circumstances.now(place);
            if (!now.takesPart()) {
                left = left.without(place, now.canSpeak());
                early = early.without(place, now.canSpeak());
            } else if (now.lastResort() && !circumstances.was(place).lastResort()) {
                left = resigned(left, place);
                early = resigned(early, place);
            } else if (circumstances.mayReleaseEarly(place)) {
                early = resigned(early, place);
            }
        }
        return left.equals(early) ? List.of(left) : List.of(left, early);
    }

    private void explore(Roles roles, List<Claim> claims) {
        if (onPath.contains(roles)) {
            ends.putIfAbsent(roles.settled(), new End(roles.settled(), claims, false));
            return;
        }
        if (!explored.add(roles) || ends.size() >= MAX_ENDS) {
            return;
        }
        onPath.add(roles);
        List<Roles> after = yielded(roles);
        if (!after.isEmpty()) {
            after.forEach(next -> explore(next, claims));
        } else {
            List<List<Place>> next = nextClaims(roles);
            if (next.isEmpty()) {
                ends.putIfAbsent(roles.settled(), new End(roles.settled(), claims, true));
            }
            for (List<Place> places : next) {
                List<Claim> more = new ArrayList<>(claims);
                Roles claimed = roles;
                for (Place place : places) {
                    more.add(new Claim(place.member().node(), place.router(), circumstances.waits(place, roles)));
                    claimed = claimed.with(place);
                }
                explore(claimed, List.copyOf(more));
            }
        }
        onPath.remove(roles);
    }

    /** What follows when some routers hear others with a better right; empty if none does. */
    private List<Roles> yielded(Roles roles) {
        for (Place place : circumstances.places()) {
            boolean holds = roles.holds(place);
            for (Place other : roles.holdersOf(place.router())) {
                if (other.equals(place) || !circumstances.hears(place, other)) {
                    continue;
                }
                int comparison = circumstances.priority(other).compareTo(circumstances.priority(place));
                if (holds && comparison > 0) {
                    return List.of(resigned(roles, place));
                }
                if (holds && comparison == 0) {
                    return contest(roles, place, other);
                }
                // A member that accepts another router takes its group along.
                boolean accepts = comparison >= 0 || !circumstances.preempts(place, circumstances.priority(other));
                if (!holds && accepts && circumstances.now(place).takesPart()) {
                    Roles after = groupResigned(roles, place);
                    if (!after.equals(roles)) {
                        return List.of(after);
                    }
                }
            }
        }
        return List.of();
    }

    /** The higher address wins (RFC 9568 6.4.3), if it is known. */
    private List<Roles> contest(Roles roles, Place one, Place two) {
        var first = one.member().config().sourceAddress();
        var second = two.member().config().sourceAddress();
        if (!circumstances.hears(two, one)) {
            return List.of(resigned(roles, one));
        }
        if (first.isPresent() && second.isPresent()) {
            return List.of(resigned(roles, first.get().compareTo(second.get()) > 0 ? two : one));
        }
        return List.of(resigned(roles, one), resigned(roles, two));
    }

    private Roles resigned(Roles roles, Place place) {
        return groupResigned(roles.without(place, true), place);
    }

    private Roles groupResigned(Roles roles, Place place) {
        Roles after = roles;
        for (Place other : circumstances.groupOf(place)) {
            if (roles.holds(other) && !other.equals(place)) {
                after = after.without(other, true);
            }
        }
        return after;
    }

    /**
     * For each node that claims next what it claims; several if they wait equally long. Routers that move together hear
     * advertisements at moments of their own, so that waits that differ by a twentieth of an interval count as equal.
     */
    private List<List<Place>> nextClaims(Roles roles) {
        long least = Long.MAX_VALUE;
        long slack = 0;
        Map<List<Place>, Long> waits = new LinkedHashMap<>();
        for (Place place : circumstances.places()) {
            List<Place> claim = claimOf(place, roles);
            if (claim.isEmpty()) {
                continue;
            }
            long wait = claim.stream()
                    .mapToLong(claimed -> Waits.nanos(circumstances.waits(claimed, roles)))
                    .max()
                    .orElseThrow();
            waits.put(claim, wait);
            least = Math.min(least, wait);
            if (circumstances.groupOf(place).size() > 1) {
                slack = Math.max(
                        slack, place.member().config().advertisementInterval().nanos() / 20);
            }
        }
        Map<String, List<Place>> next = new TreeMap<>();
        for (Map.Entry<List<Place>, Long> entry : waits.entrySet()) {
            if (entry.getValue() - least <= slack) {
                for (Place claimed : entry.getKey()) {
                    List<Place> ofNode = next.computeIfAbsent(claimed.member().node(), unused -> new ArrayList<>());
                    if (!ofNode.contains(claimed)) {
                        ofNode.add(claimed);
                    }
                }
            }
        }
        return List.copyOf(next.values());
    }

    /** What a router would claim together with its group; empty if it or one of them does not want to. */
    private List<Place> claimOf(Place place, Roles roles) {
        List<Place> claim = new ArrayList<>();
        if (roles.holds(place)) {
            return List.of();
        }
        for (Place member : circumstances.groupOf(place)) {
            if (roles.holds(member)) {
                continue;
            }
            if (!circumstances.wants(member, roles)) {
                return List.of();
            }
            claim.add(member);
        }
        return List.copyOf(claim);
    }
}
