/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.keepalived.KeepalivedConfig;
import io.vip4j.plan.Finding;
import io.vip4j.plan.Plan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The files of the topologies, as the planner sees them before anybody runs them. */
class TopologyFilesTest {

    private static final int PAIRS = 200;

    @ParameterizedTest
    @EnumSource
    void everyFailoverWorksAndNothingIsFoundWrong(Topology topology) {
        Plan plan = Plan.of(topology.planNodes(), PAIRS);
        assertThat(plan.findings()).extracting(Finding::toString).isEmpty();
        assertThat(plan.everyFailoverWorks()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void everyFileIsFreeOfDiagnosticsAndBelongsToAProxy(Topology topology) {
        assertThat(topology.keepalivedFiles().values())
                .allSatisfy(file ->
                        assertThat(KeepalivedConfig.load(file).diagnostics()).isEmpty());
        assertThat(topology.proxyFiles().keySet())
                .isEqualTo(topology.keepalivedFiles().keySet());
    }

    @ParameterizedTest
    @EnumSource
    void clientsAreGivenAddressesThatHaveABackup(Topology topology) {
        Map<String, List<String>> ranks = topology.ranks();
        assertThat(ranks.keySet()).containsAll(topology.entries());
        assertThat(ranks.values()).allSatisfy(nodes -> assertThat(nodes).hasSizeGreaterThan(1));
    }
}
