/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.AddressLease;
import io.vip4j.config.PeerWatch;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.Cause;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two routers that watch each other's process: a, with the higher priority, and b with 200, whose skew is 218.75 ms. */
final class PeerWatchTest {

    private static final IpAddress VIP = IpAddress.parse("198.51.100.222");
    private static final Duration SKEW = Duration.ofNanos(218_750_000);

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private HostBench a = new HostBench(lan, "a");
    private final HostBench b = new HostBench(lan, "b");

    /** An election without address: nothing lingers. */
    private static VirtualRouterConfig.Builder bare(int priority) {
        return HostBench.router("web", 10)
                .family(AddressFamily.IPV4)
                .priority(priority)
                .peerWatch(PeerWatch.onDefaultPort());
    }

    private static VirtualRouterConfig.Builder bound(int priority) {
        return HostBench.router("web", 10, VIP + "/24").priority(priority).peerWatch(PeerWatch.onDefaultPort());
    }

    private void start(VirtualRouterConfig.Builder ofA, VirtualRouterConfig.Builder ofB) {
        a.apply(ofA.build());
        b.apply(ofB.build());
        lan.run(Duration.ofSeconds(10));
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(b.state("web")).isEqualTo(VipState.BACKUP);
    }

    private void restart() {
        a = new HostBench(lan, "a");
    }

    /** Lets a send one more advertisement, so that the timer of b has just begun. */
    private void advertisement() {
        long before = a.elector("web").status().advertsSent();
        while (a.elector("web").status().advertsSent() == before) {
            lan.runToNextEvent(Duration.ofSeconds(1));
        }
    }

    private long nanosUntilActive() {
        long from = lan.nanoTime();
        while (b.state("web") != VipState.ACTIVE) {
            lan.runToNextEvent(Duration.ofSeconds(1));
            assertThat(lan.holders(VIP)).hasSizeLessThan(2);
            assertThat(lan.nanoTime() - from).isLessThan(Duration.ofSeconds(10).toNanos());
        }
        return lan.nanoTime() - from;
    }

    private Cause cause() {
        return b.lastTransition("web").cause();
    }

    @Test
    void deadProcessIsFollowedAfterSkewTimeIfNothingLingers() {
        start(bare(250), bare(200));
        a.node.kill();
        assertThat(nanosUntilActive()).isEqualTo(SKEW.toNanos());
        assertThat(cause())
                .isEqualTo(Cause.of(
                        Trigger.PEER_DIED,
                        "process of 198.51.100.1 ended",
                        "Skew_Time of 219 ms passed",
                        "addresses bound in 0.0 ms"));
    }

    @Test
    void addressesWithALeaseAreWaitedFor() {
        start(bound(250), bound(200));
        advertisement();
        a.node.kill();
        assertThat(nanosUntilActive()).isEqualTo(Duration.ofMillis(2350).toNanos());
        assertThat(cause())
                .isEqualTo(Cause.of(
                        Trigger.PEER_DIED,
                        "process of 198.51.100.1 ended",
                        "waited 2350 ms for Skew_Time and until its addresses are gone",
                        "addresses bound in 0.0 ms"));
    }

    @Test
    void whenThatIsLaterThanTheTimerTheTimerCounts() {
        start(bound(250), bound(200));
        advertisement();
        lan.run(Duration.ofMillis(950));
        a.node.kill();
        assertThat(nanosUntilActive())
                .isEqualTo(Duration.ofMillis(3000 - 950).plus(SKEW).toNanos());
    }

    @Test
    void neverTwoOwnersWheneverTheProcessDies() {
        for (int round = 0; round < 60; round++) {
            if (round > 0) {
                restart();
            }
            a.apply(bound(250).build());
            if (round == 0) {
                b.apply(bound(200).build());
            }
            lan.run(Duration.ofSeconds(12).plusMillis(37L * round));
            assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
            a.node.kill();
            assertThat(nanosUntilActive())
                    .isLessThanOrEqualTo(Duration.ofMillis(2350).toNanos());
        }
    }

