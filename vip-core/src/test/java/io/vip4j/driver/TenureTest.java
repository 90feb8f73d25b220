/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.config.AddressLease;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipState;
import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VirtualRoute;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an Active router holds, and what happens when it cannot: 5/C14 to C17, O1, O4, O5. */
class TenureTest {

    private static final String HOME = "198.51.100.221";
    private static final String AWAY = "203.0.113.221";
    private static final IpAddress HOME_ADDRESS = IpAddress.parse(HOME);
    private static final IpAddress AWAY_ADDRESS = IpAddress.parse(AWAY);
    private static final VirtualRoute ROUTE =
            VirtualRoute.via(IpPrefix.parse("192.0.2.0/24"), IpAddress.parse("198.51.100.9"));

    private final HostBench a = new HostBench();

    private static VirtualRouterConfig.Builder twoPlaces() {
        return router("web", 10, HOME)
                .excludedAddress(VirtualAddress.parse(AWAY).with(AddressOptions.NONE.on("eth1")))
                .route(ROUTE);
    }

    @Test
    void everythingIsHeldAndReleasedInTheReverseOrder() {
        a.node.addInterface("eth1");
        a.apply(twoPlaces().build());
        a.runSeconds(5);
        assertThat(a.node.holds("eth0", HOME_ADDRESS)).isTrue();
        assertThat(a.node.holds("eth1", AWAY_ADDRESS)).isTrue();
        assertThat(a.node.routes()).containsExactly(ROUTE);
        a.runSeconds(10);
        assertThat(a.node.holds("eth1", AWAY_ADDRESS)).as("renewed").isTrue();
        a.words.clear();
        a.apply();
        assertThat(a.holds(HOME)).isFalse();
        assertThat(a.holds(AWAY)).isFalse();
        assertThat(a.node.routes()).isEmpty();
        assertThat(a.words).as("5/O1").containsOnlyOnce("advertise(0)").last().isEqualTo("advertise(0)");
    }

    @Test
    void nothingIsLeftWhenTheSecondInterfaceIsMissing() {
        a.apply(twoPlaces().build());
        a.runSeconds(4);
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        assertThat(a.holds(HOME)).isFalse();
        assertThat(a.node.routes()).isEmpty();
        a.runSeconds(4);
        assertThat(a.obstacle("web")).contains("no network interface eth1").endsWith("next attempt in 2 s");
        a.node.addInterface("eth1");
        a.runSeconds(6);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(a.obstacle("web")).isEmpty();
    }

    @Test
    void nothingIsLeftWhenARouteIsRefused() {
        a.node.addInterface("eth1");
        a.node.failRoutes("ENETUNREACH");
        a.apply(twoPlaces().build());
        a.runSeconds(4);
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        assertThat(a.holds(HOME)).isFalse();
        assertThat(a.holds(AWAY)).isFalse();
    }

    @Test
    void whatAChangeHadAddedWhenItFailedIsNotTakenForALossAndPutBack() {
        a.node.addInterface("eth1");
        a.apply(router("web", 10, HOME).build());
        a.runSeconds(5);
        a.node.failRoutes("ENETUNREACH");
        assertThatThrownBy(() -> a.apply(twoPlaces().build())).hasMessageContaining("ENETUNREACH");
        a.runSeconds(2);
        assertThat(a.holds(HOME)).isTrue();
        assertThat(a.holds(AWAY)).isFalse();
    }

