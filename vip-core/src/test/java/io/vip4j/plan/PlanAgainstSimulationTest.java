/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The planner says "moves" exactly when real electors move it: random nodes, each single failure and its repair, and some
 * pairs, each on a LAN of its own. {@code -Dvip4j.seeds=10000} for more, {@code -Dvip4j.seed=7} for one.
 */
class PlanAgainstSimulationTest {

    private static final int SEEDS = Integer.getInteger("vip4j.seeds", 300);
    private static final int PAIRS = 3;

    private int certain;
    private int uncertain;

    @Test
    void everyOwnerIsTheOneThatWasPlanned() {
        Long only = Long.getLong("vip4j.seed");
        long first = only == null ? 0 : only;
        long end = only == null ? SEEDS : only + 1;
        for (long seed = first; seed < end; seed++) {
            try {
                play(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("-Dvip4j.seed=" + seed, e);
            }
        }
        // A planner that says "a or b" all the time would never be wrong.
        assertThat(uncertain).as("uncertain of " + (certain + uncertain)).isLessThan((certain + uncertain) / 6 + 10);
    }

    private void play(long seed) {
        RandomNodes random = new RandomNodes(seed);
        List<PlanNode> nodes = random.next();
        Plan plan = Plan.of(nodes, 0);
        for (Failure failure : plan.failures()) {
            play(plan, List.of(failure), random);
        }
        List<List<Failure>> pairs = new ArrayList<>(CaseEnumeration.pairs(plan.failures()));
        Random dice = new Random(seed);
        for (int i = 0; i < PAIRS && !pairs.isEmpty(); i++) {
            play(plan, pairs.remove(dice.nextInt(pairs.size())), random);
        }
    }

    private void play(Plan plan, List<Failure> failures, RandomNodes random) {
        PlayedNodes played = new PlayedNodes(plan, random);
        for (int i = 0; i < plan.routers().size(); i++) {
            compare("at the start", plan.routers().get(i), plan.healthy().get(i), played);
        }
        List<CaseResult> results = new Planner(plan.nodes()).play(failures);
        failures.forEach(played::fail);
        results.forEach(result -> compare(result.title(), result.router(), result.after(), played));
        played.repair(failures.get(failures.size() - 1));
        results.forEach(result ->
                compare(result.title() + ", then repaired", result.router(), result.repaired(), played));
    }

    private void compare(String what, VirtualRouter router, Owners planned, PlayedNodes played) {
        if (!planned.settles()) {
            return;
        }
        if (planned.possible().size() == 1) {
            certain++;
        } else {
            uncertain++;
        }
        assertThat(planned.possible())
                .as("%s: owner of %s", what, router)
                .contains(played.owners(router));
    }
}
