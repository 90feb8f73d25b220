/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.SyncGroup;
import io.vip4j.config.TrackedInterface;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipState;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routers that move together. */
class GroupDriverTest {

    private static final String ONE = "198.51.100.221";
    private static final String TWO = "198.51.100.222";

    private final HostBench a = new HostBench();
    private final HostBench b = new HostBench(a.lan, "b");
    private final SyncGroup group = SyncGroup.of("web", "VI_1", "VI_2");

    @BeforeEach
    void secondInterface() {
        a.node.addInterface("eth1");
        b.node.addInterface("eth1");
    }

    private static VirtualRouterConfig first(int priority) {
        return router("VI_1", 1, ONE).priority(priority).build();
    }

    private static VirtualRouterConfig second(int priority) {
        return router("VI_2", 2, TWO)
                .networkInterface("eth1")
                .priority(priority)
                .build();
    }

    private void startBoth() {
        a.apply(group, first(200), second(200));
        b.apply(group, first(100), second(100));
        a.runSeconds(5);
        requireStates(a, VipState.ACTIVE);
        requireStates(b, VipState.BACKUP);
        a.words.clear();
        b.words.clear();
    }

    private static void requireStates(HostBench host, VipState state) {
        assertThat(List.of(host.state("VI_1"), host.state("VI_2"))).containsExactly(state, state);
    }

    @Test
    void membersClaimInTheSameTurn() {
        a.apply(
                group,
                first(100),
                router("VI_2", 2, TWO)
                        .networkInterface("eth1")
                        .advertisementInterval(Duration.ofMillis(100))
                        .build());
        a.run(Duration.ofNanos(3_609_375_000L - 1));
        requireStates(a, VipState.BACKUP);
        assertThat(a.words).as("the quicker one waits").isEmpty();
        a.run(Duration.ofNanos(1));
        requireStates(a, VipState.ACTIVE);
    }

    @Test
    void ownersClaimTogetherAtOnce() {
        a.apply(group, first(255), second(255));
        requireStates(a, VipState.ACTIVE);
    }

    @Test
    void obstacleOfOneIsAnObstacleOfAllInTheSameTurn() {
        startBoth();
        a.node.unplug("eth1");
        requireStates(a, VipState.INITIALIZE);
        assertThat(a.obstacle("VI_1")).isEqualTo("group web: VI_2: interface eth1 is down");
        assertThat(a.lastTransition("VI_1").cause().toString())
                .startsWith("INTERFACE (group web: VI_2: interface eth1 is down -> addresses removed in");
        assertThat(a.words).as("VI_1 can still speak, VI_2 cannot").containsOnlyOnce("advertise(0)");
        a.runSeconds(5);
        requireStates(b, VipState.ACTIVE);
        a.node.plugIn("eth1");
        assertThat(a.obstacle("VI_1")).isEmpty();
        a.runSeconds(10);
        requireStates(a, VipState.ACTIVE);
        requireStates(b, VipState.BACKUP);
    }

    @Test
    void handleOfOneMemberReleasesAll() {
        startBoth();
        a.health("VI_1", "disk", false);
        requireStates(a, VipState.INITIALIZE);
        assertThat(a.words.stream().filter("advertise(0)"::equals)).hasSize(2);
        assertThat(a.obstacle("VI_2")).isEqualTo("group web: VI_1: check disk DOWN: by hand");
        a.health("VI_1", "disk", true);
        requireStates(a, VipState.BACKUP);
    }

    @Test
    void memberThatGivesWayTakesTheOthersAlongAndTheGroupComesBack() {
        a.apply(group, first(200), second(200));
        a.runSeconds(5);
        HostBench c = new HostBench(a.lan, "c");
        c.node.addInterface("eth1");
        c.apply(first(250), second(50)); // No group.
        a.runSeconds(10);
        requireStates(a, VipState.BACKUP);
        requireStates(c, VipState.ACTIVE);
        assertThat(a.lastTransition("VI_2").cause().toString())
                .contains("group web: VI_1: another router has a higher priority");
        c.apply(first(100), second(50));
        a.runSeconds(10);
        requireStates(a, VipState.ACTIVE);
        requireStates(c, VipState.BACKUP);
    }

    @Test
    void switchoverOfOneMemberMovesAll() {
        startBoth();
        a.onLoop(() -> a.elector("VI_1").steering().switchover(Duration.ofSeconds(5)));
        a.runSeconds(3);
        requireStates(a, VipState.BACKUP);
        requireStates(b, VipState.ACTIVE);
        a.runSeconds(10);
        requireStates(b, VipState.ACTIVE);
    }

