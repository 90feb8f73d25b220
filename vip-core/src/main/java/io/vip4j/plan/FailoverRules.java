/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.plan.Finding.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the cases have shown: failovers that do not happen, or end badly. */
final class FailoverRules {

    private static final int LARGEST_WEIGHT = 253;

    private FailoverRules() {}

    static List<Finding> of(Plan plan) {
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < plan.routers().size(); i++) {
            healthy(plan.routers().get(i), plan.healthy().get(i)).ifPresent(findings::add);
        }
        for (CaseResult result : plan.singles()) {
            finding(result).ifPresent(findings::add);
        }
        return onePerRule(findings);
    }

    /** The first of each rule and subject stands for the others, which are in the table. */
    private static List<Finding> onePerRule(List<Finding> findings) {
        Map<String, Finding> first = new LinkedHashMap<>();
        findings.forEach(finding -> first.putIfAbsent(finding.rule() + finding.subject(), finding));
        return List.copyOf(first.values());
    }

    private static Optional<Finding> healthy(VirtualRouter router, Owners owners) {
        if (!owners.settles()) {
            return error(PlanRule.NEVER_SETTLES, router.toString(), "when all is well it goes " + owners);
        }
        if (owners.mayBeSeveral()) {
            return error(PlanRule.SPLIT, router.toString(), "when all is well " + owners + " hold it at once");
        }
        return owners.mayBeNobody()
                ? error(PlanRule.NOBODY_TAKES_OVER, router.toString(), "when all is well nobody holds it")
                : Optional.empty();
    }

    private static Optional<Finding> finding(CaseResult result) {
        VirtualRouter router = result.router();
        String when = result.title() + ": ";
        return switch (result.verdict()) {
            case UNTOUCHED, MOVES, NO_BETTER -> Optional.empty();
            case STUCK -> Optional.of(stuck(result));
            case UNSETTLED -> error(PlanRule.NEVER_SETTLES, router.toString(), when + result.after());
            case SPLIT -> split(result);
            case NOBODY ->
                router.members().size() == 1
                        ? Optional.empty() // Said by the rule on single nodes.
                        : error(
                                PlanRule.NOBODY_TAKES_OVER,
                                router.toString(),
                                when + "it goes from " + result.before() + " to " + result.after());
        };
    }

    private static Optional<Finding> split(CaseResult result) {
        Failure failure = result.failure();
        boolean ignored = failure.kind() == Failure.Kind.INTERFACE
                && result.router()
                        .on(failure.node())
                        .filter(member -> !member.config().tracksOwnInterface()
                                && member.config().networkInterface().equals(failure.subject()))
                        .isPresent();
        if (ignored) {
            return error(
                    PlanRule.OWN_INTERFACE_IGNORED,
                    result.router() + ", " + failure.node(),
                    result.title() + ": " + result.after() + " hold it at once");
        }
        boolean alreadyBefore = result.before().mayBeSeveral();
        return alreadyBefore
                ? Optional.empty()
                : error(
                        PlanRule.SPLIT,
                        result.router().toString(),
                        result.title() + ": " + result.after() + " hold it at once");
    }

    private static Finding stuck(CaseResult result) {
        String owner = result.failure().node();
        int lowered = result.priorities().getOrDefault(owner, 0);
        Map<String, Integer> others = new LinkedHashMap<>(result.priorities());
        others.remove(owner);
        Map.Entry<String, Integer> best =
                others.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        Member member = result.router().on(owner).orElseThrow();
        Member rival = result.router().on(best.getKey()).orElseThrow();
        String subject = result.router() + ", " + result.failure().kind().name().toLowerCase(Locale.ROOT) + " "
                + result.failure().subject();
        String why = result.title() + ": its priority goes from " + Sums.healthy(member) + " to " + lowered + ", and "
                + best.getKey() + " has " + best.getValue() + ": ";
        int gap = Sums.without(member, result.failure()) - Sums.without(rival, result.failure());
        if (lowered == 1
                && member.config().keepWhenAllBad()
                && !rival.config().preemption().enabled()
                && !rival.config().keepWhenAllBad()) {
            return new Finding(
                    Severity.ERROR,
                    PlanRule.NO_PREEMPTION_OF_LAST_RESORT,
                    subject,
                    why + best.getKey() + " does not preempt, so the last resort keeps the addresses",
                    "keepWhenAllBad for " + best.getKey() + " too, or let it preempt, with a delay if need be");
        }
        if (lowered > best.getValue()) {
            return new Finding(
                    Severity.ERROR,
                    PlanRule.FAILOVER_UNREACHABLE,
                    subject,
                    why + lowered + " > " + best.getValue() + ", so " + owner + " keeps the addresses",
                    weight(gap));
        }
        if (lowered == best.getValue()) {
            return new Finding(
                    Severity.ERROR,
                    PlanRule.EQUAL_IS_NOT_ENOUGH,
                    subject,
                    why + "a Backup of the same priority does not preempt, so " + owner + " keeps the addresses",
                    weight(gap));
        }
        if (!rival.config().preemption().enabled()) {
            return new Finding(
                    Severity.ERROR,
                    PlanRule.NO_PREEMPTION_AND_WEIGHT,
                    subject,
                    why + lowered + " < " + best.getValue() + ", but " + best.getKey()
                            + " does not preempt and accepts the lower advertisements",
                    "let the check release instead of changing a weight, or let " + best.getKey()
                            + " preempt, with a delay if need be");
        }
        return new Finding(
                Severity.ERROR,
                PlanRule.GROUP_PRIORITIES_DIFFER,
                subject,
                why + lowered + " < " + best.getValue() + ", but the group of " + best.getKey()
                        + " holds it back, because another member of it is not the higher one",
                "give the members of a group one priority on each node, or put the check on the group");
    }

    /** What weight would do, for a gap between the two without the check. */
    private static String weight(int gap) {
        int least = Math.max(1, gap + 1);
        int ample = (least / 10 + 1) * 10;
        if (ample > LARGEST_WEIGHT) {
            return "let the check release: no weight is large enough (at least " + least + ")";
        }
        return "give the check weight -" + ample + " on every node (at least -" + least + ": the gap without it is "
                + gap + "), or let it release";
    }

    private static Optional<Finding> error(PlanRule rule, String subject, String why) {
        return Optional.of(new Finding(Severity.ERROR, rule, subject, why, rule.remedy()));
    }
}
