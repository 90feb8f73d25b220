/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.plan.Finding.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Virtual routers that move together. */
final class GroupRules {

    private GroupRules() {}

    static List<Finding> of(Plan plan) {
        List<Finding> findings = new ArrayList<>();
        for (Unit unit : Unit.of(plan.routers())) {
            if (unit.routers().size() > 1) {
                priorities(unit, findings);
                mismatch(unit, findings);
            }
        }
        return findings;
    }

    /** Each router of a unit has its nodes in an order; the orders must be one. */
    private static void priorities(Unit unit, List<Finding> findings) {
        VirtualRouter first = unit.routers().get(0);
        for (VirtualRouter other : unit.routers().subList(1, unit.routers().size())) {
            for (Member one : first.members()) {
                for (Member two : first.members()) {
                    var oneThere = other.on(one.node());
                    var twoThere = other.on(two.node());
                    if (oneThere.isEmpty() || twoThere.isEmpty()) {
                        continue;
                    }
                    int here = Integer.compare(Sums.healthy(one), Sums.healthy(two));
                    int there = Integer.compare(Sums.healthy(oneThere.get()), Sums.healthy(twoThere.get()));
                    if (here > 0 && there <= 0) {
                        findings.add(new Finding(
                                Severity.WARNING,
                                PlanRule.GROUP_PRIORITIES_DIFFER,
                                first + " and " + other,
                                "of the first " + one.node() + " is the higher one (" + Sums.healthy(one) + " to "
                                        + Sums.healthy(two) + "), of the other it is not ("
                                        + Sums.healthy(oneThere.get()) + " to " + Sums.healthy(twoThere.get())
                                        + "), and they move together: neither node can take both from the other",
                                PlanRule.GROUP_PRIORITIES_DIFFER.remedy()));
                        return;
                    }
                }
            }
        }
    }

    private static void mismatch(Unit unit, List<Finding> findings) {
        Map<String, Set<String>> groupsByNode = new LinkedHashMap<>();
        for (VirtualRouter router : unit.routers()) {
            for (Member member : router.members()) {
                Set<String> groups = groupsByNode.computeIfAbsent(member.node(), unused -> new HashSet<>());
                groups.add(member.group().map(group -> "group " + group.name()).orElse("alone " + router.vrid()));
            }
        }
        List<String> together = new ArrayList<>();
        List<String> apart = new ArrayList<>();
        groupsByNode.forEach((node, groups) -> (groups.size() == 1 ? together : apart).add(node));
        if (!together.isEmpty() && !apart.isEmpty()) {
            findings.add(new Finding(
                    Severity.WARNING,
                    PlanRule.GROUP_MISMATCH,
                    String.join(
                            " and ",
                            unit.routers().stream().map(VirtualRouter::toString).toList()),
                    "they move together on " + String.join(", ", together) + " and apart on " + String.join(", ", apart)
                            + ": one of them alone can be taken from the group, which then gives up the others",
                    PlanRule.GROUP_MISMATCH.remedy()));
        }
    }
}