    @Test
    void memberThatCannotBindKeepsAllFromTheRole() {
        a.node.addAddress("eth1", IpAddress.parse(TWO));
        a.apply(group, first(100), second(100));
        a.runSeconds(5);
        requireStates(a, VipState.BACKUP);
        assertThat(a.holds(ONE)).isFalse();
        a.runSeconds(4);
        requireStates(a, VipState.INITIALIZE);
        assertThat(a.obstacle("VI_1"))
                .contains("group web: VI_2: cannot bind the addresses")
                .contains("EEXIST");
        a.node.removeAddress(IpAddress.parse(TWO));
        a.runSeconds(10);
        requireStates(a, VipState.ACTIVE);
    }

    @Test
    void checkOfAGroupRunsOnceAndCountsForAll() {
        AtomicInteger asked = new AtomicInteger();
        boolean[] healthy = {true};
        HealthCheck check = HealthCheck.of(timeout -> {
            asked.incrementAndGet();
            return healthy[0] ? Probe.Result.healthy("fine") : Probe.Result.unhealthy("refused");
        });
        SyncGroup checked = new SyncGroup(
                "web",
                List.of("VI_1", "VI_2"),
                List.of(new NamedCheck("proxy", check, OnFailure.release())),
                List.of());
        a.apply(checked, first(100), second(100));
        a.runSeconds(5);
        requireStates(a, VipState.ACTIVE);
        assertThat(asked.get()).isEqualTo(6);
        healthy[0] = false;
        a.runSeconds(1);
        requireStates(a, VipState.INITIALIZE);
        assertThat(a.obstacle("VI_2")).isEqualTo("group web: check proxy DOWN 1/1: refused");
        assertThat(a.elector("VI_1").status().checks())
                .extracting(c -> c.name())
                .containsExactly("proxy");
        a.apply(group, first(100), second(100));
        assertThat(a.obstacle("VI_1")).as("the check is gone with the change").isEmpty();
    }

    @Test
    void trackedInterfaceOfAGroupMayLowerThePriorityOfAll() {
        a.node.addInterface("eth2");
        SyncGroup tracking = new SyncGroup(
                "web",
                List.of("VI_1", "VI_2"),
                List.of(),
                List.of(new TrackedInterface("eth2", OnFailure.weight(-30))));
        a.apply(tracking, first(100), second(120));
        assertThat(List.of(a.priority("VI_1"), a.priority("VI_2"))).containsExactly(100, 120);
        a.node.unplug("eth2");
        assertThat(List.of(a.priority("VI_1"), a.priority("VI_2"))).containsExactly(70, 90);
    }

    @Test
    void routersOfBothFamiliesWithOneNameAreReleasedTogether() {
        VirtualRouterConfig ipv6 =
                router("web", 1, "fe80::5:1/64", "2001:db8::51/64").build();
        a.apply(SyncGroup.of("dual", "web"), router("web", 1, ONE).build(), ipv6);
        a.runSeconds(5);
        assertThat(a.host.electors()).extracting(ElectorDriver::state).containsOnly(VipState.ACTIVE);
        a.health("web", "disk", false);
        assertThat(a.host.electors()).extracting(ElectorDriver::state).containsOnly(VipState.INITIALIZE);
        assertThat(a.holds("2001:db8::51")).isFalse();
        assertThat(a.host.electors().get(1).status().obstacle())
                .isEqualTo("group dual: web IPv4: check disk DOWN: by hand");
    }

    @Test
    void activeMemberStaysWhenAnotherOneJoins() {
        a.apply(SyncGroup.of("web", "VI_1"), first(100));
        a.runSeconds(5);
        HealthCheck silent = HealthCheck.of(timeout -> Probe.Result.unhealthy("not yet"));
        VirtualRouterConfig joins = router("VI_2", 2, TWO)
                .networkInterface("eth1")
                .check("c", silent, OnFailure.release())
                .build();
        a.apply(group, first(100), joins);
        a.runSeconds(5);
        assertThat(a.state("VI_1")).isEqualTo(VipState.ACTIVE);
        assertThat(a.state("VI_2")).isEqualTo(VipState.INITIALIZE);
        a.apply(group, first(100), second(100));
        a.runSeconds(5);
        requireStates(a, VipState.ACTIVE);
    }

    @Test
    void groupsThatAreDissolvedLeaveTheirMembersAlone() {
        startBoth();
        a.apply(first(200), second(200));
        requireStates(a, VipState.ACTIVE);
        a.node.unplug("eth1");
        assertThat(a.state("VI_1")).isEqualTo(VipState.ACTIVE);
        assertThat(a.state("VI_2")).isEqualTo(VipState.INITIALIZE);
    }

    @Test
    void differentPrioritiesAreWarnedOf() {
        try (LogCapture log = new LogCapture(HostDriver.class)) {
            a.apply(group, first(100), second(120));
            assertThat(log.lines())
                    .containsExactly("vip group=web members have different priorities, with which a group may move to"
                            + " and fro: VI_1 has 100, VI_2 has 120");
        }
    }
}
