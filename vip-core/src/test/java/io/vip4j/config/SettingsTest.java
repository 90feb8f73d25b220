/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.config.Transport.Multicast;
import io.vip4j.config.Transport.Peer;
import io.vip4j.config.Transport.Unicast;
import io.vip4j.health.OnFailure;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** The settings around a virtual router: what is refused, with the exact message, and what they mean together. */
final class SettingsTest {

    private static final IpAddress PEER = IpAddress.parse("192.0.2.251");
    private static final IpAddress PEER6 = IpAddress.parse("2001:db8::2");

    private record Refusal(String message, Executable attempt) {}

    @TestFactory
    Stream<DynamicTest> refusedWithFieldRuleAndValue() {
        return Stream.of(
                        new Refusal(
                                "preemption delay must be 0..1000 s: PT16M41S",
                                () -> Preemption.after(Duration.ofSeconds(1001))),
                        new Refusal(
                                "preemption delay must be 0..1000 s: PT-1S",
                                () -> Preemption.after(Duration.ofSeconds(-1))),
                        new Refusal(
                                "preemption delay must be 0 without preemption: PT1S",
                                () -> new Preemption(false, Duration.ofSeconds(1))),
                        new Refusal("downAdvertisements must be 1..100: 0", () -> Timing.DEFAULT.downAdvertisements(0)),
                        new Refusal(
                                "downAdvertisements must be 1..100: 101", () -> Timing.DEFAULT.downAdvertisements(101)),
                        new Refusal(
                                "startupDelay must be 0..PT1H: PT1H1S",
                                () -> Timing.DEFAULT.startupDelay(Duration.ofSeconds(3601))),
                        new Refusal(
                                "linkUpDelay must be 0..PT4M15S: PT4M16S",
                                () -> Timing.DEFAULT.linkUpDelay(Duration.ofSeconds(256))),
                        new Refusal(
                                "learnedIntervalFloor must be a multiple of 10 ms: PT0.015S",
                                () -> Timing.DEFAULT.learnedIntervalFloor(Duration.ofMillis(15))),
                        new Refusal("weight must be -253..253: 254", () -> OnFailure.weight(254)),
                        new Refusal("weight must not be 0: use release() instead", () -> OnFailure.weight(0)),
                        new Refusal(
                                "unicast peers must have at least one entry", () -> new Unicast(List.of(), 255, true)),
                        new Refusal("unicast peers must not repeat: 192.0.2.251", () -> Transport.unicast(PEER, PEER)),
                        new Refusal(
                                "unicast peers must be of one family, like 192.0.2.251: 2001:db8::2",
                                () -> Transport.unicast(PEER, PEER6)),
                        new Refusal(
                                "unicast timeToLive must be 1..255: 0",
                                () -> new Unicast(List.of(Peer.of(PEER)), 0, true)),
                        new Refusal(
                                "unicast peer must be a unicast address: 224.0.0.18",
                                () -> Peer.of(AddressFamily.IPV4.vrrpGroup())),
                        new Refusal(
                                "TTL bounds of unicast peer 192.0.2.251 must be 0..255 in order: 3..2",
                                () -> new Peer(PEER, 3, 2)),
                        new Refusal(
                                "multicast group must be a multicast address: 192.0.2.251",
                                () -> new Multicast(Optional.of(PEER))),
                        new Refusal(
                                "virtualMac interface must have 1..15 characters without '/' and spaces: 'a/b'",
                                () -> new VirtualMac(Optional.of("a/b"), false)),
                        new Refusal(
                                "announcement spacing must be 0..10 s: PT11S",
                                () -> AnnouncementProfile.DEFAULT.spacing(Duration.ofSeconds(11))),
                        new Refusal(
                                "announcement refreshEvery must be 0 or at least 100 ms: PT0.099S",
                                () -> AnnouncementProfile.DEFAULT.refresh(Duration.ofMillis(99), 1)),
                        new Refusal(
                                "announcement refreshBurst must be 1..100: 0",
                                () -> AnnouncementProfile.DEFAULT.refresh(Duration.ofSeconds(1), 0)))
                .map(refusal -> DynamicTest.dynamicTest(
                        refusal.message(),
                        () -> assertThatThrownBy(refusal.attempt()::execute)
                                .isInstanceOf(ConfigurationException.class)
                                .hasMessage(refusal.message())));
    }

