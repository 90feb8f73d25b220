/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.config.Gate;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.VipState;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The gate of a router, from its start to its end. */
class GateKeeperTest {

    private static final String VIP = "198.51.100.221";
    private static final String SECOND = "198.51.100.222";
    private static final IpAddress ADDRESS = IpAddress.parse(VIP);
    private static final IpAddress SECOND_ADDRESS = IpAddress.parse(SECOND);
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final Duration ELECTION = Duration.ofMillis(400);

    private final HostBench a = new HostBench();

    private static VirtualRouterConfig.Builder gated(String... addresses) {
        return router("web", 10, addresses).advertisementInterval(INTERVAL).gate(Gate.NFT);
    }

    private void active(VirtualRouterConfig config) {
        a.apply(config);
        a.run(ELECTION);
        assertThat(a.elector("web").isActive()).isTrue();
    }

    @Test
    void everythingHappensInItsOrder() {
        a.apply(gated(VIP).build());
        assertThat(a.words).as("from the start").containsExactly("guard");
        assertThat(a.node.passes(ADDRESS)).isFalse();
        a.run(ELECTION);
        assertThat(a.words.subList(1, 6)).containsExactly("advertise(100)", "open", "bind", "|", "announce");
        a.words.clear();

        a.run(INTERVAL);
        assertThat(a.words).contains("advertise(100)", "open").doesNotContain("renew");
        assertThat(a.words.indexOf("open"))
                .as("with the advertisement")
                .isEqualTo(a.words.indexOf("advertise(100)") + 1);
        a.words.clear();

        a.apply();
        assertThat(a.words).containsExactly("unbind", "|", "shut", "advertise(0)", "unguard");
        assertThat(a.node.passes(ADDRESS)).isTrue();
    }

    @Test
    void withoutGateThePlatformIsNotAsked() {
        a.node.failGate("no nf_tables");
        a.apply(router("web", 10, VIP).build());
        a.runSeconds(5);
        a.apply();
        assertThat(a.words).contains("bind").doesNotContain("guard", "open", "shut", "unguard");
    }

    @Test
    void frozenProcessIsSilentBeforeTheQuickestBackupSpeaksAndDoesNotBelieveInItsRole() {
        active(gated(VIP).build());
        a.run(INTERVAL);
        a.node.freeze();
        a.run(Duration.ofMillis(275));
        ElectorDriver elector = a.elector("web");
        a.run(Duration.ofMillis(6));
        assertThat(elector.isActive()).as("a little earlier than the gate").isFalse();
        a.run(Duration.ofMillis(20));
        assertThat(a.node.passes(ADDRESS)).isFalse();
        assertThat(a.holds(VIP)).as("the lease is longer").isTrue();

        a.node.thaw();
        a.run(INTERVAL);
        assertThat(elector.isActive()).isTrue();
        assertThat(a.node.passes(ADDRESS)).isTrue();
    }

    @Test
    void killedProcessLeavesItShut() {
        active(gated(VIP).build());
        a.node.kill();
        a.run(Duration.ofMillis(301));
        assertThat(a.node.passes(ADDRESS)).isFalse();
    }

    @Test
    void advertisementsThatCannotBeSentOpenNothing() {
        active(gated(VIP).build());
        a.node.failSends("ENOBUFS");
        a.run(Duration.ofMillis(401));
        assertThat(a.node.passes(ADDRESS)).isFalse();
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.node.letSendsSucceed();
        a.run(INTERVAL);
        assertThat(a.elector("web").isActive()).isTrue();
        assertThat(a.node.passes(ADDRESS)).isTrue();
    }

    @Test
    void routerWhoseAddressesCannotBeGuardedWaitsAndTriesAgain() {
        a.node.failGate("this kernel lacks nf_tables");
        a.apply(gated(VIP).build());
        a.runSeconds(1);
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
        assertThat(a.obstacle("web"))
                .isEqualTo("cannot guard the addresses: guard [" + VIP + "]: this kernel lacks nf_tables");
        a.node.letGateSucceed();
        a.runSeconds(3);
        assertThat(a.elector("web").isActive()).isTrue();
    }

    @Test
    void gateThatCannotBeOpenedRefusesTheClaim() {
        a.apply(gated(VIP).build());
        a.node.failGate("EPERM");
        a.run(ELECTION);
        assertThat(a.elector("web").isActive()).isFalse();
        assertThat(a.holds(VIP)).isFalse();
        assertThat(a.elector("web").status().anomalies().toString()).contains("open [" + VIP + "]: EPERM");
    }

