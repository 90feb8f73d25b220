/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.config.AddressLease;
import io.vip4j.config.Preemption;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.ChangeReport;
import io.vip4j.event.VipState;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VirtualRoute;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Changes of what a host runs: 5/C1 to C6, and what must not move meanwhile. */
class HostChangeTest {

    private static final String ONE = "198.51.100.221";
    private static final String TWO = "198.51.100.222";
    private static final String THREE = "198.51.100.223";

    private final HostBench a = new HostBench();

    private static VirtualRouterConfig web(String... addresses) {
        return router("web", 10, addresses).build();
    }

    private void startActive(VirtualRouterConfig... routers) {
        a.apply(routers);
        a.runSeconds(5);
        for (VirtualRouterConfig router : routers) {
            assertThat(a.state(router.name())).isEqualTo(VipState.ACTIVE);
        }
        a.words.clear();
    }

    @Test
    void reportNamesWhatBecameOfEachRouter() {
        a.apply(
                router("stays", 1, ONE).build(),
                router("changes", 2, TWO).build(),
                router("moves", 3, THREE).build(),
                router("goes", 4, "198.51.100.224").build());
        ChangeReport report = a.apply(
                router("stays", 1, ONE).build(),
                router("changes", 2, TWO).priority(150).build(),
                router("moves", 5, THREE).build(),
                router("comes", 6, "198.51.100.226").build());
        assertThat(report)
                .isEqualTo(new ChangeReport(
                        List.of("comes"), List.of("changes"), List.of("moves"), List.of("goes"), List.of("stays")));
        assertThat(a.host.electors())
                .extracting(elector -> elector.config().name())
                .containsExactly("stays", "changes", "moves", "comes");
        assertThat(a.platform.openChannels()).isEqualTo(1);
    }

    @Test // 5/C1
    void activeBindsAdvertisesAndAnnouncesANewAddressOnly() {
        startActive(web(ONE));
        ElectorDriver before = a.elector("web");
        a.apply(web(ONE, TWO, THREE));
        assertThat(a.words).containsExactly("bind", "|", "renew", "advertise(100)", "announce", "announce");
        assertThat(a.elector("web")).isSameAs(before);
        assertThat(a.elector("web").status().transitions()).hasSize(2);
        assertThat(a.holds(TWO)).isTrue();
        assertThat(a.holds(THREE)).isTrue();
    }