    @TestFactory
    Stream<DynamicTest> rulesBetweenFields() {
        return Stream.of(
                        new Refusal(
                                "unicast peers must be IPv4 like the addresses: 2001:db8::2",
                                () -> router("web")
                                        .transport(Transport.unicast(PEER6))
                                        .build()),
                        new Refusal(
                                "multicast group must be IPv4: ff02::12",
                                () -> router("web")
                                        .transport(new Multicast(Optional.of(AddressFamily.IPV6.vrrpGroup())))
                                        .build()),
                        new Refusal(
                                "sourceAddress must be a unicast IPv4 address: 2001:db8::2",
                                () -> router("web").sourceAddress(PEER6).build()),
                        new Refusal(
                                "sourceAddress must be link-local (fe80::/10) with IPv6 multicast: 2001:db8::2",
                                () -> router6("web").sourceAddress(PEER6).build()),
                        new Refusal(
                                "alsoVersion2 must be false with VRRPv2: it is spoken anyway",
                                () -> router("web")
                                        .version(VrrpVersion.V2)
                                        .alsoVersion2(true)
                                        .build()),
                        new Refusal(
                                "family must be IPv4 with VRRPv2: IPv6",
                                () -> router6("web").alsoVersion2(true).build()),
                        new Refusal(
                                "advertisementInterval must be whole seconds from 1 to 255 with VRRPv2: 150 cs",
                                () -> router("web")
                                        .alsoVersion2(true)
                                        .advertisementInterval(Duration.ofMillis(1500))
                                        .build()),
                        new Refusal(
                                "excludedAddresses must not repeat: 192.0.2.1",
                                () -> router("web")
                                        .excludedAddress("192.0.2.1/32")
                                        .build()))
                .map(refusal -> DynamicTest.dynamicTest(
                        refusal.message(),
                        () -> assertThatThrownBy(refusal.attempt()::execute)
                                .isInstanceOf(ConfigurationException.class)
                                .hasMessage(refusal.message())));
    }

    /** F13: 91 IPv6 addresses do not fit 1500 octets; unicast IPv6 needs no link-local address first. */
    @Test
    void ipv6ListsEndWithTheMtu() {
        VirtualRouterConfig.Builder builder = router6("web");
        for (int i = 1; i < 90; i++) {
            builder.address("2001:db8::" + Integer.toHexString(i) + "/64");
        }
        assertThat(builder.build().addresses()).hasSize(90);
        builder.address("2001:db8::ffff/64");
        assertThatThrownBy(builder::build)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("addresses must have at most 90 entries, as many as an IPv6 advertisement can carry; give"
                        + " the others as excludedAddresses: 91");
        assertThat(VirtualRouterConfig.builder("web")
                        .networkInterface("eth0")
                        .vrid(10)
                        .address("2001:db8::1/64")
                        .transport(Transport.unicast(PEER6))
                        .build()
                        .family())
                .isEqualTo(AddressFamily.IPV6);
    }

    @Test
    void excludedAddressesMayBeOfTheOtherFamily() {
        VirtualRouterConfig config =
                router("web").excludedAddress("2001:db8::1/64").build();
        assertThat(config.allAddresses())
                .containsExactly(VirtualAddress.parse("192.0.2.1/24"), VirtualAddress.parse("2001:db8::1/64"));
        assertThat(config.toBuilder().build()).isEqualTo(config);
    }

