/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.config.AddressLease;
import io.vip4j.config.AnnouncementProfile;
import io.vip4j.config.Binding;
import io.vip4j.config.Contest;
import io.vip4j.config.Gate;
import io.vip4j.config.HostConfig;
import io.vip4j.config.PeerWatch;
import io.vip4j.config.Preemption;
import io.vip4j.config.ReleaseProfile;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.Timing;
import io.vip4j.config.TrackedInterface;
import io.vip4j.config.Transport;
import io.vip4j.config.UnknownVrids;
import io.vip4j.config.VirtualMac;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.FlapDamping;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.InitialState;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.DnsProbe;
import io.vip4j.probe.Expectation;
import io.vip4j.probe.HttpProbe;
import io.vip4j.probe.RedisProbe;
import io.vip4j.probe.Secret;
import io.vip4j.probe.SendExpectProbe;
import io.vip4j.probe.StatusRange;
import io.vip4j.spring.VipPropertyException;
import io.vip4j.spring.health.ApplicationReadiness;
import io.vip4j.spring.health.ContributorLookup;
import io.vip4j.spring.health.ContributorProbe;
import io.vip4j.spring.health.ReadinessProbe;
import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VrrpVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** What becomes of properties. */
final class RouterPropertiesTest {

    private static final ApplicationReadiness READY = () -> ApplicationReadiness.State.ACCEPTING;

    private static final String WEB = """
            vip.routers[0].name=web
            vip.routers[0].network-interface=eth0
            vip.routers[0].vrid=10
            vip.routers[0].addresses=192.0.2.10/24
            """;

    private static VirtualRouterConfig.Builder web() {
        return VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .address("192.0.2.10/24");
    }

