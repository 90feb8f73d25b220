/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.plan.Finding.Severity;
import java.util.ArrayList;
import java.util.List;

/** Priorities and weights as they are written. */
final class PriorityRules {

    private static final int HIGHEST = 254;

    private PriorityRules() {}

    static List<Finding> of(Plan plan) {
        List<Finding> findings = new ArrayList<>();
        for (VirtualRouter router : plan.routers()) {
            single(router, plan.nodes().size(), findings);
            ties(router, findings);
            for (Member member : router.members()) {
                clamps(router, member, findings);
                lastResort(router, member, findings);
            }
        }
        return findings;
    }

    private static void single(VirtualRouter router, int nodes, List<Finding> findings) {
        if (router.members().size() > 1) {
            return;
        }
        Member only = router.members().get(0);
        findings.add(new Finding(
                Severity.ERROR,
                PlanRule.SINGLE_NODE,
                router.toString(),
                "of " + nodes + (nodes == 1 ? " node" : " nodes") + " only " + only.node()
                        + " has it: when that one fails, nobody holds " + addresses(router),
                nodes == 1
                        ? "plan with the files of all nodes, or add a second node"
                        : "configure it on a second node, with the same VRID, family and addresses"));
    }

    private static String addresses(VirtualRouter router) {
        return router.addresses().isEmpty()
                ? "the role"
                : router.addresses().get(0).toString();
    }

    private static void ties(VirtualRouter router, List<Finding> findings) {
        List<Member> members = router.members();
        for (int i = 0; i < members.size(); i++) {
            for (int j = i + 1; j < members.size(); j++) {
                int one = Sums.healthy(members.get(i));
                int two = Sums.healthy(members.get(j));
                if (one == two) {
                    String first = members.get(i).node();
                    String second = members.get(j).node();
                    findings.add(new Finding(
                            Severity.WARNING,
                            PlanRule.PRIORITY_TIE,
                            router + ", " + first + " and " + second,
                            "both have " + one
                                    + ": which of them is Active depends on who was first, and at the start on"
                                    + " their addresses",
                            "give " + second + " another priority, for example " + (one > 10 ? one - 10 : one + 10)));
                }
            }
        }
    }

    private static void clamps(VirtualRouter router, Member member, List<Finding> findings) {
        String subject = router + ", " + member.node();
        if (member.config().priority().isOwner()) {
            if (Sums.hasWeights(member)) {
                findings.add(new Finding(
                        Severity.WARNING,
                        PlanRule.OWNER_IGNORES_WEIGHTS,
                        subject,
                        "priority 255 is that of the owner of the addresses, and no weight changes it: its checks with weights do"
                                + " nothing",
                        PlanRule.OWNER_IGNORES_WEIGHTS.remedy()));
            }
            return;
        }
        int healthy = Sums.healthy(member);
        int lowest = Sums.lowest(member);
        if (healthy > HIGHEST || lowest < 1) {
            boolean above = healthy > HIGHEST;
            findings.add(new Finding(
                    Severity.WARNING,
                    PlanRule.PRIORITY_CLAMPED,
                    subject,
                    above
                            ? "with all weights its priority would be " + healthy + " and is cut to " + HIGHEST
                                    + ": a failure counts for " + (healthy - HIGHEST) + " less than its weight"
                            : "with every check failed its priority would be " + lowest
                                    + " and is cut to 1: nodes as sick as this one are equal",
                    PlanRule.PRIORITY_CLAMPED.remedy()));
        }
    }

    private static void lastResort(VirtualRouter router, Member member, List<Finding> findings) {
        if (!member.config().keepWhenAllBad()) {
            return;
        }
        for (Member other : router.members()) {
            if (!other.node().equals(member.node())
                    && !other.config().preemption().enabled()
                    && !other.config().keepWhenAllBad()) {
                findings.add(new Finding(
                        Severity.WARNING,
                        PlanRule.NO_PREEMPTION_OF_LAST_RESORT,
                        router + ", " + other.node(),
                        "when all are sick, " + member.node() + " may go on with priority 1; when " + other.node()
                                + " is well again it does not preempt, and the addresses stay on the sick one",
                        "keepWhenAllBad for " + other.node() + " too, or let it preempt, with a delay if need be"));
            }
        }
    }
}