    /** keepalived's arithmetic: below 0 counts while down, above 0 while up; reversed the other way round. */
    @Test
    void weightsCountInTheirState() {
        assertThat(OnFailure.weight(-30).contribution(false)).isEqualTo(-30);
        assertThat(OnFailure.weight(-30).contribution(true)).isZero();
        assertThat(OnFailure.weight(30).contribution(true)).isEqualTo(30);
        assertThat(OnFailure.weight(30).contribution(false)).isZero();
        assertThat(OnFailure.weight(-30).reverse().contribution(true)).isEqualTo(-30);
        assertThat(OnFailure.weight(30).reverse().contribution(false)).isEqualTo(30);
        assertThat(OnFailure.release().releasesWhen(false)).isTrue();
        assertThat(OnFailure.release().releasesWhen(true)).isFalse();
        assertThat(OnFailure.release().reverse().releasesWhen(true)).isTrue();
        assertThat(OnFailure.weight(1).releasesWhen(false)).isFalse();
    }

    @Test
    void groupOfARouterIsFoundByItsName() {
        SyncGroup both = SyncGroup.of("both", "web");
        HostConfig host = new HostConfig(
                List.of(router("web").build(), router("db").vrid(11).build()), List.of(both));
        assertThat(host.groupOf("web")).contains(both);
        assertThat(host.groupOf("db")).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> hostsAreCheckedAsAWhole() {
        VirtualRouterConfig web = router("web").build();
        VirtualRouterConfig web6 = router6("web").build();
        VirtualRouterConfig owner = router("owner").vrid(11).priority(255).build();
        assertThat(new HostConfig(List.of(web, web6), List.of(SyncGroup.of("both", "web"))).routers())
                .hasSize(2);
        return Stream.of(
                        new Refusal(
                                "name must be unique on a host and family: 'web' is there twice",
                                () -> new HostConfig(
                                        List.of(web, router("web").vrid(11).build()), List.of())),
                        new Refusal(
                                "vrid must be unique on interface eth0 and family IPv4: 10 is used by 'web' and 'db'",
                                () -> new HostConfig(List.of(web, router("db").build()), List.of())),
                        new Refusal(
                                "group 'both' must have members that exist: 'db'",
                                () -> new HostConfig(List.of(web), List.of(SyncGroup.of("both", "web", "db")))),
                        new Refusal(
                                "virtual router 'web' must be in one group only: 'a' and 'b' have it",
                                () -> new HostConfig(
                                        List.of(web), List.of(SyncGroup.of("a", "web"), SyncGroup.of("b", "web")))),
                        new Refusal(
                                "group name must be unique: 'a'",
                                () -> new HostConfig(
                                        List.of(web, owner),
                                        List.of(SyncGroup.of("a", "web"), SyncGroup.of("a", "owner")))),
                        new Refusal(
                                "members of group 'a' must all be owners (priority 255) or none of them: the others"
                                        + " would hold them back",
                                () -> new HostConfig(List.of(web, owner), List.of(SyncGroup.of("a", "web", "owner")))),
                        new Refusal("members of group 'a' must be names without doubles: []", () -> SyncGroup.of("a")))
                .map(refusal -> DynamicTest.dynamicTest(
                        refusal.message(),
                        () -> assertThatThrownBy(refusal.attempt()::execute)
                                .isInstanceOf(ConfigurationException.class)
                                .hasMessage(refusal.message())));
    }

    @Test
    void identityIsWhatTheWireSees() {
        VirtualRouterConfig web = router("web").build();
        assertThat(router("web").priority(200).address("192.0.2.2/24").build().hasIdentityOf(web))
                .isTrue();
        assertThat(router("web").vrid(11).build().hasIdentityOf(web)).isFalse();
        assertThat(router("web").version(VrrpVersion.V2).build().hasIdentityOf(web))
                .isFalse();
        assertThat(router("web").networkInterface("eth1").build().hasIdentityOf(web))
                .isFalse();
    }

    private static VirtualRouterConfig.Builder router(String name) {
        return VirtualRouterConfig.builder(name)
                .networkInterface("eth0")
                .vrid(10)
                .address("192.0.2.1/24");
    }

    private static VirtualRouterConfig.Builder router6(String name) {
        return VirtualRouterConfig.builder(name)
                .networkInterface("eth0")
                .vrid(10)
                .address("fe80::1/64");
    }
}
