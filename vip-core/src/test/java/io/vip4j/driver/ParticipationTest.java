/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.Timing;
import io.vip4j.config.Transport;
import io.vip4j.config.VirtualMac;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipState;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an elector needs to take part, and with which priority and source it does: 5/C7 to C13, I5, I6. */
class ParticipationTest {

    private static final String VIP = "198.51.100.221";

    private final HostBench a = new HostBench();

    private VirtualRouterConfig.Builder web() {
        return router("web", 10, VIP);
    }

    private HealthCheck check(boolean[] healthy) {
        return HealthCheck.of(timeout -> healthy[0] ? Probe.Result.healthy("fine") : Probe.Result.unhealthy("refused"));
    }

    @Test // 5/C7
    void weightLowersThePriorityAndAdvertisesItAtOnceWhileActive() {
        boolean[] healthy = {true};
        a.apply(web().check("proxy", check(healthy), OnFailure.weight(-30)).build());
        a.run(Duration.ofMillis(4700));
        a.words.clear();
        healthy[0] = false;
        a.run(Duration.ofMillis(300));
        assertThat(a.words).containsExactly("advertise(70)");
        assertThat(a.priority("web")).isEqualTo(70);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        healthy[0] = true;
        a.runSeconds(1);
        assertThat(a.priority("web")).isEqualTo(100);
    }

    @Test // 5/C8
    void effectivePriorityStaysWithin1And254AndWeightsCancelExactly() {
        for (String name : new String[] {"eth1", "eth2", "eth3"}) {
            a.node.addInterface(name);
        }
        a.apply(web().priority(200)
                .trackInterface("eth1", OnFailure.weight(100))
                .trackInterface("eth2", OnFailure.weight(-253))
                .trackInterface("eth3", OnFailure.weight(40).reverse())
                .build());
        assertThat(a.priority("web")).as("200 + 100, at most 254").isEqualTo(254);
        a.node.unplug("eth2");
        assertThat(a.priority("web")).as("300 - 253").isEqualTo(47);
        a.node.unplug("eth1");
        assertThat(a.priority("web")).as("200 - 253, at least 1").isEqualTo(1);
        a.node.unplug("eth3");
        assertThat(a.priority("web")).as("200 - 253 + 40, at least 1").isEqualTo(1);
        a.node.plugIn("eth2");
        assertThat(a.priority("web")).as("200 + 40").isEqualTo(240);
    }

    @Test // 5/C8
    void ownerKeepsItsPriority() {
        a.apply(web().priority(255)
                .trackInterface("eth9", OnFailure.weight(-100))
                .build());
        assertThat(a.priority("web")).isEqualTo(255);
    }

    @Test // 5/C9
    void trackedInterfaceThatIsDownOrAbsentReleases() {
        a.apply(web().trackInterface("eth1", OnFailure.release()).build());
        assertThat(a.obstacle("web")).isEqualTo("interface eth1 does not exist");
        a.node.addInterface("eth1");
        a.runSeconds(5);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.words.clear();
        a.node.unplug("eth1");
        assertThat(a.words).containsExactly("unbind", "|", "advertise(0)");
        assertThat(a.obstacle("web")).isEqualTo("interface eth1 is down");
        a.node.plugIn("eth1");
        a.node.removeInterface("eth1");
        assertThat(a.obstacle("web")).isEqualTo("interface eth1 does not exist");
    }

    @Test // 5/C18
    void reversedCheckReleasesWhileItIsUp() {
        boolean[] healthy = {false};
        a.apply(web().check("maintenance", check(healthy), OnFailure.release().reverse())
                .build());
        a.runSeconds(5);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        healthy[0] = true;
        a.runSeconds(1);
        assertThat(a.obstacle("web")).isEqualTo("check maintenance UP");
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
    }

    @Test // 5/I5
    void startupDelayKeepsTheRouterAway() {
        a.apply(web().timing(Timing.DEFAULT.startupDelay(Duration.ofSeconds(10)))
                .build());
        assertThat(a.obstacle("web")).isEqualTo("the startup delay of 10 s is not over");
        a.run(Duration.ofNanos(13_609_375_000L - 1));
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        a.run(Duration.ofNanos(1));
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
    }

