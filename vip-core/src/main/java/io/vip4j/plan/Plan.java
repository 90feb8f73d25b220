/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.vrrp.ConfigurationException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What would happen to the virtual routers of some nodes. Immutable; safe from any thread.
 *
 * @param nodes the nodes, in the order that they were given in
 * @param routers the virtual routers over all nodes
 * @param healthy who holds each of them when all is well, in the order of the routers
 * @param failures every single failure, in order
 * @param singles what each of them does to each virtual router that it concerns
 * @param pairsPlayed how many pairs of failures were looked at
 * @param pairs what the second failure of each pair does, when all had settled after the first
 * @param pairsLeftOut how many pairs of failures were not looked at
 * @param findings what is wrong, the worst first
 */
public record Plan(
        List<PlanNode> nodes,
        List<VirtualRouter> routers,
        List<Owners> healthy,
        List<Failure> failures,
        List<CaseResult> singles,
        int pairsPlayed,
        List<CaseResult> pairs,
        int pairsLeftOut,
        List<Finding> findings) {

    /** So many nodes at most. */
    public static final int MAX_NODES = 16;

    /** Copies the lists. */
    public Plan {
        nodes = List.copyOf(nodes);
        routers = List.copyOf(routers);
        healthy = List.copyOf(healthy);
        failures = List.copyOf(failures);
        singles = List.copyOf(singles);
        pairs = List.copyOf(pairs);
        findings = List.copyOf(findings);
    }

    /**
     * Looks at every single failure and at pairs of them.
     *
     * @param nodes 1..16, with different names
     * @param mostPairs how many pairs of failures at most, 0 or more
     * @throws ConfigurationException if there are too many nodes, or two of one name
     */
    public static Plan of(List<PlanNode> nodes, int mostPairs) {
        if (nodes.isEmpty() || nodes.size() > MAX_NODES) {
            throw new ConfigurationException("a plan must have 1.." + MAX_NODES + " nodes: " + nodes.size());
        }
        Set<String> names = new HashSet<>();
        for (PlanNode node : nodes) {
            if (!names.add(node.name())) {
                throw new ConfigurationException("names of nodes must differ: '" + node.name()
                        + "' is there twice; give each its own (router_id, or the name of its file)");
            }
        }
        if (mostPairs < 0) {
            throw new ConfigurationException("pairs must be 0 or more: " + mostPairs);
        }
        return new Planner(nodes).plan(mostPairs);
    }

    Plan with(List<Finding> others) {
        return new Plan(nodes, routers, healthy, failures, singles, pairsPlayed, pairs, pairsLeftOut, others);
    }

    /** Who holds a virtual router when all is well. */
    public Owners healthy(VirtualRouter router) {
        return healthy.get(routers.indexOf(router));
    }

    /**
     * Whether every failover after a single failure works: one node holds each virtual router when all is well, a failure
     * of that node moves it, and no finding is an error.
     */
    public boolean everyFailoverWorks() {
        return singles.stream().allMatch(result -> result.verdict().works())
                && healthy.stream()
                        .allMatch(owners -> owners.settles() && !owners.mayBeNobody() && !owners.mayBeSeveral())
                && findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
    }
}
