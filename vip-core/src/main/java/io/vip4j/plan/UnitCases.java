/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.plan.Election.Claim;
import io.vip4j.plan.Election.End;
import io.vip4j.plan.Roles.Place;
import io.vip4j.plan.TakeoverTime.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plays cases for one unit. */
final class UnitCases {

    /** How long the state machine waits at most for addresses to go before it gives a role away. */
    private static final Duration RELEASE_WAIT = Duration.ofMillis(50);

    /**
     * Where the unit stands.
     *
     * @param ends how it may have come to that
     */
    private record Stand(Situation situation, List<End> ends) {

        Owners owners(VirtualRouter router) {
            List<List<String>> possible = ends.stream()
                    .map(end -> end.roles().holdersOf(router).stream()
                            .map(place -> place.member().node())
                            .toList())
                    .toList();
            return new Owners(possible, ends.stream().allMatch(End::settles));
        }
    }

    private final Unit unit;
    private final Stand healthy;

    UnitCases(Unit unit, Situation allWell) {
        this.unit = unit;
        this.healthy = new Stand(allWell, Election.after(Circumstances.atTheStart(unit, allWell), Roles.NOBODY));
    }

    Owners healthy(VirtualRouter router) {
        return healthy.owners(router);
    }

    /** What the last of some failures does to each router of the unit that it concerns; the others are left out. */
    List<CaseResult> play(List<Failure> failures) {
        Failure last = failures.get(failures.size() - 1);
        if (!unit.isConcernedBy(last)) {
            return List.of();
        }
        Stand before = healthy;
        for (Failure earlier : failures.subList(0, failures.size() - 1)) {
            before = change(before, before.situation().with(earlier));
        }
        Situation situation = before.situation().with(last);
        Map<Place, Standing> was = unit.standings(before.situation());
        Map<Place, Standing> now = unit.standings(situation);
        Stand after = change(before, situation);
        Stand repaired = change(after, before.situation());
        List<CaseResult> results = new ArrayList<>();
        for (VirtualRouter router : unit.routers()) {
            results.add(result(failures, router, before, after, repaired, was, now));
        }
        return results;
    }

    private Stand change(Stand from, Situation to) {
        Map<Roles, End> ends = new LinkedHashMap<>();
        for (End start : from.ends()) {
            Circumstances circumstances = new Circumstances(unit, from.situation(), to, start.roles());
            for (End end : Election.after(circumstances, start.roles())) {
                ends.merge(end.roles(), end, UnitCases::worse);
            }
        }
        return new Stand(to, List.copyOf(ends.values()));
    }

    private static End worse(End one, End two) {
        if (one.settles() != two.settles()) {
            return one.settles() ? two : one;
        }
        return one;
    }

    private CaseResult result(
            List<Failure> failures,
            VirtualRouter router,
            Stand before,
            Stand after,
            Stand repaired,
            Map<Place, Standing> was,
            Map<Place, Standing> now) {
        Failure failure = failures.get(failures.size() - 1);
        Map<String, Integer> priorities = new LinkedHashMap<>();
        now.forEach((place, standing) -> {
            if (place.router().equals(router) && standing.takesPart()) {
                priorities.put(place.member().node(), standing.priority().value());
            }
        });
        Owners ownersBefore = before.owners(router);
        Owners owners = after.owners(router);
        Owners ownersRepaired = repaired.owners(router);
        return new CaseResult(
                failures,
                router,
                ownersBefore,
                owners,
                new Judgement(unit, router, unit.standings(healthy.situation()), was, now)
                        .of(failure, ownersBefore, owners),
                owners.equals(ownersBefore)
                        ? Optional.empty()
                        : time(router, after, says(failure, router), failed(failure, router)),
                priorities,
                ownersRepaired,
                ownersRepaired.equals(owners)
                        ? Optional.empty()
                        : time(router, repaired, List.of(), recovered(failure, router)));
    }

    /** The failing member's own part of the time. */
    private static List<Part> failed(Failure failure, VirtualRouter router) {
        return router.on(failure.node())
                .map(member -> Detection.ofFailure(failure, member))
                .orElse(List.of());
    }

    private static List<Part> recovered(Failure failure, VirtualRouter router) {
        return router.on(failure.node())
                .map(member -> Detection.ofRepair(failure, member))
                .orElse(List.of());
    }

    /** The addresses are removed before priority 0 goes out. */
    private static List<Part> says(Failure failure, VirtualRouter router) {
        boolean ownLink = failure.kind() == Failure.Kind.INTERFACE
                && router.on(failure.node())
                        .filter(member -> member.config().networkInterface().equals(failure.subject()))
                        .isPresent();
        boolean silent = failure.kind() == Failure.Kind.CRASH
                || ownLink
                || router.on(failure.node()).isEmpty();
        return silent ? List.of() : List.of(new Part("release of the addresses", RELEASE_WAIT));
    }

    /** The longest of the possible ways. */
    private static Optional<TakeoverTime> time(
            VirtualRouter router, Stand stand, List<Part> release, List<Part> detection) {
        TakeoverTime longest = null;
        for (End end : stand.ends()) {
            List<Part> parts = new ArrayList<>(detection);
            List<Claim> claims = end.claims().stream()
                    .filter(claim -> claim.router().equals(router))
                    .toList();
            if (claims.isEmpty()) {
                continue;
            }
            boolean skew =
                    claims.get(0).waits().stream().anyMatch(part -> part.words().startsWith("Skew"));
            parts.addAll(skew ? release : List.of());
            claims.forEach(claim -> parts.addAll(claim.waits()));
            TakeoverTime time = new TakeoverTime(parts);
            if (longest == null || time.most().compareTo(longest.most()) > 0) {
                longest = time;
            }
        }
        return Optional.ofNullable(longest);
    }
}
