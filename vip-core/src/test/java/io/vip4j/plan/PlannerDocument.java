/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.plan.RuleExamples.Example;
import java.util.List;

/** Writes docs/planner.md from the rules and their examples. */
final class PlannerDocument {

    private PlannerDocument() {}

    static String markdown() {
        StringBuilder text = new StringBuilder("""
                # The planner

                Generated from the rules and their examples; do not edit. `./mvnw -pl vip-core test -Dtest=PlanRuleTest
                -Dvip4j.rewrite=true` writes it anew.

                `io.vip4j.plan.Plan.of(nodes, pairs)` and `vipd plan FILE...` take the configurations of all nodes and say for each
                virtual router who holds it when all is well, in each failure (a node crashes or is stopped, an interface goes down, a
                check fails), in pairs of failures, and after the repair; how long that takes at most, with the arithmetic; and what is
                wrong. The owners are compared with real electors on a simulated LAN in each build (`PlanAgainstSimulationTest`).

                Assumed: nodes start together; advertisements arrive; a failure comes when all has settled; a check of one name on one
                node is one check, whoever uses it, and fails whole. A number in a file counts as 0 or 1 times its weight. Handles of an
                application are not in a configuration. Where two routers are equally quick, or where it depends on whom a router has heard
                before, all possible owners are named. Nodes that run keepalived give the same owners, except where a weight lowers
                the Active router below one that does not preempt: vip4j may give the role away at once, keepalived never does.

                At most: detection (interval, further intervals until `fall` is full, timeout; nothing for links and watched
                processes) + 50 ms until the addresses are gone + Skew_Time of the successor; or, if the others hear nothing of it, its
                Active_Down_Interval.

                ## Rules

                | rule | severity | what is wrong | what helps |
                | --- | --- | --- | --- |
                """);
        List<Example> examples = RuleExamples.all();
        for (PlanRule rule : PlanRule.values()) {
            text.append("| `")
                    .append(rule.id())
                    .append("` | ")
                    .append(finding(examples, rule).severity())
                    .append(" | ");
            text.append(rule.what()).append(" | ").append(rule.remedy()).append(" |\n");
        }
        text.append(
                "\nA severity that depends on the case is that of the example: `interval-mismatch` is a note with VRRPv3.\n");
        text.append("\n## Examples\n");
        for (PlanRule rule : PlanRule.values()) {
            Finding finding = finding(examples, rule);
            text.append("\n### `").append(rule.id()).append("`\n\n- at: ").append(finding.subject());
            text.append("\n- why: ")
                    .append(finding.why())
                    .append("\n- fix: ")
                    .append(finding.fix())
                    .append('\n');
        }
        return text.toString();
    }

    private static Finding finding(List<Example> examples, PlanRule rule) {
        return examples.stream()
                .filter(example -> example.rule() == rule)
                .flatMap(example -> example.bad().findings().stream())
                .filter(found -> found.rule() == rule)
                .findFirst()
                .orElseThrow();
    }
}