    @Test
    void addressesWithoutALeaseMakeTheWatchUselessAndThatIsTold() {
        start(bound(250).lease(AddressLease.off()), bound(200));
        assertThat(b.elector("web").status().anomalies())
                .extracting(Anomaly::kind, Anomaly::subject)
                .contains(org.assertj.core.api.Assertions.tuple(AnomalyKind.CANNOT_WATCH, "198.51.100.1"));
        a.node.kill();
        long from = lan.nanoTime();
        lan.run(Duration.ofMillis(2200));
        assertThat(b.state("web")).isEqualTo(VipState.BACKUP);
        lan.run(Duration.ofMillis(1100));
        assertThat(b.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(lan.nanoTime()).isGreaterThan(from);
        assertThat(cause().trigger()).isEqualTo(Trigger.ACTIVE_DOWN);
    }

    @Test
    void orderlyCloseIsNoDeath() {
        start(bare(250), bare(200));
        a.onLoop(() -> a.host.closeAll().thenRun(a.platform::close));
        nanosUntilActive();
        assertThat(cause().trigger()).isEqualTo(Trigger.PRIORITY_ZERO);
    }

    @Test
    void frozenProcessIsNoDeath() {
        start(bare(250), bare(200));
        a.node.freeze();
        nanosUntilActive();
        assertThat(cause().trigger()).isEqualTo(Trigger.ACTIVE_DOWN);
    }

    @Test
    void cutCableIsNoDeath() {
        start(bare(250), bare(200));
        lan.split("a");
        nanosUntilActive();
        assertThat(cause().trigger()).isEqualTo(Trigger.ACTIVE_DOWN);
    }

    @Test
    void processThatDiesBehindACutCableIsNoNews() {
        start(bare(250), bare(200));
        lan.split("a");
        a.node.kill();
        nanosUntilActive();
        assertThat(cause().trigger()).isEqualTo(Trigger.ACTIVE_DOWN);
    }

    @Test
    void advertisementThatIsHeardAllTheSameRestartsTheTimer() {
        start(bare(250), bare(200));
        a.node.kill();
        lan.run(Duration.ofMillis(100));
        restart();
        a.apply(bare(255).build()); // Is back, as the owner, before Skew_Time has passed.
        lan.run(Duration.ofSeconds(5));
        assertThat(b.state("web")).isEqualTo(VipState.BACKUP);
        assertThat(b.elector("web").status().transitions()).hasSize(1);
    }

    @Test
    void restartWithinSkewTimeDoesNotMakeTheDeathForgotten() {
        start(bare(250), bare(200));
        a.node.kill();
        lan.run(Duration.ofMillis(50));
        restart();
        a.apply(bare(250).build());
        assertThat(nanosUntilActive())
                .isEqualTo(SKEW.toNanos() - Duration.ofMillis(50).toNanos());
    }

    @Test
    void watchThatIsTurnedOffWhileActiveEndsWithoutHarm() {
        start(bound(250), bound(200));
        VirtualRouterConfig on = bound(250).build();
        assertThat(b.elector("web").status().activeWatched()).isTrue();
        VirtualRouterConfig off =
                HostBench.router("web", 10, VIP + "/24").priority(250).build();
        a.apply(off);
        lan.run(Duration.ofSeconds(10));
        assertThat(b.elector("web").status().transitions()).hasSize(1);
        assertThat(b.elector("web").status().activeWatched()).isFalse();
        assertThat(a.platform.openListenings()).isZero();
        a.apply(on);
        lan.run(Duration.ofSeconds(60));
        assertThat(b.elector("web").status().activeWatched()).isTrue();
    }

    @Test
    void anotherPortWhileActiveEndsWithoutHarm() {
        start(bound(250), bound(200));
        a.apply(bound(250).peerWatch(new PeerWatch(4711)).build());
        b.apply(bound(200).peerWatch(new PeerWatch(4711)).build());
        lan.run(Duration.ofSeconds(10));
        assertThat(b.elector("web").status().transitions()).hasSize(1);
        assertThat(b.elector("web").status().activeWatched()).isTrue();
    }

    @Test
    void anotherLeaseIsTold() {
        start(bound(250).lease(AddressLease.off()), bound(200));
        assertThat(b.elector("web").status().activeWatched()).isFalse();
        a.apply(bound(250).build());
        advertisement();
        assertThat(b.elector("web").status().activeWatched()).isTrue();
        a.node.kill();
        assertThat(nanosUntilActive()).isEqualTo(Duration.ofMillis(2350).toNanos());
    }

    @Test
    void newOwnAddressIsFollowed() {
        start(bare(250), bare(200));
        a.node.setAddress(IpAddress.parse("198.51.100.77"));
        lan.run(Duration.ofSeconds(10));
        assertThat(b.elector("web").status().activeWatched()).isTrue();
        a.node.kill();
        assertThat(nanosUntilActive()).isEqualTo(SKEW.toNanos());
        assertThat(cause().chain().get(0)).isEqualTo("process of 198.51.100.77 ended");
    }

    @Test
    void recreatedInterfaceIsFollowed() {
        start(bare(250), bare(200));
        a.node.removeInterface("eth0");
        lan.run(Duration.ofMillis(50));
        a.node.addInterface("eth0");
        lan.run(Duration.ofSeconds(30));
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(b.elector("web").status().activeWatched()).isTrue();
    }

    @Test
    void routersOfOneHostShareTheirAddressAndPort() {
        VirtualRouterConfig second = HostBench.router("mail", 11, "198.51.100.223/24")
                .priority(250)
                .peerWatch(PeerWatch.onDefaultPort())
                .build();
        a.apply(bound(250).build(), second);
        b.apply(bound(200).build(), second.toBuilder().priority(200).build());
        lan.run(Duration.ofSeconds(10));
        assertThat(a.platform.openListenings()).isEqualTo(1);
        assertThat(b.elector("web").status().activeWatched()).isTrue();
        assertThat(b.elector("mail").status().activeWatched()).isTrue();
        a.apply(second);
        lan.run(Duration.ofSeconds(10));
        assertThat(a.platform.openListenings()).isEqualTo(1);
        a.node.kill();
        lan.run(Duration.ofMillis(2350));
        assertThat(b.state("mail")).isEqualTo(VipState.ACTIVE);
    }

    @Test
    void membersOfAGroupGoTogether() {
        VirtualRouterConfig second = HostBench.router("mail", 11)
                .family(AddressFamily.IPV4)
                .priority(250)
                .peerWatch(PeerWatch.onDefaultPort())
                .build();
        SyncGroup group = SyncGroup.of("pair", "web", "mail");
        a.apply(group, bare(250).build(), second);
        b.apply(group, bare(200).build(), second.toBuilder().priority(150).build());
        lan.run(Duration.ofSeconds(10));
        a.node.kill();
        nanosUntilActive();
        assertThat(b.state("mail")).isEqualTo(VipState.ACTIVE);
        assertThat(b.lastTransition("mail").cause().trigger()).isEqualTo(Trigger.PEER_DIED);
        assertThat(cause().trigger()).isEqualTo(Trigger.PEER_DIED);
    }

    @Test
    void thirdRouterFollowsTheSuccessor() {
        HostBench c = new HostBench(lan, "c");
        c.apply(bare(100).build());
        start(bare(250), bare(200));
        a.node.kill();
        nanosUntilActive();
        lan.run(Duration.ofSeconds(10));
        assertThat(c.elector("web").status().activeWatched()).isTrue();
        b.node.kill();
        lan.run(Duration.ofMillis(610)); // 156/256 s
        assertThat(c.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test
    void ipv6() {
        VirtualRouterConfig.Builder low =
                HostBench.router("web", 10, "fe80::222/64").priority(200).peerWatch(PeerWatch.onDefaultPort());
        start(low.build().toBuilder().priority(250), low);
        advertisement();
        a.node.kill();
        assertThat(nanosUntilActive()).isEqualTo(Duration.ofMillis(2350).toNanos());
        assertThat(cause().trigger()).isEqualTo(Trigger.PEER_DIED);
    }

    @Test
    void peersWithoutTheSettingAreAskedOnceAMinute() {
        start(bare(250), bare(200));
        VirtualRouterConfig without = HostBench.router("web", 10)
                .family(AddressFamily.IPV4)
                .priority(250)
                .build();
        a.apply(without);
        lan.run(Duration.ofMinutes(5));
        int before = b.platform.connects();
        lan.run(Duration.ofMinutes(10));
        assertThat(b.platform.connects() - before).isEqualTo(10);
        assertThat(b.elector("web").status().transitions()).hasSize(1);
    }

    @Test
    void platformWithoutConnectionsIsToldAndElectsAsEver() {
        b.platform.noPeerLinks();
        start(bare(250), bare(200));
        assertThat(b.elector("web").status().anomalies())
                .extracting(Anomaly::text)
                .contains("this platform has no connections between routers");
        a.node.kill();
        nanosUntilActive();
        assertThat(cause().trigger()).isEqualTo(Trigger.ACTIVE_DOWN);
    }

    @Test
    void portInUseIsToldAndTriedAgain() {
        var other = a.node; // Another program has the port: here a listening of the same process.
        var taken = a.onLoop(() -> a.platform
                .peerLinks()
                .listen("eth0", other.address(), PeerWatch.DEFAULT_PORT, new Correspondent(true, "no")));
        start(bare(250), bare(200));
        List<Anomaly> anomalies = a.elector("web").status().anomalies();
        assertThat(anomalies).extracting(Anomaly::kind).containsExactly(AnomalyKind.CANNOT_WATCH);
        a.onLoop(() -> {
            taken.close();
            return true;
        });
        lan.run(Duration.ofMinutes(2));
        assertThat(a.elector("web").status().anomalies())
                .extracting(Anomaly::kind)
                .doesNotContain(AnomalyKind.CANNOT_WATCH);
        assertThat(b.elector("web").status().activeWatched()).isTrue();
    }

    @Test
    void nothingIsLeftOpenInTheEnd() {
        start(bound(250), bound(200));
        b.onLoop(() -> b.host.closeAll());
        a.onLoop(() -> a.host.closeAll());
        lan.run(Duration.ofSeconds(1));
        assertThat(a.platform.openListenings()).isZero();
        assertThat(b.platform.openListenings()).isZero();
        assertThat(a.platform.armedAlarms()).isZero();
        assertThat(b.platform.armedAlarms()).isZero();
    }
}