    private static HostConfig load(String properties) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String line : properties.strip().lines().toList()) {
            String[] parts = line.strip().split("=", 2);
            all.put(parts[0], parts[1]);
        }
        Binder binder = new Binder(new MapConfigurationPropertySource(all));
        return new PropertiesConfigurationSource(
                        () -> binder.bindOrCreate("vip", VipProperties.class),
                        ContributorLookup.NONE,
                        READY,
                        List.of(),
                        List.of())
                .load();
    }

    private static List<NamedCheck> checks(String properties) {
        return load(WEB + properties).routers().get(0).checks();
    }

    @Test
    void fourPropertiesAreEnoughAndLeaveEveryDefaultAsItIs() {
        assertThat(load(WEB)).isEqualTo(new HostConfig(List.of(web().build()), List.of()));
    }

    @Test
    void unknownVridsAreASettingOfTheHost() {
        assertThat(load(WEB + "vip.unknown-vrids=ignored"))
                .isEqualTo(new HostConfig(List.of(web().build()), List.of(), UnknownVrids.IGNORED));
    }

    @Test
    void everySettingOfARouterHasAProperty() {
        HostConfig loaded = load(WEB + """
                vip.routers[0].addresses=192.0.2.10/24,192.0.2.11/24
                vip.routers[0].excluded-addresses=2001:db8::10/64
                vip.routers[0].priority=150
                vip.routers[0].family=ipv4
                vip.routers[0].version=v3
                vip.routers[0].also-version2=true
                vip.routers[0].password=secret
                vip.routers[0].advertisement-interval=2s
                vip.routers[0].preemption.delay=30s
                vip.routers[0].timing.down-advertisements=4
                vip.routers[0].timing.startup-delay=1s
                vip.routers[0].timing.link-up-delay=2s
                vip.routers[0].timing.link-down-delay=3s
                vip.routers[0].timing.learned-interval-floor=100ms
                vip.routers[0].timing.peer-memory=5m
                vip.routers[0].unicast.peers=198.51.100.1,198.51.100.2
                vip.routers[0].unicast.time-to-live=64
                vip.routers[0].unicast.only-peers=false
                vip.routers[0].source-address=198.51.100.1
                vip.routers[0].checksum=message-only
                vip.routers[0].contest.answers-lower=false
                vip.routers[0].contest.speaks-before-yielding=false
                vip.routers[0].announcements.burst=3
                vip.routers[0].announcements.second-burst-after=4s
                vip.routers[0].announcements.contested-burst=2
                vip.routers[0].announcements.contested-second-burst-after=1s
                vip.routers[0].announcements.refresh-every=60s
                vip.routers[0].announcements.refresh-burst=2
                vip.routers[0].announcements.spacing=2ms
                vip.routers[0].announcements.form=alternating
                vip.routers[0].announcements.gateway=192.0.2.1
                vip.routers[0].lease=5s
                vip.routers[0].binding=process
                vip.routers[0].gate=nft
                vip.routers[0].release.drain=7s
                vip.routers[0].release.break-connections=true
                vip.routers[0].release.goodbyes=2
                vip.routers[0].peer-watch.port=9112
                vip.routers[0].tracked-interfaces.eth1.weight=-20
                vip.routers[0].tracked-interfaces.eth2.effect=release
                vip.routers[0].tracks-own-interface=false
                vip.routers[0].keep-when-all-bad=true
                """);
        VirtualRouterConfig expected = web().address("192.0.2.11/24")
                .excludedAddress("2001:db8::10/64")
                .priority(150)
                .version(VrrpVersion.V3)
                .alsoVersion2(true)
                .password("secret")
                .advertisementInterval(Duration.ofSeconds(2))
                .preemption(Preemption.after(Duration.ofSeconds(30)))
                .timing(new Timing(
                        4,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(5)))
                .transport(new Transport.Unicast(
                        List.of(
                                Transport.Peer.of(IpAddress.parse("198.51.100.1")),
                                Transport.Peer.of(IpAddress.parse("198.51.100.2"))),
                        64,
                        false))
                .sourceAddress(IpAddress.parse("198.51.100.1"))
                .checksum(ChecksumChoice.MESSAGE_ONLY)
                .contest(new Contest(false, false))
                .announcements(new AnnouncementProfile(
                        3,
                        Duration.ofSeconds(4),
                        2,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60),
                        2,
                        Duration.ofMillis(2),
                        AnnouncementProfile.Form.ALTERNATING,
                        Optional.of(IpAddress.parse("192.0.2.1"))))
                .lease(AddressLease.of(Duration.ofSeconds(5)))
                .binding(Binding.PROCESS)
                .gate(Gate.NFT)
                .release(new ReleaseProfile(Duration.ofSeconds(7), true, 2))
                .peerWatch(new PeerWatch(9112))
                .trackInterface("eth1", OnFailure.weight(-20))
                .trackInterface("eth2", OnFailure.release())
                .tracksOwnInterface(false)
                .keepWhenAllBad(true)
                .build();
        assertThat(loaded.routers()).containsExactly(expected);
    }

    @Test
    void theVirtualMacAndAnotherGroupHaveProperties() {
        HostConfig loaded = load(WEB + """
                vip.routers[0].multicast-group=239.0.0.18
                vip.routers[0].virtual-mac.network-interface=vip0
                vip.routers[0].virtual-mac.advertise-from-base=true
                """);
        assertThat(loaded.routers())
                .containsExactly(web().transport(new Transport.Multicast(Optional.of(IpAddress.parse("239.0.0.18"))))
                        .virtualMac(new VirtualMac(Optional.of("vip0"), true))
                        .build());
    }

    @ParameterizedTest
    @CsvSource({"auto, auto", "off, off", "false, off", "3s, 3 s", "PT4S, 4 s"})
    void aLeaseIsAWordOrWholeSeconds(String given, String lease) {
        assertThat(load(WEB + "vip.routers[0].lease=" + given).routers().get(0).lease())
                .hasToString(lease);
    }

    @Test
    void preemptionAndWatchAndMacCanBeTurnedOff() {
        assertThat(load(WEB + """
                vip.routers[0].preemption.enabled=false
                vip.routers[0].peer-watch.enabled=false
                vip.routers[0].virtual-mac.enabled=false
                """).routers())
                .containsExactly(web().preempt(false).build());
    }

    @Test
    void groupsHaveChecksOfTheirOwn() {
        HostConfig loaded = load(WEB + """
                vip.groups[0].name=site
                vip.groups[0].members=web
                vip.groups[0].checks.uplink.ping=203.0.113.1
                vip.groups[0].tracked-interfaces.eth1.effect=advisory
                """);
        assertThat(loaded.groups())
                .containsExactly(new SyncGroup(
                        "site",
                        List.of("web"),
                        List.of(new NamedCheck("uplink", HealthCheck.ping("203.0.113.1"), OnFailure.release())),
                        List.of(new TrackedInterface("eth1", OnFailure.advisory()))));
    }

    @Test
    void everyKindOfCheckHasAProperty() {
        String path = "vip.routers[0].checks.";
        assertThat(checks(path + "a.tcp=127.0.0.1:80")).containsExactly(check(HealthCheck.tcp("127.0.0.1", 80)));
        assertThat(checks(path + "a.tcp=[2001:db8::1]:25\n" + path + "a.send=QUIT\n" + path + "a.expect=bye"))
                .containsExactly(check(HealthCheck.socket(SendExpectProbe.of("2001:db8::1", 25, Expectation.text("bye"))
                        .sending("QUIT"))));
        assertThat(checks(
                        path + "a.http=http://127.0.0.1:8080/h\n" + path + "a.status=200-204\n" + path + "a.expect=ok"))
                .containsExactly(check(HealthCheck.socket(HttpProbe.get("http://127.0.0.1:8080/h")
                        .accept(new StatusRange(200, 204))
                        .expectBody(Expectation.text("ok")))));
        assertThat(checks(path + "a.mysql=db:3306")).containsExactly(check(HealthCheck.mysql("db", 3306)));
        assertThat(checks(path + "a.postgresql=db:5432\n" + path + "a.user=u\n" + path + "a.database=d"))
                .containsExactly(check(HealthCheck.postgresql("db", 5432, "u", "d")));
        assertThat(checks(path + "a.redis=r:6379\n" + path + "a.password=p"))
                .containsExactly(check(HealthCheck.socket(new RedisProbe("r", 6379).password(new Secret("p")))));
        assertThat(checks(path + "a.dns=192.0.2.53:53\n" + path + "a.record-name=x.example\n" + path
                        + "a.record-type=aaaa"))
                .containsExactly(check(HealthCheck.dns("192.0.2.53", 53, "x.example", DnsProbe.Type.AAAA)));
        assertThat(checks(path + "a.ping=192.0.2.1")).containsExactly(check(HealthCheck.ping("192.0.2.1")));
        assertThat(checks(path + "a.command=true")).containsExactly(check(HealthCheck.command("true")));
        assertThat(checks(path + "a.pid-file=/run/x.pid"))
                .containsExactly(check(HealthCheck.pidFile(Path.of("/run/x.pid"))));
        assertThat(checks(path + "a.file=/run/drain")).containsExactly(check(HealthCheck.file(Path.of("/run/drain"))));
        assertThat(checks(path + "a.network-interface=eth7"))
                .containsExactly(check(HealthCheck.networkInterface("eth7")));
        assertThat(checks(path + "a.contributor=db"))
                .containsExactly(check(
                        HealthCheck.of(new ContributorProbe("db", path + "a.contributor", ContributorLookup.NONE))));
        assertThat(checks(path + "a.readiness=true")).containsExactly(check(HealthCheck.of(new ReadinessProbe(READY))));
    }

    private static NamedCheck check(HealthCheck check) {
        return new NamedCheck("a", check, OnFailure.release());
    }

    @Test
    void everySettingOfACheckHasAProperty() {
        List<NamedCheck> checks = checks("""
                vip.routers[0].checks.proxy.tcp=127.0.0.1:8066
                vip.routers[0].checks.proxy.interval=500ms
                vip.routers[0].checks.proxy.timeout=300ms
                vip.routers[0].checks.proxy.interval-while-changing=100ms
                vip.routers[0].checks.proxy.interval-while-down=2s
                vip.routers[0].checks.proxy.jitter=0.1
                vip.routers[0].checks.proxy.rise=2
                vip.routers[0].checks.proxy.fall=3
                vip.routers[0].checks.proxy.initial-state=fully-down
                vip.routers[0].checks.proxy.damping.hold=1s
                vip.routers[0].checks.proxy.damping.most=10s
                vip.routers[0].checks.proxy.damping.memory=1m
                vip.routers[0].checks.proxy.weight=-20
                vip.routers[0].checks.proxy.reversed=true
                """);
        HealthCheck expected = HealthCheck.tcp("127.0.0.1", 8066)
                .every(Duration.ofMillis(500))
                .timeout(Duration.ofMillis(300))
                .everyWhileChanging(Duration.ofMillis(100))
                .everyWhileDown(Duration.ofSeconds(2))
                .jitter(0.1)
                .rise(2)
                .fall(3)
                .initially(InitialState.FULLY_DOWN)
                .damping(new FlapDamping(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1)));
        assertThat(checks)
                .containsExactly(
                        new NamedCheck("proxy", expected, OnFailure.weight(-20).reverse()));
    }

    /** Property after {@code vip.}, value, the property that is blamed (after {@code vip.}), and what its rule says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "routers[0].vrid | 300 | routers[0].vrid | must be 1..255: 300",
                "routers[0].priority | 256 | routers[0].priority | 256",
                "routers[0].network-interface | a/b | routers[0].network-interface | 1..15 octets",
                "routers[0].addresses | 192.0.2.10/33 | routers[0].addresses[0] | 1..32: 33",
                "routers[0].addresses | 192.0.2.1,224.0.0.1 | routers[0].addresses[1] | unicast",
                "routers[0].addresses | 192.0.2.1,2001:db8::1 | routers[0].addresses | IPv4",
                "routers[0].excluded-addresses | 192.0.2.10 | routers[0].excluded-addresses | repeat",
                "routers[0].advertisement-interval | 5ms | routers[0].advertisement-interval | 10 ms",
                "routers[0].password | x | routers[0].password | VRRPv2",
                "routers[0].preemption.delay | 2000s | routers[0].preemption | 0..1000 s",
                "routers[0].timing.down-advertisements | 0 | routers[0].timing | 1..100: 0",
                "routers[0].multicast-group | 192.0.2.1 | routers[0].multicast-group | multicast address",
                "routers[0].unicast.peers | nonsense | routers[0].unicast.peers[0] | nonsense",
                "routers[0].unicast.time-to-live | 7 | routers[0].unicast | at least one entry",
                "routers[0].source-address | 2001:db8::1 | routers[0].source-address | IPv4",
                "routers[0].virtual-mac.network-interface | much-too-long-a-name | routers[0].virtual-mac | 1..15",
                "routers[0].announcements.burst | 101 | routers[0].announcements | 1..100: 101",
                "routers[0].lease | 1500ms | routers[0].lease | whole seconds",
                "routers[0].lease | maybe | routers[0].lease | auto, off or whole seconds",
                "routers[0].lease | 1s | routers[0].lease | longer than advertisementInterval",
                "routers[0].release.goodbyes | 11 | routers[0].release | 1..10: 11",
                "routers[0].peer-watch.port | 0 | routers[0].peer-watch.port | 1..65535: 0",
                "routers[0].tracked-interfaces.eth1.weight | 300 | routers[0].tracked-interfaces.eth1.weight | -253..253",
                "routers[0].checks.a.rise | 2 | routers[0].checks.a | exactly one of",
                "routers[0].checks.a.tcp | nowhere | routers[0].checks.a.tcp | HOST:PORT",
                "routers[0].checks.a.tcp | x:70000 | routers[0].checks.a.tcp | 70000",
                "routers[0].checks.a.http | ftp://x | routers[0].checks.a.http | URL must be",
                "routers[0].checks.a.postgresql | x:5432 | routers[0].checks.a.postgresql.user | must be given",
                "routers[0].checks.a.dns | x:53 | routers[0].checks.a.dns | record-name must be given",
                "routers[0].checks.a.command | /no/such/program | routers[0].checks.a.command | /no/such/program",
                "routers[0].checks.a.readiness | false | routers[0].checks.a.readiness | must be true",
                "groups[0].members | web | groups[0].name | must be given",
            })
    void aWrongValueIsRefusedWithItsPropertyAndTheRule(String property, String value, String blamed, String rule) {
        assertThatThrownBy(() -> load(WEB + "vip." + property + "=" + value))
                .isInstanceOfSatisfying(VipPropertyException.class, refusal -> {
                    assertThat(refusal.property()).isEqualTo("vip." + blamed);
                    assertThat(refusal.rule()).contains(rule);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"name", "network-interface", "vrid", "addresses"})
    void aRouterWithoutARequiredPropertyIsRefused(String missing) {
        List<String> lines = new ArrayList<>(WEB.strip().lines().toList());
        lines.removeIf(line -> line.startsWith("vip.routers[0]." + missing));
        assertThatThrownBy(() -> load(String.join("\n", lines)))
                .isInstanceOfSatisfying(
                        VipPropertyException.class,
                        refusal -> assertThat(refusal.property()).isEqualTo("vip.routers[0]." + missing));
    }

    @ParameterizedTest
    @CsvSource({
        "send, x",
        "status, 200",
        "user, u",
        "password, p",
        "database, d",
        "query, q",
        "service, s",
        "record-name, n",
        "record-type, a"
    })
    void whatMeansNothingToAKindOfCheckIsRefused(String qualifier, String value) {
        assertThatThrownBy(() -> checks(
                        "vip.routers[0].checks.a.ping=192.0.2.1\nvip.routers[0].checks.a." + qualifier + "=" + value))
                .isInstanceOfSatisfying(VipPropertyException.class, refusal -> {
                    assertThat(refusal.property()).isEqualTo("vip.routers[0].checks.a." + qualifier);
                    assertThat(refusal.rule()).contains("means nothing to a check of kind ping");
                });
    }

    @Test
    void twoRoutersWithOneVridAreRefused() {
        assertThatThrownBy(() -> load(WEB + WEB.replace("[0]", "[1]").replace("=web", "=other")))
                .isInstanceOfSatisfying(VipPropertyException.class, refusal -> {
                    assertThat(refusal.property()).isEqualTo("vip.routers");
                    assertThat(refusal.rule()).contains("vrid must be unique on interface eth0");
                });
    }

    @Test
    void aGroupWithAnUnknownMemberIsRefused() {
        assertThatThrownBy(() -> load(WEB + "vip.groups[0].name=g\nvip.groups[0].members=nobody"))
                .isInstanceOfSatisfying(VipPropertyException.class, refusal -> {
                    assertThat(refusal.property()).isEqualTo("vip.groups");
                    assertThat(refusal.rule()).contains("'nobody'");
                });
    }

    @Test
    void aKeepalivedFileHasTheRoutersInstead(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("keepalived.conf"), """
                vrrp_instance web {
                    interface eth0
                    version 3
                    virtual_router_id 10
                    priority 100
                    virtual_ipaddress { 192.0.2.10/24 }
                }
                """);
        List<VirtualRouterConfig> routers =
                load("vip.keepalived-config=file:" + file).routers();
        assertThat(routers).extracting(VirtualRouterConfig::name).containsExactly("web");
        assertThatThrownBy(() -> load(WEB + "vip.keepalived-config=file:" + file))
                .isInstanceOfSatisfying(
                        VipPropertyException.class,
                        refusal -> assertThat(refusal.rule()).contains("must be absent with vip.routers"));
    }

    @Test
    void aKeepalivedFileWithErrorsIsRefusedWithItsLines(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("keepalived.conf"), "vrrp_instance web {\n  virtual_router_id 300\n}\n");
        assertThatThrownBy(() -> load("vip.keepalived-config=file:" + file))
                .isInstanceOfSatisfying(VipPropertyException.class, refusal -> {
                    assertThat(refusal.property()).isEqualTo("vip.keepalived-config");
                    assertThat(refusal.rule()).contains(file + ":2: error: ");
                });
    }

    @Test
    void aKeepalivedFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> load("vip.keepalived-config=file:/no/such/keepalived.conf"))
                .isInstanceOfSatisfying(
                        VipPropertyException.class,
                        refusal -> assertThat(refusal.property()).isEqualTo("vip.keepalived-config"));
        assertThatThrownBy(() -> load("vip.keepalived-config=classpath:org/junit/jupiter/api/Test.class"))
                .isInstanceOfSatisfying(
                        VipPropertyException.class,
                        refusal -> assertThat(refusal.rule()).contains("file of the file system"));
    }
}
