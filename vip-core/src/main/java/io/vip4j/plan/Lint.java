/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All rules, one class per family. */
final class Lint {

    private Lint() {}

    /** The findings, the worst first, each once. */
    static List<Finding> findings(Plan plan) {
        Set<Finding> all = new LinkedHashSet<>();
        all.addAll(FailoverRules.of(plan));
        all.addAll(PriorityRules.of(plan));
        all.addAll(WireRules.of(plan));
        all.addAll(TimerRules.of(plan));
        all.addAll(CheckRules.of(plan));
        all.addAll(GroupRules.of(plan));
        List<Finding> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(Finding::severity));
        return List.copyOf(sorted);
    }
}
