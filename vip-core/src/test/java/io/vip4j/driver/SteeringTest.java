/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Hold;
import io.vip4j.event.PeerStatus;
import io.vip4j.event.Switchover;
import io.vip4j.event.TemporaryPriority;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipState;
import io.vip4j.health.OnFailure;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What people ask of running routers, and what comes of it. */
class SteeringTest {

    private static final String VIP = "198.51.100.222";
    private static final Duration HOUR = Duration.ofHours(1);

    /** Skew_Time of priority 100 at 1 s (RFC 9568 6.1). */
    private static final Duration SKEW = Duration.ofNanos(609_375_000);

    private final HostBench a = new HostBench();
    private final HostBench b = new HostBench(a.lan, "b");

    private static VirtualRouterConfig web(int priority) {
        return router("web", 10, VIP).priority(priority).build();
    }

    private void startBoth() {
        a.apply(web(200));
        b.apply(web(100));
        a.runSeconds(5);
        requireStates(VipState.ACTIVE, VipState.BACKUP);
        a.words.clear();
    }

    private void requireStates(VipState ofA, VipState ofB) {
        assertThat(List.of(a.state("web"), b.state("web"))).containsExactly(ofA, ofB);
    }

    private static Steering steering(HostBench host) {
        return host.elector("web").steering();
    }

    private CompletableFuture<Switchover> switchover(Duration limit) {
        return a.onLoop(() -> steering(a).switchover(limit));
    }

    private void hold(String reason, Duration limit) {
        assertThat(a.onLoop(() -> steering(a).hold(reason, limit))).isCompleted();
    }

    private void resume() {
        a.onLoop(() -> {
            steering(a).resume();
            return true;
        });
    }

    private void temporaryPriority(int value, Duration limit) {
        a.onLoop(() -> {
            steering(a).temporaryPriority(new Priority(value), limit);
            return true;
        });
    }

    @Test
    void holdGivesTheRoleAwayAndResumeTakesItBack() {
        startBoth();
        hold("kernel upgrade", HOUR);
        assertThat(a.lastTransition("web").cause().toString())
                .isEqualTo("HOLD (held: kernel upgrade -> addresses removed in 0.0 ms)");
        assertThat(a.obstacle("web")).isEqualTo("held: kernel upgrade");
        assertThat(a.elector("web").status().hold())
                .contains(new Hold("kernel upgrade", a.platform.loop().now().plus(HOUR)));
        a.run(SKEW);
        requireStates(VipState.INITIALIZE, VipState.ACTIVE);
        resume();
        resume();
        assertThat(a.lastTransition("web").cause().toString()).isEqualTo("HOLD (no longer: held: kernel upgrade)");
        assertThat(a.elector("web").status().hold()).isEmpty();
        a.runSeconds(5);
        requireStates(VipState.ACTIVE, VipState.BACKUP);
    }

    @Test
    void holdEndsByItselfAndASecondOneReplacesReasonAndLimit() {
        startBoth();
        hold("first", Duration.ofSeconds(10));
        hold("second", Duration.ofSeconds(60));
        a.runSeconds(59);
        assertThat(a.obstacle("web")).isEqualTo("held: second");
        a.runSeconds(1);
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        assertThat(a.lastTransition("web").cause().trigger()).isEqualTo(Trigger.HOLD);
    }

    @Test
    void holdSurvivesChangesOfConfigurationPriorityAndInterface() {
        startBoth();
        hold("upgrade", HOUR);
        a.apply(web(250));
        temporaryPriority(254, HOUR);
        a.node.unplug("eth0");
        a.node.plugIn("eth0");
        a.handle("web", "load", OnFailure.weight(-10)).down("by hand");
        a.runSeconds(60);
        requireStates(VipState.INITIALIZE, VipState.ACTIVE);
        assertThat(a.obstacle("web")).isEqualTo("held: upgrade");
    }

    @Test
    void aBackupThatIsHeldTakesNothing() {
        startBoth();
        assertThat(b.onLoop(() -> steering(b).hold("spare parts", HOUR))).isCompleted();
        assertThat(b.state("web")).isEqualTo(VipState.INITIALIZE);
        a.onLoop(() -> a.host.close(a.elector("web")));
        a.runSeconds(10);
        assertThat(b.holds(VIP)).isFalse();
    }

