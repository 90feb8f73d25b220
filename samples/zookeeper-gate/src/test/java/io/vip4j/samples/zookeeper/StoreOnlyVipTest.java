/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.Quorum;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.Term;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.simulation.SimulatedVoteStore;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreOnlyVipTest {

    private static final IpAddress ADDRESS = IpAddress.parse("198.51.100.222");

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final SimulatedVoteStore store = lan.newVoteStore();

    private VipElector start(String name) {
        SimulatedNode node = lan.node(name);
        Quorum quorum = Quorum.of(store.gate("web", name));
        return VipHost.open(node.platform())
                .start(StoreOnlyVip.router("eth0", ADDRESS + "/24", node.address(), quorum));
    }

    @Test
    void theVoteAloneDecides() {
        VipElector first = start("a");
        lan.run(Duration.ofSeconds(1));
        VipElector second = start("b");
        lan.run(Duration.ofSeconds(60));
        assertThat(lan.holders(ADDRESS)).isEqualTo(List.of("a"));
        assertThat(first.activeTerm()).contains(new Term.FencingToken(1));
        assertThat(second.status().waitsFor()).isEqualTo("the vote: a has it");
        assertThat(second.status().obstacle()).isEmpty();
        assertThat(second.status().advertsReceived()).isZero();
        assertThat(first.status().anomalies()).noneMatch(anomaly -> anomaly.kind() == AnomalyKind.NO_PEER_HEARD);

        lan.node("a").kill();
        lan.run(Duration.ofSeconds(11));
        assertThat(lan.holders(ADDRESS)).isEqualTo(List.of("b"));
        assertThat(second.state()).isEqualTo(VipState.ACTIVE);
    }
}