    @Test
    void gateThatCannotBeKeptOpenEndsTheRoleWhenItIsShut() {
        active(gated(VIP).build());
        a.node.failGate("EPERM");
        a.run(Duration.ofMillis(150));
        assertThat(a.state("web")).as("it is open still").isEqualTo(VipState.ACTIVE);
        a.run(Duration.ofMillis(300));
        assertThat(a.state("web")).isNotEqualTo(VipState.ACTIVE);
        assertThat(a.holds(VIP)).isFalse();
        assertThat(a.elector("web").status().anomalies())
                .extracting(anomaly -> anomaly.kind())
                .contains(AnomalyKind.CANNOT_BIND);
    }

    @Test
    void addressesThatComeAndGoInPlaceAreGuardedAndOpen() {
        active(gated(VIP).build());
        a.words.clear();
        a.apply(gated(SECOND).build());
        assertThat(a.node.passes(SECOND_ADDRESS)).isTrue();
        assertThat(a.node.passes(ADDRESS)).as("guarded no longer").isTrue();
        assertThat(a.words)
                .containsExactly(
                        "guard",
                        "open",
                        "open",
                        "bind",
                        "|",
                        "unbind",
                        "|",
                        "shut",
                        "renew",
                        "unguard",
                        "advertise(100)",
                        "open",
                        "announce");
        a.node.freeze();
        a.run(Duration.ofMillis(301));
        assertThat(a.node.passes(SECOND_ADDRESS)).isFalse();
        assertThat(a.node.passes(ADDRESS)).isTrue();
    }

    @Test
    void gateCanBeGivenToAnActiveRouterAndTakenAway() {
        VirtualRouterConfig without = gated(VIP).gate(Gate.NONE).build();
        active(without);
        a.apply(gated(VIP).build());
        assertThat(a.elector("web").isActive()).isTrue();
        assertThat(a.node.passes(ADDRESS)).isTrue();
        a.node.freeze();
        a.run(Duration.ofMillis(301));
        assertThat(a.node.passes(ADDRESS)).isFalse();
        a.node.thaw();
        a.run(INTERVAL);

        a.apply(without);
        a.node.freeze();
        a.run(Duration.ofMillis(301));
        assertThat(a.node.passes(ADDRESS)).isTrue();
    }

    @Test
    void changeWhoseAddressesCannotBeGuardedIsRefusedAndLeavesNothing() {
        active(gated(VIP).build());
        a.node.failGate("EPERM");
        assertThatThrownBy(() -> a.apply(gated(VIP, SECOND).build()))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("cannot guard the addresses: guard [" + SECOND + "]: EPERM");
        a.node.letGateSucceed();
        a.run(INTERVAL);
        assertThat(a.elector("web").isActive()).isTrue();
        assertThat(a.holds(SECOND)).isFalse();
        assertThat(a.node.passes(SECOND_ADDRESS)).isTrue();
    }

    @Test
    void addressThatMovesToAnotherRouterOfTheHostStaysGuardedAndOpen() {
        VirtualRouterConfig other = router("other", 11, SECOND)
                .advertisementInterval(INTERVAL)
                .gate(Gate.NFT)
                .build();
        a.apply(gated(VIP, "198.51.100.223").build(), other);
        a.run(ELECTION);
        a.apply(
                gated("198.51.100.223").build(),
                other.toBuilder()
                        .addresses(List.of(
                                other.addresses().get(0),
                                gated(VIP).build().addresses().get(0)))
                        .build());
        a.run(INTERVAL);
        assertThat(a.node.passes(ADDRESS)).isTrue();
        a.node.freeze();
        a.run(Duration.ofMillis(301));
        assertThat(a.node.passes(ADDRESS)).isFalse();
    }

    @Test
    void slowPlatformOpensNothingBeyondTheTime() {
        active(gated(VIP).build());
        a.platform.answerDelay(Duration.ofMillis(50));
        a.run(Duration.ofMillis(1));
        a.runSeconds(2);
        assertThat(a.elector("web").isActive()).isTrue();
        a.node.freeze();
        a.run(Duration.ofMillis(301));
        assertThat(a.node.passes(ADDRESS)).isFalse();
    }
}