    @Test // 5/C2
    void activeUnbindsARemovedAddressAndAdvertises() {
        startActive(web(ONE, TWO));
        a.apply(web(ONE));
        assertThat(a.words).startsWith("unbind").contains("advertise(100)").doesNotContain("announce", "advertise(0)");
        assertThat(a.holds(ONE)).isTrue();
        assertThat(a.holds(TWO)).isFalse();
        a.runSeconds(10);
        assertThat(a.holds(TWO)).as("nothing renews it").isFalse();
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test // 5/C3
    void backupSaysAndBindsNothing() {
        HostBench b = new HostBench(a.lan, "b");
        startActive(router("web", 10, ONE).priority(200).build());
        b.apply(web(ONE));
        b.runSeconds(5);
        b.words.clear();
        b.apply(web(TWO, THREE));
        assertThat(b.words).isEmpty();
        assertThat(b.state("web")).isEqualTo(VipState.BACKUP);
    }

    @Test // 5/C4: the family is given, so that this is an election without address and no end of it.
    void activeGoesOnWithoutItsLastAddress() {
        startActive(web(ONE));
        a.apply(router("web", 10).family(AddressFamily.IPV4).build());
        assertThat(a.holds(ONE)).isFalse();
        a.words.clear();
        a.runSeconds(3);
        assertThat(a.words).containsExactly("advertise(100)", "advertise(100)", "advertise(100)");
        assertThat(a.elector("web").isActive()).isTrue();
    }

    @Test
    void electionWithoutAddressAsksNothingOfTheBinder() {
        a.apply(router("web", 10).family(AddressFamily.IPV4).build());
        a.run(Duration.ofNanos(3_609_375_000L));
        assertThat(a.elector("web").isActive()).isTrue();
        assertThat(a.words).containsExactly("advertise(100)");
    }

    @Test // 5/C5
    void activeAdvertisesAnotherPriorityAndIntervalAtOnce() {
        startActive(web(ONE));
        a.apply(router("web", 10, ONE)
                .priority(150)
                .advertisementInterval(Duration.ofMillis(500))
                .build());
        assertThat(a.words).contains("advertise(150)");
        a.words.clear();
        a.run(Duration.ofMillis(1500));
        assertThat(a.words.stream().filter("advertise(150)"::equals)).hasSize(3);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test // 5/C6: the running timer moves by the difference of the intervals.
    void backupKeepsItsTimerWhenAnAddressOrTheContestChanges() {
        a.apply(web(ONE));
        a.runSeconds(3);
        a.apply(router("web", 10, ONE, TWO).preemption(Preemption.NEVER).build());
        a.run(Duration.ofNanos(609_375_000L - 1));
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        a.run(Duration.ofNanos(1));
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(a.holds(TWO)).isTrue();
    }

    @Test
    void addressMovesBetweenTwoActiveRoutersInOneChange() {
        startActive(web(ONE, TWO), router("mail", 11, THREE).build());
        a.platform.answerDelay(Duration.ofMillis(20));
        var done =
                a.applying(List.of(), web(ONE), router("mail", 11, THREE, TWO).build());
        for (int i = 0; i < 200; i++) {
            assertThat(a.holds(TWO)).isTrue();
            a.run(Duration.ofMillis(1));
        }
        assertThat(done).isCompleted();
        a.runSeconds(10);
        assertThat(a.holds(TWO)).isTrue();
        CompletableFuture<Void> closed = a.onLoop(() -> a.host.close(a.elector("mail")));
        a.runSeconds(1);
        assertThat(closed).isCompleted();
        assertThat(a.holds(TWO)).isFalse();
    }

    @Test
    void addressMovesFromARouterThatIsClosedByTheSameChange() {
        startActive(web(ONE, TWO), router("mail", 11, THREE).build());
        a.apply(router("mail", 11, THREE, TWO).build());
        assertThat(a.holds(TWO)).isTrue();
        assertThat(a.holds(ONE)).isFalse();
        a.runSeconds(10);
        assertThat(a.holds(TWO)).isTrue();
    }

    @Test
    void addressInAnotherFormGoesAndComesBackInOneTurn() {
        startActive(web(ONE + "/24"));
        a.apply(web(ONE + "/32"));
        assertThat(a.holds(ONE)).isTrue();
        a.runSeconds(5);
        assertThat(a.holds(ONE)).isTrue();
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test
    void addressThatCannotBeBoundRefusesTheWholeChange() {
        startActive(web(ONE), router("mail", 11, THREE).build());
        a.node.addAddress("eth0", IpAddress.parse(TWO)); // By hand: not ours to take.
        assertThatThrownBy(() -> a.apply(
                        web(ONE, "198.51.100.230"),
                        router("mail", 11, THREE, TWO).priority(120).build(),
                        router("new", 12, "198.51.100.240").build()))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("virtual router 'mail' (IPv4)")
                .hasMessageContaining("EEXIST")
                .hasMessageEndingWith("nothing was changed, the old configuration goes on");
        assertThat(a.holds("198.51.100.230")).as("taken back").isFalse();
        assertThat(a.holds(TWO)).as("not ours").isTrue();
        assertThat(a.host.electors()).hasSize(2);
        assertThat(a.priority("mail")).isEqualTo(100);
        assertThat(a.elector("web").config()).isEqualTo(web(ONE));
        a.runSeconds(10);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(a.holds("198.51.100.230")).as("not renewed either").isFalse();
        assertThat(a.elector("web").status().transitions()).hasSize(2);
    }

    @Test
    void missingInterfaceRefusesTheWholeChange() {
        startActive(web(ONE));
        assertThatThrownBy(() -> a.apply(
                        web(ONE, TWO),
                        router("mail", 11, THREE).networkInterface("eth7").build()))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("virtual router 'mail' (IPv4): no network interface eth7: there are eth0");
        assertThat(a.holds(TWO)).isFalse();
        assertThat(a.platform.openChannels()).isEqualTo(1);
    }

    @Test
    void sourceAddressThatIsNotThereRefusesTheChange() {
        startActive(web(ONE));
        assertThatThrownBy(() -> a.apply(router("web", 10, ONE)
                        .sourceAddress(IpAddress.parse("198.51.100.77"))
                        .build()))
                .hasMessageContaining("interface eth0 has not the source address 198.51.100.77");
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test
    void checkWithTheNameOfAHandleIsRefused() {
        startActive(web(ONE));
        a.health("web", "disk", true);
        HealthCheck fine = HealthCheck.of(timeout -> Probe.Result.healthy("fine"));
        assertThatThrownBy(() -> a.apply(router("web", 10, ONE)
                        .check("disk", fine, OnFailure.release())
                        .build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'disk' is a handle");
    }

    @Test
    void routerWithAnotherVridIsReleasedBeforeItsSuccessorBegins() {
        startActive(web(ONE));
        a.platform.answerDelay(Duration.ofMillis(30));
        var done = a.applying(List.of(), router("web", 20, ONE).build());
        assertThat(done).isNotDone();
        a.run(Duration.ofMillis(30));
        assertThat(done.join().restarted()).containsExactly("web");
        assertThat(a.words).containsExactly("unbind", "|", "advertise(0)");
        a.runSeconds(5);
        assertThat(a.elector("web").config().vrid().value()).isEqualTo(20);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test
    void changesTakeEffectOneAfterTheOther() {
        startActive(web(ONE));
        a.platform.answerDelay(Duration.ofMillis(30));
        CompletableFuture<ChangeReport> first = a.applying(List.of(), web(ONE, TWO));
        CompletableFuture<ChangeReport> second = a.applying(List.of(), web(ONE, THREE));
        CompletableFuture<ElectorDriver> started = a.onLoop(
                () -> a.host.startInTurn(router("mail", 11, "198.51.100.240").build(), List.of()));
        assertThat(first).isNotDone();
        a.run(Duration.ofMillis(200));
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        assertThat(started).isCompleted();
        assertThat(a.holds(TWO)).isFalse();
        assertThat(a.holds(THREE)).isTrue();
        assertThat(a.host.electors()).hasSize(2);
    }

    @Test
    void refusedChangeDoesNotStopTheNextOne() {
        startActive(web(ONE));
        assertThatThrownBy(() -> a.apply(
                        web(ONE),
                        router("mail", 11, TWO).networkInterface("eth7").build()))
                .isInstanceOf(PlatformException.class);
        assertThat(a.apply(web(ONE, TWO)).changed()).containsExactly("web");
    }

    @Test
    void claimInTheMiddleOfAChangeTakesTheNewAddressesAlong() {
        a.apply(web(ONE));
        a.run(Duration.ofNanos(3_609_375_000L - 1));
        a.platform.answerDelay(Duration.ofMillis(10));
        a.run(Duration.ofNanos(1)); // Claiming: the bind is under way.
        var done = a.applying(List.of(), web(TWO));
        a.run(Duration.ofMillis(100));
        assertThat(done).isCompleted();
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(a.holds(TWO)).isTrue();
        assertThat(a.holds(ONE)).isFalse();
    }

    @Test
    void hostThatIsClosedInTheMiddleOfAChangeRefusesIt() {
        startActive(web(ONE));
        a.platform.answerDelay(Duration.ofMillis(30));
        var done =
                a.applying(List.of(), web(ONE, TWO), router("mail", 11, THREE).build());
        CompletableFuture<Void> closed = a.onLoop(a.host::closeAll);
        a.runSeconds(1);
        assertThat(closed).isCompleted();
        assertThatThrownBy(() -> HostBench.joined(done)).hasMessage("the VipHost is closed");
        assertThat(a.holds(ONE)).isFalse();
        assertThat(a.holds(TWO)).isFalse();
        assertThat(a.platform.openChannels()).isZero();
    }

    @Test
    void unchangedCheckKeepsItsStateAndANewOneTakesNothingAwayBeforeItsFirstAnswer() {
        AtomicInteger asked = new AtomicInteger();
        HealthCheck old = HealthCheck.of(timeout -> {
            asked.incrementAndGet();
            return Probe.Result.healthy("fine");
        });
        startActive(
                router("web", 10, ONE).check("old", old, OnFailure.release()).build());
        a.platform.workExecutor(task -> {}); // From now on no probe is answered.
        int before = asked.get();
        HealthCheck slow = HealthCheck.of(timeout -> Probe.Result.healthy("late"));
        a.apply(router("web", 10, ONE)
                .check("old", old, OnFailure.weight(-20))
                .check("new", slow, OnFailure.release())
                .build());
        assertThat(asked.get()).as("not asked out of its pace").isEqualTo(before);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.run(Duration.ofMillis(2500));
        assertThat(a.state("web")).as("the new one has not answered in time").isEqualTo(VipState.INITIALIZE);
        assertThat(a.obstacle("web")).startsWith("check new DOWN: ");
    }

    @Test
    void leaseThatIsTurnedOffLetsTheAddressStayWithAFrozenProcess() {
        startActive(web(ONE));
        a.apply(router("web", 10, ONE).lease(AddressLease.off()).build());
        a.node.freeze();
        a.runSeconds(10);
        assertThat(a.holds(ONE)).isTrue();
    }

    @Test
    void routesOfAnAddressComeAndGoWithIt() {
        VirtualRoute route = VirtualRoute.via(IpPrefix.parse("203.0.113.0/24"), IpAddress.parse("198.51.100.9"));
        startActive(web(ONE));
        a.apply(router("web", 10, ONE).route(route).build());
        assertThat(a.node.routes()).containsExactly(route);
        a.apply(web(ONE));
        assertThat(a.node.routes()).isEmpty();
    }

    @Test
    void addressOnAnotherInterfaceIsAddedThere() {
        a.node.addInterface("eth1");
        startActive(web(ONE));
        VirtualAddress other = VirtualAddress.parse(TWO).with(AddressOptions.NONE.on("eth1"));
        a.apply(router("web", 10, ONE).excludedAddress(other).build());
        assertThat(a.node.holds("eth1", IpAddress.parse(TWO))).isTrue();
        assertThatThrownBy(() -> a.apply(router("web", 10, ONE)
                        .excludedAddress(other)
                        .excludedAddress(VirtualAddress.parse(THREE).with(AddressOptions.NONE.on("eth9")))
                        .build()))
                .hasMessageContaining("no network interface eth9");
        assertThat(a.holds(ONE)).isTrue();
    }

    @Test
    void updateOfARouterRefusesAnotherIdentity() {
        startActive(web(ONE));
        ElectorDriver elector = a.elector("web");
        assertThatThrownBy(() -> HostBench.joined(a.onLoop(
                        () -> a.host.update(elector, router("web", 11, ONE).build()))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("only VipHost.apply");
        assertThat(HostBench.joined(a.onLoop(() -> a.host.update(elector, web(ONE, TWO))))
                        .changed())
                .containsExactly("web");
        assertThat(a.holds(TWO)).isTrue();
    }

    @Test
    void whatCountsAsAStallFollowsTheShortestInterval() {
        VirtualRouterConfig web = router("web", 10, "198.51.100.10/24").build();
        a.apply(web);
        assertThat(a.host.lateness().threshold()).isEqualTo(Duration.ofMillis(500));
        a.apply(web.toBuilder().advertisementInterval(Duration.ofMillis(100)).build());
        assertThat(a.host.lateness().threshold()).isEqualTo(Duration.ofMillis(50));
    }
}
