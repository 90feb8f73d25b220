/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Wireshark decodes every frame that vipd sends in its life, from the first advertisement to the goodbye. */
@LabTest(vipd = true, tshark = true)
@Execution(ExecutionMode.CONCURRENT)
class WiresharkTest {

    private static final Duration LIMIT = InteropLab.LIMIT;
    private static final Duration QUICK = Duration.ofMillis(300);
    private static final String ADDRESS = RouterSettings.ADDRESS;
    private static final String SECOND = "198.51.100.11";

    static Stream<Arguments> variants() {
        RouterSettings v2 = RouterSettings.v2(100).withoutPassword();
        RouterSettings v3 = RouterSettings.v3(100, QUICK);
        return Stream.of(
                Arguments.of("VRRPv2", v2, false),
                Arguments.of("VRRPv2 with password", RouterSettings.v2(100), false),
                Arguments.of("VRRPv3", v3, false),
                Arguments.of("VRRPv3, two addresses", v3.withAddresses(ADDRESS + "/24", SECOND + "/24"), false),
                Arguments.of("VRRPv3, v3_checksum_as_v2", v3.withLine("v3_checksum_as_v2"), false),
                Arguments.of("VRRPv2 with password, unicast", RouterSettings.v2(100), true),
                Arguments.of("VRRPv3, unicast", v3, true),
                Arguments.of("IPv6", RouterSettings.v6(100, QUICK), false),
                Arguments.of("IPv6, unicast", RouterSettings.v6(100, QUICK), true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void everyFrameIsRight(String name, RouterSettings settings, boolean unicast) {
        // The peers run no daemon: this is about one side. Their kernels resolve their addresses.
        try (Lab lab = Lab.open()) {
            LabHost host = lab.join("node-1", "198.51.100.1");
            List<LabHost> peers = List.of(lab.join("node-2", "198.51.100.2"), lab.join("node-3", "198.51.100.3"));
            List<String> peerAddresses = peers.stream()
                    .map(peer -> settings.isIpv6() ? peer.addressV6() : peer.address())
                    .toList();
            String source = settings.isIpv6() ? host.addressV6() : host.address();
            VipdNode node = new VipdNode(
                    host, unicast ? settings.withUnicast(source, peerAddresses.toArray(String[]::new)) : settings);
            List<Wireshark.Frame> frames = life(lab, node);

            assertThat(frames)
                    .allSatisfy(frame ->
                            assertThat(frame.complaints()).as(frame.toString()).isEmpty());
            List<Wireshark.Frame> advertisements =
                    frames.stream().filter(frame -> frame.has("vrrp.version")).toList();
            assertThat(advertisements)
                    .extracting(frame -> frame.field("vrrp.prio"))
                    .contains("100", "0")
                    .doesNotContain("");
            String from = settings.isIpv6() && !unicast ? host.linkLocal() : source;
            advertisements.forEach(frame -> assertAdvertisement(frame, settings, from));
            assertThat(destinations(advertisements)).isEqualTo(expectedDestinations(settings, peers, unicast));
            assertAnnouncements(frames, settings, host.hardwareAddress());
        }
    }

    private static List<Wireshark.Frame> life(Lab lab, VipdNode node) {
        Recording recording = Recording.start(lab, "life.pcap");
        Capture capture = Capture.start(lab);
        node.start();
        node.awaitState(RouterState.ACTIVE, LIMIT);
        capture.frames().await("an announcement", 0, CapturedFrame.Announcement.class::isInstance, LIMIT);
        // One of those in between, sent by the timer.
        int mark = capture.frames().mark();
        capture.frames().await("an advertisement", mark, CapturedFrame.Advertisement.class::isInstance, LIMIT);
        assertThat(node.terminate(LIMIT)).isZero();
        capture.frames()
                .await(
                        "the goodbye",
                        mark,
                        frame -> frame instanceof CapturedFrame.Advertisement advertisement
                                && advertisement.priority() == 0,
                        LIMIT);
        Path file = recording.stop();
        boolean messageOnly = node.settings().extraLines().contains("v3_checksum_as_v2");
        return Wireshark.decode(file, node.host().hardwareAddress(), messageOnly);
    }

    private static void assertAdvertisement(Wireshark.Frame frame, RouterSettings settings, String from) {
        assertThat(frame.field("vrrp.version"))
                .isEqualTo(Integer.toString(settings.version().number()));
        assertThat(frame.field("vrrp.virt_rtr_id")).isEqualTo(Integer.toString(settings.vrid()));
        assertThat(frame.field("vrrp.checksum.status")).as(frame.toString()).isEqualTo(Wireshark.GOOD);
        assertThat(frame.field(settings.isIpv6() ? "vrrp.ipv6_addr" : "vrrp.ip_addr"))
                .isEqualTo(String.join(",", settings.bareAddresses()));
        assertThat(frame.field("vrrp.auth_string"))
                .isEqualTo(settings.password().orElse(""));
        if (settings.isIpv6()) {
            assertThat(frame.field("ipv6.src")).isEqualTo(from);
            assertThat(frame.field("ipv6.hlim")).isEqualTo("255");
            assertThat(Integer.decode(frame.field("ipv6.tclass"))).isEqualTo(0xc0);
        } else {
            assertThat(frame.field("ip.src")).isEqualTo(from);
            assertThat(frame.field("ip.ttl")).isEqualTo("255");
            assertThat(Integer.decode(frame.field("ip.dsfield"))).isEqualTo(0xc0);
            assertThat(frame.field("ip.checksum.status")).isEqualTo(Wireshark.GOOD);
        }
    }

    private static Set<String> destinations(List<Wireshark.Frame> advertisements) {
        Set<String> found = new HashSet<>();
        advertisements.forEach(
                frame -> found.add(frame.field("eth.dst") + " " + frame.field("ip.dst") + frame.field("ipv6.dst")));
        return found;
    }

    private static Set<String> expectedDestinations(RouterSettings settings, List<LabHost> peers, boolean unicast) {
        if (!unicast) {
            return Set.of(settings.isIpv6() ? "33:33:00:00:00:12 ff02::12" : "01:00:5e:00:00:12 224.0.0.18");
        }
        Set<String> expected = new HashSet<>();
        for (LabHost peer : peers) {
            expected.add(peer.hardwareAddress() + " " + (settings.isIpv6() ? peer.addressV6() : peer.address()));
        }
        return expected;
    }

    private static void assertAnnouncements(List<Wireshark.Frame> frames, RouterSettings settings, String mac) {
        for (String address : settings.bareAddresses()) {
            List<Wireshark.Frame> announcements = frames.stream()
                    .filter(frame -> settings.isIpv6()
                            ? frame.field("icmpv6.nd.na.target_address").equals(address)
                                    && frame.field("ipv6.dst").equals("ff02::1")
                            : frame.has("arp.isgratuitous")
                                    && frame.field("arp.src.proto_ipv4").equals(address))
                    .toList();
            assertThat(announcements).as("announcements of " + address).isNotEmpty();
            for (Wireshark.Frame frame : announcements) {
                if (settings.isIpv6()) {
                    assertThat(frame.field("eth.dst")).isEqualTo("33:33:00:00:00:01");
                    assertThat(frame.field("ipv6.hlim")).isEqualTo("255");
                    assertThat(frame.field("icmpv6.checksum.status")).isEqualTo(Wireshark.GOOD);
                    assertThat(frame.field("icmpv6.opt.linkaddr")).isEqualTo(mac);
                    // RFC 9568 6.4.2 (380): Override set, Solicited clear.
                    assertThat(frame.field("icmpv6.nd.na.flag.o")).isIn("1", "True");
                    assertThat(frame.field("icmpv6.nd.na.flag.s")).isIn("0", "False");
                } else {
                    assertThat(frame.field("eth.dst")).isEqualTo("ff:ff:ff:ff:ff:ff");
                    assertThat(frame.field("arp.src.hw_mac")).isEqualTo(mac);
                }
            }
        }
    }
}
