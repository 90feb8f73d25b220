/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.plan.RuleExamples.Example;
import io.vip4j.vrrp.VrrpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule finds its example and is silent once that is put right; docs/planner.md shows them. */
class PlanRuleTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", "."), "..", "docs", "planner.md");

    @TestFactory
    Stream<DynamicTest> everyRuleFindsItsExampleAndNotTheFixedOne() {
        return RuleExamples.all().stream()
                .map(example -> DynamicTest.dynamicTest(example.rule().id(), () -> {
                    assertThat(rules(example.bad())).contains(example.rule());
                    assertThat(rules(example.good())).doesNotContain(example.rule());
                }));
    }

    @Test
    void everyRuleHasAnExample() {
        assertThat(RuleExamples.all().stream().map(Example::rule)).containsExactlyInAnyOrder(PlanRule.values());
    }

    @Test
    void voteKeepsApartWhoDoNotHearEachOther() {
        Plan plan = RuleExamples.plan(
                RuleExamples.voted(100), RuleExamples.voted(90).version(VrrpVersion.V2));
        assertThat(rules(plan)).contains(PlanRule.VERSION_MISMATCH).doesNotContain(PlanRule.SPLIT);
        assertThat(plan.singles()).extracting(CaseResult::verdict).doesNotContain(Verdict.SPLIT);
    }

    @Test
    void deadNodeIsFollowedWhenItsVoteHasEnded() {
        Plan plan = RuleExamples.plan(RuleExamples.voted(100), RuleExamples.voted(90));
        CaseResult crash = plan.singles().stream()
                .filter(result -> result.title().equals("node-a crashes"))
                .findFirst()
                .orElseThrow();
        assertThat(crash.verdict()).isEqualTo(Verdict.MOVES);
        assertThat(crash.takeover().orElseThrow().most()).isEqualTo(Duration.ofSeconds(11));
    }

    @Test
    void theCommittedDocumentIsTheGeneratedOne() throws IOException {
        if (Boolean.getBoolean("vip4j.rewrite")) {
            Files.writeString(DOCUMENT, PlannerDocument.markdown());
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/planner.md; rewrite it with -Dvip4j.rewrite=true")
                .isEqualTo(PlannerDocument.markdown());
    }

    private static List<PlanRule> rules(Plan plan) {
        return plan.findings().stream().map(Finding::rule).toList();
    }
}
