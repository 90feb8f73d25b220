/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.plan.Roles.Place;
import java.util.List;
import java.util.Map;

/**
 * Whether it is good that a virtual router is where it is after a failure.
 *
 * @param unit what it belongs to
 * @param router the virtual router
 * @param healthy how everybody stands when all is well
 * @param was how everybody stood before
 * @param now and after
 */
record Judgement(
        Unit unit,
        VirtualRouter router,
        Map<Place, Standing> healthy,
        Map<Place, Standing> was,
        Map<Place, Standing> now) {

    Verdict of(Failure failure, Owners before, Owners after) {
        if (!after.settles()) {
            return Verdict.UNSETTLED;
        }
        if (after.mayBeNobody()) {
            return Verdict.NOBODY;
        }
        if (after.mayBeSeveral()) {
            return Verdict.SPLIT;
        }
        List<String> stays = after.possible().stream()
                .map(nodes -> nodes.get(0))
                .filter(node -> before.mayBe(node) && isWorse(node))
                .toList();
        if (!stays.isEmpty()) {
            return somebodyIsWell(failure) ? Verdict.STUCK : Verdict.NO_BETTER;
        }
        return after.equals(before) || !concernsOwner(before) ? Verdict.UNTOUCHED : Verdict.MOVES;
    }

    private boolean concernsOwner(Owners before) {
        return before.possible().stream().anyMatch(nodes -> nodes.stream().anyMatch(this::isWorse));
    }

    /** Whether the failure has taken something from this node. */
    private boolean isWorse(String node) {
        return unit.places().stream()
                .filter(place ->
                        place.router().equals(router) && place.member().node().equals(node))
                .anyMatch(place -> {
                    Standing before = standing(was, place);
                    Standing after = standing(now, place);
                    return (before.takesPart() && !after.takesPart())
                            || after.sum() < before.sum()
                            || (after.lastResort() && !before.lastResort());
                });
    }

    /** Whether another node could hold it that has lost nothing. */
    private boolean somebodyIsWell(Failure failure) {
        return unit.places().stream()
                .filter(place -> place.router().equals(router))
                .filter(place -> !place.member().node().equals(failure.node()))
                .anyMatch(place ->
                        standing(now, place).takesPart() && standing(now, place).equals(standing(healthy, place)));
    }

    private static Standing standing(Map<Place, Standing> standings, Place place) {
        return standings.getOrDefault(place, Circumstances.ABSENT);
    }
}