    @Test
    void flappingLinkDoesNotFlapTheRouter() {
        a.apply(web().timing(Timing.DEFAULT.linkDownDelay(Duration.ofSeconds(2)).linkUpDelay(Duration.ofSeconds(5)))
                .build());
        a.runSeconds(5);
        for (int i = 0; i < 20; i++) {
            a.node.unplug();
            a.run(Duration.ofMillis(1900));
            a.node.plugIn();
            a.run(Duration.ofMillis(100));
        }
        assertThat(a.elector("web").status().transitions()).hasSize(2);
        a.node.unplug();
        a.run(Duration.ofNanos(1_999_999_999L));
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.run(Duration.ofNanos(1));
        assertThat(a.obstacle("web")).isEqualTo("interface eth0 is down");
        a.node.plugIn();
        a.run(Duration.ofMillis(4900));
        assertThat(a.obstacle("web")).isEqualTo("interface eth0 has been up for less than 5 s");
        a.node.unplug();
        a.node.plugIn();
        a.run(Duration.ofMillis(4999));
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
        a.run(Duration.ofMillis(1));
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
    }

    @Test // 5/C10, C11, I6
    void linkLossEndsAndBeginsTheRole() {
        a.apply(web().build());
        a.runSeconds(5);
        a.words.clear();
        a.node.unplug();
        a.runSeconds(10);
        assertThat(a.words).containsExactly("unbind", "|");
        a.node.plugIn();
        a.node.plugIn();
        assertThat(a.elector("web").status().transitions()).hasSize(4);
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
    }

    @Test
    void linkThatIsNotTrackedDoesNotCount() {
        a.apply(web().tracksOwnInterface(false).build());
        a.runSeconds(5);
        a.node.unplug();
        a.runSeconds(5);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.node.removeInterface("eth0");
        assertThat(a.obstacle("web")).isEqualTo("interface eth0 does not exist");
    }

    @Test // 5/C10, C11
    void interfaceThatIsMadeAgainWithAnotherNumberIsUsedAgain() {
        HostBench b = new HostBench(a.lan, "b");
        a.apply(web().priority(200).build());
        b.apply(web().priority(100).build());
        a.runSeconds(5);
        a.node.removeInterface("eth0");
        assertThat(a.obstacle("web")).isEqualTo("interface eth0 does not exist");
        assertThat(a.platform.openChannels()).isZero();
        a.runSeconds(5);
        assertThat(b.state("web")).isEqualTo(VipState.ACTIVE);
        a.node.addInterface("eth0");
        assertThat(a.platform.openChannels()).isEqualTo(1);
        a.runSeconds(5);
        assertThat(a.state("web")).as("it hears and is heard").isEqualTo(VipState.ACTIVE);
        assertThat(b.state("web")).isEqualTo(VipState.BACKUP);
    }

    @Test // 5/C12
    void otherSourceAddressIsAdvertisedAtOnce() {
        a.apply(web().build());
        a.run(Duration.ofMillis(4700));
        a.words.clear();
        a.node.setAddress(IpAddress.parse("198.51.100.66"));
        assertThat(a.words).containsExactly("advertise(100)");
        assertThat(a.elector("web").status().activeSource()).contains(IpAddress.parse("198.51.100.66"));
    }

    @Test // 5/C13
    void lostSourceAddressEndsTheRoleUntilThereIsOne() {
        a.apply(web().build());
        a.runSeconds(5);
        IpAddress own = a.node.address();
        a.node.removeAddress(own);
        assertThat(a.obstacle("web")).isEqualTo("interface eth0 has no IPv4 address to send from");
        assertThat(a.holds(VIP)).isFalse();
        a.node.setAddress(own);
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
    }

    @Test
    void configuredSourceAddressMustBeThere() {
        IpAddress second = IpAddress.parse("198.51.100.77");
        a.apply(web().sourceAddress(second).build());
        assertThat(a.obstacle("web")).isEqualTo("interface eth0 has not the source address 198.51.100.77");
        a.node.addAddress("eth0", second);
        a.runSeconds(5);
        assertThat(a.elector("web").status().activeSource()).contains(second);
    }

