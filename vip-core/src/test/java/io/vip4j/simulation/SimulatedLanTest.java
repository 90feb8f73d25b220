/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.NeighborAnnouncer.Form;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.Vrid;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The simulated LAN keeps the contracts of {@code io.vip4j.spi}, as the kernel does. */
final class SimulatedLanTest {

    private static final VirtualAddress VIP = VirtualAddress.parse("198.51.100.222/24");

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final SimulatedNode a = lan.node("a");
    private final SimulatedNode b = lan.node("b");
    private final VipPlatform onA = a.platform();
    private final VipPlatform onB = b.platform();
    private final List<String> heard = new ArrayList<>();

    private AdvertisementChannel open(VipPlatform platform, String networkInterface, AddressFamily family) {
        return platform.openChannel(
                networkInterface,
                family,
                (source, destination, timeToLive, message) -> heard.add(networkInterface + " " + source + ">"
                        + destination + " ttl " + timeToLive + " " + message.remaining()));
    }

    private void send(AdvertisementChannel channel, SimulatedNode from, IpAddress destination, int timeToLive) {
        channel.send(
                from.address(SimulatedNode.INTERFACE, destination.family()),
                destination,
                timeToLive,
                ByteBuffer.allocate(20));
        lan.run(Duration.ZERO);
    }

    private static boolean succeeded(CompletionStage<Void> stage) {
        return stage.toCompletableFuture().isDone()
                && !stage.toCompletableFuture().isCompletedExceptionally();
    }

