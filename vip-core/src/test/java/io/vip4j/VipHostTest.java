/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.config.HostConfig;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Switchover;
import io.vip4j.event.Transition;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The public API on a LAN with virtual time. */
class VipHostTest {

    private static final IpAddress VIP = IpAddress.parse("198.51.100.222");

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);

    private static VirtualRouterConfig.Builder web(int priority) {
        return VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .priority(priority)
                .address("198.51.100.222/24");
    }

    @Test
    void higherPriorityHoldsTheAddressAndTheOtherTakesOverAfterSkewTimeWhenItCloses() {
        VipHost a = VipHost.open(lan.node("a").platform());
        VipHost b = VipHost.open(lan.node("b").platform());
        VipElector vipA = a.start(web(200).build());
        VipElector vipB = b.start(web(100).build());
        lan.run(Duration.ofSeconds(10));
        assertThat(vipA.isActive()).isTrue();
        assertThat(vipB.state()).isEqualTo(VipState.BACKUP);
        assertThat(lan.holders(VIP)).containsExactly("a");

        a.close();
        assertThat(lan.holders(VIP)).isEmpty();
        lan.run(Duration.ofNanos(609_374_999));
        assertThat(vipB.isActive()).isFalse();
        lan.run(Duration.ofNanos(1));
        assertThat(vipB.isActive()).isTrue();
        assertThat(lan.answering(VIP)).contains("b");
    }

    @Test
    void listenerGivenAtTheStartHearsTheFirstTransition() {
        List<Transition> heard = new ArrayList<>();
        try (VipHost a = VipHost.open(lan.node("a").platform())) {
            a.start(web(200).build(), heard::add);
            lan.run(Duration.ofSeconds(5));
            assertThat(heard).extracting(Transition::to).containsExactly(VipState.BACKUP, VipState.ACTIVE);
        }
    }

    @Test
    void healthHandleGivesTheRoleAwayInTheSameTurnAndTheCauseSaysWhy() {
        VipHost a = VipHost.open(lan.node("a").platform());
        VipElector vip = a.start(web(200).build());
        HealthHandle accept = vip.health("accept-loop");
        List<Transition> heard = new ArrayList<>();
        vip.addListener(heard::add);
        lan.run(Duration.ofSeconds(5));
        assertThat(vip.isActive()).isTrue();

        accept.down("thread died");
        assertThat(vip.isActive()).isFalse();
        assertThat(lan.holders(VIP)).isEmpty();
        assertThat(heard.get(heard.size() - 1).to()).isEqualTo(VipState.INITIALIZE);
        assertThat(heard.get(heard.size() - 1).cause().toString())
                .startsWith("HEALTH (check accept-loop DOWN: thread died -> addresses removed in");

        accept.up();
        lan.run(Duration.ofSeconds(5));
        assertThat(vip.isActive()).isTrue();
        assertThat(heard).extracting(Transition::sequence).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void switchoverMovesTheRoleAndItStaysThere() {
        SimulatedLan real = SimulatedLan.realTime();
        try (VipHost a = VipHost.open(real.node("a").platform());
                VipHost b = VipHost.open(real.node("b").platform())) {
            Duration quick = Duration.ofMillis(200); // A busy machine may keep the loops waiting for a while.
            VipElector vipA = a.start(web(200).advertisementInterval(quick).build());
            VipElector vipB = b.start(web(100).advertisementInterval(quick).build());
            assertThat(vipA.awaitActive(Duration.ofSeconds(20))).isTrue();
            Switchover switchover = vipA.switchover(Duration.ofSeconds(20));
            assertThat(switchover.newActive()).contains(real.node("b").address());
            assertThat(vipB.awaitActive(Duration.ofSeconds(20))).isTrue();
            assertThat(vipA.state()).isEqualTo(VipState.BACKUP);
            assertThatThrownBy(() -> vipA.switchover(Duration.ofSeconds(1)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("switchover needs an Active router; web is BACKUP");
        }
        real.close();
    }

    @Test
    void whatListenersAreOwedIsDeliveredBeforeCloseReturns() {
        SimulatedLan real = SimulatedLan.realTime();
        List<VipState> heard = new CopyOnWriteArrayList<>();
        VipHost a = VipHost.open(real.node("a").platform());
        VipElector vip = a.start(web(255).build(), transition -> {
            if (transition.to() == VipState.INITIALIZE) {
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
            heard.add(transition.to());
        });
        assertThat(vip.awaitActive(Duration.ofSeconds(20))).isTrue();
        a.close();
        assertThat(heard).endsWith(VipState.INITIALIZE);
        real.close();
    }

    @Test
    void killedNodeLosesTheAddressWithItsLease() {
        VipHost a = VipHost.open(lan.node("a").platform());
        VipElector vip = a.start(web(200).build());
        lan.run(Duration.ofSeconds(5));
        lan.node("a").kill();
        lan.run(Duration.ofMillis(2500));
        assertThat(lan.holders(VIP)).isEmpty();
        assertThat(vip.isActive()).isFalse();
    }

    @Test
    void applyChangesAnActiveRouterInPlaceAndTellsWhatItDid() {
        VipHost a = VipHost.open(lan.node("a").platform());
        List<Transition> heard = new ArrayList<>();
        assertThat(a.apply(new HostConfig(List.of(web(200).build()), List.of()), heard::add)
                        .started())
                .containsExactly("web");
        lan.run(Duration.ofSeconds(5));
        VipElector vip = a.electors().get(0);
        assertThat(vip.isActive()).isTrue();

        vip.update(vip.config().toBuilder().address("198.51.100.223/24").build());
        assertThat(lan.holders(IpAddress.parse("198.51.100.223"))).containsExactly("a");
        assertThatThrownBy(() -> vip.update(web(200).vrid(11).build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("vrid");

        assertThat(a.apply(new HostConfig(List.of(web(150).build()), List.of())).changed())
                .containsExactly("web");
        assertThat(lan.holders(IpAddress.parse("198.51.100.223"))).isEmpty();
        assertThat(vip.status().effectivePriority().value()).isEqualTo(150);
        assertThat(heard).extracting(Transition::to).containsExactly(VipState.BACKUP, VipState.ACTIVE);

        assertThat(a.apply(new HostConfig(List.of(), List.of())).stopped()).containsExactly("web");
        assertThat(lan.holders(VIP)).isEmpty();
        assertThat(a.electors()).isEmpty();
        a.close();
        assertThatThrownBy(() -> a.apply(new HostConfig(List.of(), List.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the VipHost is closed");
    }

    @Test
    void listenerThatWaitsForAChangeOnTheLoopIsRefused() {
        VipHost a = VipHost.open(lan.node("a").platform());
        List<String> refusals = new ArrayList<>();
        a.start(web(200).build(), transition -> {
            try {
                a.apply(new HostConfig(List.of(), List.of()));
            } catch (IllegalStateException e) {
                refusals.add(e.getMessage());
            }
        });
        assertThat(refusals).containsExactly("apply waits for the loop and so must not be called on it");
    }
}