    @Test
    void sourceInIpv6IsLinkLocalByMulticastAndGlobalForGlobalPeers() {
        IpAddress global = IpAddress.parse("2001:db8::77");
        a.node.addAddress("eth0", global);
        a.apply(
                router("multi", 1, "fe80::5:1/64").build(),
                router("uni", 2, "2001:db8::51/64")
                        .transport(Transport.unicast(IpAddress.parse("2001:db8::2")))
                        .build(),
                router("near", 3, "2001:db8::53/64")
                        .transport(Transport.unicast(IpAddress.parse("fe80::2")))
                        .build());
        a.runSeconds(5);
        IpAddress linkLocal = a.node.address("eth0", AddressFamily.IPV6);
        assertThat(linkLocal.isLinkLocal()).isTrue();
        assertThat(a.elector("multi").status().activeSource()).contains(linkLocal);
        assertThat(a.elector("uni").status().activeSource()).contains(global);
        assertThat(a.elector("near").status().activeSource()).contains(linkLocal);
        a.node.removeAddress(linkLocal);
        assertThat(a.obstacle("multi")).isEqualTo("interface eth0 has no link-local IPv6 address to send from");
        assertThat(a.state("uni")).isEqualTo(VipState.ACTIVE);
    }

    @Test
    void addressOfAnotherRouterIsNoSource() {
        a.node.removeAddress(a.node.address());
        a.node.addAddress("eth0", IpAddress.parse("198.51.100.99"));
        a.apply(web().build(), router("mail", 11, "198.51.100.99").build());
        assertThat(a.obstacle("web")).isEqualTo("interface eth0 has no IPv4 address to send from");
    }

    @Test
    void unicastAnnouncesTheOwnAddressOnceWhenTheInterfaceIsOfUse() {
        a.apply(web().transport(Transport.unicast(IpAddress.parse("198.51.100.2")))
                .build());
        assertThat(a.words).containsExactly("announce");
        a.node.unplug();
        a.node.plugIn();
        assertThat(a.words).containsExactly("announce", "announce");
        a.apply(router("multi", 10, VIP).build());
        a.words.clear();
        a.node.unplug();
        a.node.plugIn();
        assertThat(a.words).isEmpty();
    }

    @Test
    void virtualMacInterfaceLivesAsLongAsTheRouter() {
        a.apply(web().virtualMac(VirtualMac.DEFAULT).build());
        assertThat(a.node.interfaceNames()).containsExactly("eth0", "vrrp4.10");
        a.runSeconds(5);
        assertThat(a.elector("web").isActive()).isTrue();
        assertThat(a.node.holds("vrrp4.10", IpAddress.parse(VIP))).isTrue();
        assertThat(a.node.holds("eth0", IpAddress.parse(VIP))).isFalse();
        assertThat(a.elector("web").status().activeSource()).contains(a.node.address());
        a.node.removeInterface("vrrp4.10");
        assertThat(a.node.interfaceNames()).as("made again").containsExactly("eth0", "vrrp4.10");
        a.runSeconds(10);
        assertThat(a.node.holds("vrrp4.10", IpAddress.parse(VIP))).isTrue();
        a.node.removeInterface("eth0");
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
        a.node.addInterface("eth0");
        a.runSeconds(5);
        assertThat(a.node.holds("vrrp4.10", IpAddress.parse(VIP))).isTrue();
        a.apply();
        assertThat(a.node.interfaceNames()).containsExactly("eth0");
        assertThat(a.platform.openChannels()).isZero();
    }

    @Test
    void advertisementsMayGoFromTheBaseInterface() {
        HostBench b = new HostBench(a.lan, "b");
        a.apply(web().priority(200)
                .virtualMac(new VirtualMac(Optional.of("mac0"), true))
                .build());
        b.apply(web().build());
        a.runSeconds(6);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        assertThat(b.state("web")).isEqualTo(VipState.BACKUP);
        assertThat(a.node.holds("mac0", IpAddress.parse(VIP))).isTrue();
    }
}