    @Test
    void addressOnAnotherInterfaceThatSomebodyRemovesIsPutBack() {
        a.node.addInterface("eth1");
        a.apply(twoPlaces().build());
        a.runSeconds(5);
        a.node.removeAddress(AWAY_ADDRESS);
        assertThat(a.node.holds("eth1", AWAY_ADDRESS)).isTrue();
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test // 5/C14: an address that was there before is not ours, and stays.
    void foreignAddressIsNeverTakenOver() {
        a.node.addAddress("eth0", HOME_ADDRESS);
        a.apply(router("web", 10, HOME).build());
        a.runSeconds(30);
        assertThat(a.elector("web").isActive()).isFalse();
        assertThat(a.holds(HOME)).isTrue();
    }

    @Test // 5/C15
    void failuresInARowWaitLongerAndLongerAndASuccessEndsThat() {
        a.node.failBinds("EPERM");
        a.apply(router("web", 10, HOME).build());
        long[] waits = {2, 4, 8, 16, 32, 60, 60};
        a.run(Duration.ofNanos(2 * 3_609_375_000L));
        for (long wait : waits) {
            assertThat(a.obstacle("web"))
                    .startsWith("cannot bind the addresses: ")
                    .endsWith("EPERM: next attempt in " + wait + " s");
            assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
            a.run(Duration.ofSeconds(wait).plusNanos(3_609_375_000L));
        }
        a.node.letBindsSucceed();
        a.run(Duration.ofSeconds(60).plusNanos(3_609_375_000L));
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.node.failBinds("EPERM");
        a.health("web", "h", false);
        a.health("web", "h", true);
        a.run(Duration.ofNanos(3_609_375_000L));
        assertThat(a.obstacle("web")).as("the first failure is free again").isEmpty();
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        assertThat(a.elector("web").status().transitions())
                .filteredOn(transition -> transition.to() == VipState.ACTIVE)
                .hasSize(1);
    }

    @Test
    void addressThatIsRemovedAgainAndAgainEndsTheRoleWithItsCause() {
        a.apply(router("web", 10, HOME).build());
        a.runSeconds(5);
        for (int i = 1; i < LossCount.LIMIT; i++) {
            a.node.removeAddress(HOME_ADDRESS);
            assertThat(a.holds(HOME)).as("put back at once").isTrue();
            a.runSeconds(1);
        }
        a.node.removeAddress(HOME_ADDRESS);
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
        assertThat(a.lastTransition("web").cause().toString())
                .contains("somebody else removes the addresses: 5 times within 10 s, the last one was " + HOME);
        assertThat(a.obstacle("web")).endsWith("next attempt in 2 s");
        a.runSeconds(6);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test
    void seldomLossesNeverEndTheRole() {
        a.apply(router("web", 10, HOME).build());
        a.runSeconds(5);
        for (int i = 0; i < 20; i++) {
            a.node.removeAddress(HOME_ADDRESS);
            a.run(Duration.ofMillis(2501));
        }
        assertThat(a.elector("web").status().transitions()).hasSize(2);
    }

    @Test
    void addressesThatGoTogetherAreOneLoss() {
        a.apply(router("web", 10, HOME, "198.51.100.222", "198.51.100.223", "198.51.100.224", "198.51.100.225")
                .build());
        a.runSeconds(5);
        a.platform.answerDelay(Duration.ofMillis(5));
        a.elector("web").config().addresses().forEach(address -> a.node.removeAddress(address.address()));
        a.run(Duration.ofMillis(100));
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(a.holds("198.51.100.225")).isTrue();
    }

    @Test // 5/C17
    void advertisementsThatCannotBeSentAreTriedAtTheNextTick() {
        a.apply(router("web", 10, HOME).build());
        a.runSeconds(5);
        a.node.failSends("ENOBUFS");
        a.runSeconds(2);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.node.letSendsSucceed();
        long before = a.elector("web").status().advertsSent();
        a.runSeconds(2);
        assertThat(a.elector("web").status().advertsSent()).isEqualTo(before + 2);
    }

    @Test
    void lateFailureOfAnEarlierBindLeavesTheAddressesOfTheNextTenure() {
        a.platform.answerDelay(Duration.ofSeconds(5));
        a.apply(twoPlaces().lease(AddressLease.of(Duration.ofSeconds(30))).build());
        a.runSeconds(4); // Claiming; the bind will be refused after 5 s, for want of eth1.
        a.health("web", "app", false);
        a.run(Duration.ofMillis(100));
        assertThat(a.state("web")).as("the release did not wait").isEqualTo(VipState.INITIALIZE);
        a.health("web", "app", true);
        a.run(Duration.ofMillis(3700)); // Claims again, before the first bind was answered.
        a.words.clear();
        a.run(Duration.ofMillis(900));
        assertThat(a.words).contains("| failed:").doesNotContain("unbind");
        a.node.addInterface("eth1");
        a.run(Duration.ofMillis(4200)); // The second bind is done, and its lease is not over.

        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(a.node.holds("eth0", HOME_ADDRESS)).isTrue();
        assertThat(a.node.holds("eth1", AWAY_ADDRESS)).isTrue();
        assertThat(a.words).doesNotContain("unbind");
    }
}