    @Test
    void holdOfOneMemberHoldsTheGroup() {
        a.apply(
                SyncGroup.of("both", "web", "mail"),
                web(200),
                router("mail", 11, "198.51.100.223").build());
        a.runSeconds(5);
        hold("upgrade", HOUR);
        assertThat(a.state("mail")).isEqualTo(VipState.INITIALIZE);
        assertThat(a.obstacle("mail")).isEqualTo("group both: web: held: upgrade");
        resume();
        a.runSeconds(5);
        assertThat(List.of(a.state("web"), a.state("mail"))).containsOnly(VipState.ACTIVE);
    }

    @Test
    void aHoldThatIsOverWhileListenersDrainReleasesAllTheSame() {
        startBoth();
        DrainingListener listener = new DrainingListener(a.words);
        a.onLoop(() -> a.elector("web").addListener(listener));
        CompletableFuture<Void> held = a.onLoop(() -> steering(a).hold("upgrade", HOUR));
        resume();
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        listener.done.complete(null);
        assertThat(held).isCompleted();
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        assertThat(a.lastTransition("web").cause().toString())
                .startsWith("HOLD (the hold ended while the listeners were draining");
    }

    @Test
    void switchoverTellsTheSuccessorAndTheGap() {
        startBoth();
        CompletableFuture<Switchover> switchover = switchover(Duration.ofSeconds(5));
        a.run(SKEW);
        assertThat(HostBench.joined(switchover)).isEqualTo(new Switchover(Optional.of(b.node.address()), SKEW, SKEW));
        a.runSeconds(60);
        requireStates(VipState.BACKUP, VipState.ACTIVE);
    }

    @Test
    void theGapDoesNotContainTheDrain() {
        startBoth();
        DrainingListener listener = new DrainingListener(a.words);
        a.onLoop(() -> a.elector("web").addListener(listener));
        CompletableFuture<Switchover> switchover = switchover(Duration.ofSeconds(1));
        a.runSeconds(2);
        listener.done.complete(null);
        a.run(SKEW);
        assertThat(HostBench.joined(switchover))
                .isEqualTo(new Switchover(Optional.of(b.node.address()), SKEW.plusSeconds(2), SKEW));
    }

    @Test
    void roleThatNobodyTakesIsBackAtTheLimit() {
        startBoth();
        b.node.unplug("eth0");
        CompletableFuture<Switchover> switchover = switchover(Duration.ofSeconds(2));
        a.run(Duration.ofSeconds(2).minusNanos(1));
        assertThat(a.holds(VIP)).isFalse();
        a.run(Duration.ofNanos(1));
        assertThat(HostBench.joined(switchover))
                .isEqualTo(new Switchover(Optional.empty(), Duration.ofSeconds(2), Duration.ofSeconds(2)));
        assertThat(a.elector("web").isActive()).isTrue();
        assertThat(a.lastTransition("web").cause().toString())
                .isEqualTo("SWITCHOVER (nobody took the role within 2000 ms -> addresses bound in 0.0 ms)");
    }

    @Test
    void successorThatIsHeardInTheTurnOfTheLimitWins() {
        startBoth();
        CompletableFuture<Switchover> switchover = switchover(Duration.ofSeconds(1));
        a.node.freeze();
        a.runSeconds(2);
        a.node.thaw(); // Sockets come before timers.
        assertThat(HostBench.joined(switchover).newActive()).contains(b.node.address());
        a.runSeconds(10);
        requireStates(VipState.BACKUP, VipState.ACTIVE);
    }

    @Test
    void aGroupTakesItsRolesBackTogether() {
        a.apply(
                SyncGroup.of("both", "web", "mail"),
                web(200),
                router("mail", 11, "198.51.100.223").build());
        a.runSeconds(5);
        CompletableFuture<Switchover> switchover = switchover(Duration.ofSeconds(1));
        assertThat(List.of(a.state("web"), a.state("mail"))).containsOnly(VipState.BACKUP);
        a.runSeconds(1);
        assertThat(HostBench.joined(switchover).moved()).isFalse();
        assertThat(List.of(a.state("web"), a.state("mail"))).containsOnly(VipState.ACTIVE);
    }

