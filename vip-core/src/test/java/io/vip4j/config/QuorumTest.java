/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.quorum.OnStoreLoss;
import io.vip4j.quorum.QuorumGate;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class QuorumTest {

    private final QuorumGate gate = SimulatedLan.virtualTime(1).newVoteStore().gate("web", "a");

    private static VirtualRouterConfig.Builder router() {
        return VirtualRouterConfig.builder("web").networkInterface("eth0").vrid(10);
    }

    @Test
    void defaults() {
        assertThat(Quorum.of(gate)).isEqualTo(new Quorum(gate, Duration.ofSeconds(10), OnStoreLoss.KEEP_UNTIL_EXPIRY));
    }

    @Test
    void lengthOfAVoteHasBounds() {
        assertThatThrownBy(() -> Quorum.of(gate).ttl(Duration.ofMillis(999)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("quorum ttl must be 1..3600 s: PT0.999S");
        assertThatThrownBy(() -> Quorum.of(gate).ttl(Duration.ofSeconds(3601)))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void addressesOfADeadRouterMustGoByThemselves() {
        assertThatThrownBy(() -> router().address("192.0.2.1/24")
                        .lease(AddressLease.off())
                        .quorum(Quorum.of(gate))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("lease must not be off with quorum");
    }

    @Test
    void leaseFitsIntoTheVoteThreeTimes() {
        VirtualRouterConfig.Builder router = router().address("192.0.2.1/24"); // A lease of 2 s, gone after 2.35 s.
        router.quorum(Quorum.of(gate).ttl(Duration.ofMillis(6350))).build();
        assertThatThrownBy(() -> router.quorum(Quorum.of(gate).ttl(Duration.ofMillis(6349)))
                        .build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("quorum ttl must be at least 6350 ms, three times the lease and its removal: 6349 ms");
    }

    @Test
    void electionWithoutAddressNeedsNoLease() {
        assertThat(router().family(AddressFamily.IPV4)
                        .lease(AddressLease.off())
                        .quorum(Quorum.of(gate).ttl(Duration.ofSeconds(1)))
                        .build()
                        .quorum())
                .isPresent();
    }

    @Test
    void anotherVoteMakesAnotherRouter() {
        VirtualRouterConfig voted =
                router().address("192.0.2.1/24").quorum(Quorum.of(gate)).build();
        assertThat(voted.hasIdentityOf(voted.toBuilder().priority(50).build())).isTrue();
        assertThat(voted.hasIdentityOf(router().address("192.0.2.1/24").build()))
                .isFalse();
    }
}
