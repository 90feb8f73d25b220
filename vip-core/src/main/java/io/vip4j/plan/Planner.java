/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plays every case for every unit. */
final class Planner {

    private final List<PlanNode> nodes;
    private final List<VirtualRouter> routers;
    private final Map<Unit, UnitCases> units = new LinkedHashMap<>();

    Planner(List<PlanNode> nodes) {
        this.nodes = nodes;
        this.routers = Pairing.of(nodes);
        Situation allWell = Situation.healthy(routers);
        Unit.of(routers).forEach(unit -> units.put(unit, new UnitCases(unit, allWell)));
    }

    Plan plan(int mostPairs) {
        List<Failure> failures =
                CaseEnumeration.singles(nodes.stream().map(PlanNode::name).toList(), routers);
        List<CaseResult> singles = new ArrayList<>();
        failures.forEach(failure -> singles.addAll(play(List.of(failure))));
        List<List<Failure>> pairs = CaseEnumeration.pairs(failures);
        List<CaseResult> pairResults = new ArrayList<>();
        pairs.stream().limit(mostPairs).forEach(pair -> pairResults.addAll(play(pair)));
        List<Owners> owners =
                routers.stream().map(router -> casesOf(router).healthy(router)).toList();
        Plan plan = new Plan(
                nodes,
                routers,
                owners,
                failures,
                singles,
                Math.min(pairs.size(), mostPairs),
                pairResults,
                Math.max(0, pairs.size() - mostPairs),
                List.of());
        return plan.with(Lint.findings(plan));
    }

    List<CaseResult> play(List<Failure> failures) {
        Map<VirtualRouter, CaseResult> results = new LinkedHashMap<>();
        units.values().forEach(cases -> cases.play(failures).forEach(result -> results.put(result.router(), result)));
        return routers.stream().filter(results::containsKey).map(results::get).toList();
    }

    private UnitCases casesOf(VirtualRouter router) {
        return units.entrySet().stream()
                .filter(entry -> entry.getKey().routers().contains(router))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
    }
}