    @Test
    void familiesHaveChannelsOfTheirOwn() {
        open(onB, "eth0", AddressFamily.IPV4);
        open(onB, "eth0", AddressFamily.IPV6);
        AdvertisementChannel v6 = open(onA, "eth0", AddressFamily.IPV6);
        send(v6, a, AddressFamily.IPV6.vrrpGroup(), 255);
        assertThat(heard).containsExactly("eth0 fe80::1>ff02::12 ttl 255 20");
        assertThatThrownBy(() -> open(onA, "eth0", AddressFamily.IPV6)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void unicastReachesWhoHasTheAddressWithItsTtl() {
        lan.node("c")
                .platform()
                .openChannel("eth0", AddressFamily.IPV4, (source, destination, ttl, message) -> heard.add("c"));
        open(onB, "eth0", AddressFamily.IPV4);
        AdvertisementChannel from = open(onA, "eth0", AddressFamily.IPV4);
        send(from, a, b.address(), 64);
        assertThat(heard).containsExactly("eth0 198.51.100.1>198.51.100.2 ttl 64 20");
    }

    @Test
    void otherGroupsAreHeardAfterJoining() {
        IpAddress group = IpAddress.parse("239.1.1.1");
        AdvertisementChannel hearing = open(onB, "eth0", AddressFamily.IPV4);
        AdvertisementChannel from = open(onA, "eth0", AddressFamily.IPV4);
        send(from, a, group, 255);
        assertThat(heard).isEmpty();
        hearing.join(group);
        send(from, a, group, 255);
        assertThat(heard).hasSize(1);
    }

    /** 5/C20. */
    @Test
    void interfacesOfAnotherNameAreAnotherLink() {
        a.addInterface("eth1");
        b.addInterface("eth1");
        open(onB, "eth0", AddressFamily.IPV4);
        open(onB, "eth1", AddressFamily.IPV4);
        AdvertisementChannel from = open(onA, "eth1", AddressFamily.IPV4);
        assertThat(a.address("eth1", AddressFamily.IPV4)).hasToString("198.18.1.1");
        send(from, a, AddressFamily.IPV4.vrrpGroup(), 255);
        assertThat(heard).containsExactly("eth1 198.51.100.1>224.0.0.18 ttl 255 20");
        b.unplug("eth1");
        send(from, a, AddressFamily.IPV4.vrrpGroup(), 255);
        assertThat(heard).hasSize(1);
        assertThat(b.isPluggedIn()).isTrue();
    }

    @Test
    void aRemovedInterfaceIsAbsentAndComesBackWithAnotherNumber() {
        List<InterfaceState> states = new ArrayList<>();
        List<IpAddress> removed = new ArrayList<>();
        onA.interfaces().watch("eth0", new InterfaceMonitor.Listener() {
            @Override
            public void changed(InterfaceState state) {
                states.add(state);
            }

            @Override
            public void addressRemoved(IpAddress address) {
                removed.add(address);
            }
        });
        AdvertisementChannel former = open(onA, "eth0", AddressFamily.IPV4);
        a.removeInterface("eth0");
        a.addInterface("eth0");
        assertThat(states).extracting(InterfaceState::index).containsExactly(1, 0, 2);
        assertThat(removed).containsExactly(a.address(), IpAddress.parse("fe80::1"));
        assertThatThrownBy(() -> send(former, a, AddressFamily.IPV4.vrrpGroup(), 255))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("no such device");
        former.close();
        open(onA, "eth0", AddressFamily.IPV4);
        AdvertisementChannel from = open(onB, "eth0", AddressFamily.IPV4);
        send(from, b, AddressFamily.IPV4.vrrpGroup(), 255);
        assertThat(heard).hasSize(1);
    }

    @Test
    void aWatchBeginsWithAnInterfaceThatIsNotThere() {
        List<Integer> indexes = new ArrayList<>();
        onA.interfaces().watch("eth7", new InterfaceMonitor.Listener() {
            @Override
            public void changed(InterfaceState state) {
                indexes.add(state.index());
            }

            @Override
            public void addressRemoved(IpAddress address) {}
        });
        a.addInterface("eth7");
        assertThat(indexes).containsExactly(0, 2);
    }

    @Test
    void theOwnAddressIsReplacedWithoutAGap() {
        List<List<IpAddress>> seen = new ArrayList<>();
        onA.interfaces().watch("eth0", new InterfaceMonitor.Listener() {
            @Override
            public void changed(InterfaceState state) {
                seen.add(state.addresses());
            }

            @Override
            public void addressRemoved(IpAddress address) {}
        });
        IpAddress former = a.address();
        IpAddress wanted = IpAddress.parse("198.51.100.77");
        a.setAddress(wanted);
        assertThat(seen.get(1)).contains(former, wanted);
        assertThat(seen.get(2)).contains(wanted).doesNotContain(former);
        a.removeAddress(wanted);
        assertThat(seen.get(3)).containsExactly(IpAddress.parse("fe80::1"));
        assertThat(a.address()).isEqualTo(wanted);
    }

    @Test
    void anAddressOfSomebodyElseIsNeverTakenOverNorRemoved() {
        a.addAddress("eth0", VIP.address());
        assertThat(onA.binder().bind("eth0", List.of(VIP), Optional.empty()))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("EEXIST");
        onA.binder().unbind("eth0", List.of(VIP));
        assertThat(a.holds(VIP.address())).isTrue();
    }

    @Test
    void addressesGoWhereTheirOptionsSay() {
        a.addInterface("eth1");
        VirtualAddress elsewhere = VirtualAddress.parse("192.0.2.7/24").with(AddressOptions.NONE.on("eth1"));
        assertThat(succeeded(onA.binder().bind("eth0", List.of(VIP, elsewhere), Optional.empty())))
                .isTrue();
        assertThat(a.holds("eth0", VIP.address())).isTrue();
        assertThat(a.holds("eth1", elsewhere.address())).isTrue();
        VirtualAddress nowhere = VirtualAddress.parse("192.0.2.8/24").with(AddressOptions.NONE.on("eth9"));
        VirtualAddress more = VirtualAddress.parse("192.0.2.9/24");
        assertThat(succeeded(onA.binder().bind("eth0", List.of(more, nowhere), Optional.empty())))
                .isFalse();
        assertThat(a.holds(more.address())).isFalse();
    }

    @Test
    void routesAreRememberedUntilTheyAreRemoved() {
        VirtualRoute route = VirtualRoute.via(IpPrefix.parse("203.0.113.0/24"), b.address());
        assertThat(succeeded(onA.routes().add("eth0", List.of(route), List.of())))
                .isTrue();
        assertThat(a.routes()).containsExactly(route);
        onA.routes().remove("eth0", List.of(route), List.of());
        assertThat(a.routes()).isEmpty();
        a.failRoutes("EINVAL");
        assertThat(succeeded(onA.routes().add("eth0", List.of(route), List.of())))
                .isFalse();
    }

    @Test
    void aVirtualMacInterfaceSharesTheLinkOfItsBase() {
        assertThat(succeeded(onA.virtualMacs().create("eth0", "vrrp4.10", AddressFamily.IPV4, new Vrid(10))))
                .isTrue();
        assertThat(succeeded(onA.virtualMacs().create("eth0", "vrrp4.10", AddressFamily.IPV4, new Vrid(11))))
                .isFalse();
        open(onB, "eth0", AddressFamily.IPV4);
        AdvertisementChannel from = open(onA, "vrrp4.10", AddressFamily.IPV4);
        send(from, a, AddressFamily.IPV4.vrrpGroup(), 255);
        assertThat(heard).hasSize(1);
        onA.binder().bind("vrrp4.10", List.of(VIP), Optional.empty());
        onA.announcer().announce("vrrp4.10", VIP.address(), Form.REQUEST);
        assertThat(lan.answering(VIP.address())).contains("a");
        a.unplug();
        assertThat(lan.answering(VIP.address())).isEmpty();
        a.plugIn();
        onA.virtualMacs().remove("vrrp4.10");
        assertThat(lan.holders(VIP.address())).isEmpty();
        assertThat(a.interfaceNames()).containsExactly("eth0");
    }

    @Test
    void announcementsAndForeignStationsAreHeardAsClaims() {
        List<String> claims = new ArrayList<>();
        onB.conflicts().watch("eth0", (address, station) -> claims.add(address + " " + station));
        onA.announcer().announce("eth0", VIP.address(), Form.REPLY);
        onB.announcer().announce("eth0", VIP.address(), Form.REPLY);
        lan.claim(VIP.address(), "02:00:00:00:99:01");
        lan.run(Duration.ZERO);
        assertThat(claims).containsExactly("198.51.100.222 02:00:00:00:00:01", "198.51.100.222 02:00:00:00:99:01");
    }

    @Test
    void directionsPartsAndCopies() {
        open(onB, "eth0", AddressFamily.IPV4);
        AdvertisementChannel fromA = open(onA, "eth0", AddressFamily.IPV4);
        lan.cut("a", "b");
        send(fromA, a, AddressFamily.IPV4.vrrpGroup(), 255);
        assertThat(heard).isEmpty();
        lan.heal();
        lan.cut("b", "a");
        send(fromA, a, AddressFamily.IPV4.vrrpGroup(), 255);
        assertThat(heard).hasSize(1);
        lan.heal();
        lan.partition(List.of(List.of("a"), List.of("c"), List.of("b")));
        send(fromA, a, AddressFamily.IPV4.vrrpGroup(), 255);
        assertThat(heard).hasSize(1);
        lan.partition(List.of(List.of("a", "b"), List.of("c")));
        lan.duplication(1);
        send(fromA, a, AddressFamily.IPV4.vrrpGroup(), 255);
        assertThat(heard).hasSize(3);
    }

    @Test
    void sendsFailWhenTheyAreTold() {
        AdvertisementChannel from = open(onA, "eth0", AddressFamily.IPV4);
        a.failSends("ENOBUFS");
        assertThatThrownBy(() -> send(from, a, AddressFamily.IPV4.vrrpGroup(), 255))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("ENOBUFS");
        a.letSendsSucceed();
        open(onB, "eth0", AddressFamily.IPV4);
        send(from, a, AddressFamily.IPV4.vrrpGroup(), 255);
        assertThat(heard).hasSize(1);
    }
}