    @Test
    void aHoldDuringASwitchoverStillTellsTheSuccessor() {
        startBoth();
        CompletableFuture<Switchover> switchover = switchover(Duration.ofSeconds(5));
        hold("upgrade", HOUR);
        a.run(SKEW);
        assertThat(HostBench.joined(switchover).newActive()).contains(b.node.address());
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
    }

    @Test
    void switchoverNeedsAnActiveRouterThatIsNotClosed() {
        startBoth();
        assertThatThrownBy(() -> b.onLoop(() -> steering(b).switchover(HOUR)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("switchover needs an Active router; web is BACKUP");
        DrainingListener listener = new DrainingListener(a.words);
        a.onLoop(() -> a.elector("web").addListener(listener));
        a.onLoop(() -> a.host.close(a.elector("web")));
        assertThatThrownBy(() -> switchover(HOUR))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("switchover needs an Active router; web is closed");
    }

    @Test
    void temporaryPriorityIsAdvertisedAtOnceAndEndsByItself() {
        startBoth();
        temporaryPriority(50, Duration.ofSeconds(60));
        assertThat(a.words).containsExactly("advertise(50)", "renew");
        assertThat(a.elector("web").status().temporaryPriority())
                .contains(new TemporaryPriority(
                        new Priority(50), a.platform.loop().now().plusSeconds(60)));
        a.handle("web", "load", OnFailure.weight(-10)).down("by hand");
        assertThat(a.priority("web")).as("weights count on top").isEqualTo(40);
        a.runSeconds(5);
        requireStates(VipState.BACKUP, VipState.ACTIVE);
        a.apply(web(210));
        assertThat(a.priority("web")).as("a change in place does not end it").isEqualTo(40);
        a.runSeconds(60);
        assertThat(a.priority("web")).isEqualTo(200);
        requireStates(VipState.ACTIVE, VipState.BACKUP);
    }

    @Test
    void restoredPriorityCountsAtOnceAndTwiceIsNoMistake() {
        startBoth();
        temporaryPriority(150, HOUR);
        for (int i = 0; i < 2; i++) {
            a.onLoop(() -> {
                steering(a).restorePriority();
                return true;
            });
            assertThat(a.priority("web")).isEqualTo(200);
            assertThat(a.elector("web").status().temporaryPriority()).isEmpty();
        }
    }

    @Test
    void anOwnerHasNoOtherPriority() {
        a.apply(web(255));
        assertThatThrownBy(() -> temporaryPriority(50, HOUR))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("owns its addresses");
        a.apply(web(100));
        temporaryPriority(50, HOUR);
        a.apply(web(255));
        assertThat(a.priority("web")).isEqualTo(255);
        assertThat(a.elector("web").status().temporaryPriority()).isEmpty();
    }

    @Test
    void statusKnowsTheOthersAndTheLease() {
        startBoth();
        a.run(Duration.ofMillis(250));
        Duration sinceAdvert =
                Duration.ofNanos(a.lan.nanoTime() - 3_218_750_000L).minusSeconds(2);
        assertThat(b.elector("web").status().peers())
                .containsExactly(new PeerStatus(
                        a.node.address(),
                        new Priority(200),
                        AdvertisementInterval.of(Duration.ofSeconds(1)),
                        sinceAdvert,
                        true));
        assertThat(b.elector("web").status().leaseRemaining()).isEmpty();
        assertThat(a.elector("web").status().peers()).isEmpty();
        assertThat(a.elector("web").status().leaseRemaining())
                .contains(Duration.ofSeconds(2).minus(sinceAdvert));
        hold("upgrade", HOUR);
        a.runSeconds(5);
        assertThat(a.elector("web").status().peers())
                .as("also heard while it takes no part")
                .extracting(PeerStatus::address, PeerStatus::active)
                .containsExactly(tuple(b.node.address(), true));
    }

    @Test
    void closingLeavesNoAlarmOfAnyWish() {
        startBoth();
        hold("upgrade", HOUR);
        temporaryPriority(50, HOUR);
        a.onLoop(a.host::closeAll);
        assertThat(a.platform.armedAlarms()).isZero();
    }
}
