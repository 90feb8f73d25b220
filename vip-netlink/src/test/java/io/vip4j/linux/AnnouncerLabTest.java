/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vip4j.linux.lab.Capture;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.spi.NeighborAnnouncer.Form;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What neighbours see and learn from announcements of both families. */
@LabTest
class AnnouncerLabTest {

    private static final IpAddress VIP = IpAddress.parse("198.51.100.10");
    private static final IpAddress VIP6 = IpAddress.parse("2001:db8::10");
    private static final String VIP6_HEX = "20010db8000000000000000000000010";
    private static final String ALL_NODES_HEX = "ff020000000000000000000000000001";

    private final Lab lab = new Lab();
    private final Lab.Node nodeA = lab.node("198.51.100.1/24");
    private final Lab.Node neighbor = lab.node("198.51.100.2/24");
    private final LinuxVipPlatform platform = LinuxVipPlatform.createIn(nodeA.file());
    private final String mac = nodeA.mac().replace(":", "");

    AnnouncerLabTest() {
        neighbor.addIpv6("2001:db8::2/64");
    }

    @AfterEach
    void close() {
        platform.close();
        lab.close();
    }

    @Test
    void replyFormNamesTheStationTwice() {
        try (Capture capture = new Capture(neighbor, 0x0806)) {
            announce(VIP, Form.REPLY);

            assertThat(capture.next())
                    .startsWith(
                            "ffffffffffff" + mac + "0806" + "0001080006040002" + mac + "c633640a" + mac + "c633640a");
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 20000000", "1, a0000000"})
    void neighborAdvertisementIsUnsolicitedAndOverrides(String forwarding, String flags) { // RFC 4861 4.4
        nodeA.run("sysctl", "-qw", "net.ipv6.conf.eth0.forwarding=" + forwarding);
        try (Capture capture = new Capture(neighbor, 0x86DD)) {
            announce(VIP6, Form.REQUEST);

            String frame = nextTo(capture, "333300000001");

            assertThat(frame).startsWith("333300000001" + mac + "86dd" + "60000000" + "0020" + "3aff");
            assertThat(frame.substring(44, 108)).as("addresses").isEqualTo(VIP6_HEX + ALL_NODES_HEX);
            assertThat(frame.substring(108, 112)).as("type and code").isEqualTo("8800");
            assertThat(frame.substring(116)).isEqualTo(flags + VIP6_HEX + "0201" + mac);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUEST", "REPLY"})
    void neighborForgetsTheFormerStation(Form form) { // RFC 9568 6.4.1
        believe("-4", VIP, "02:00:00:00:00:99");
        believe("-6", VIP6, "02:00:00:00:00:99");

        announce(VIP, form);
        announce(VIP6, form);

        awaitStation("-4", VIP);
        awaitStation("-6", VIP6);
    }

    @Test
    void neighborThatIsAskedLearnsWhoAsks() {
        believe("-4", VIP, "02:00:00:00:00:99");
        believe("-6", VIP6, "02:00:00:00:00:99");

        ask(VIP, IpAddress.parse("198.51.100.2"));
        ask(VIP6, IpAddress.parse("2001:db8::2"));

        awaitStation("-4", VIP);
        awaitStation("-6", VIP6);
        // One that has never heard of the address learns it too, which an announcement alone does not achieve.
        ask(IpAddress.parse("198.51.100.11"), IpAddress.parse("198.51.100.2"));
        ask(IpAddress.parse("2001:db8::11"), IpAddress.parse("2001:db8::2"));
        awaitStation("-4", IpAddress.parse("198.51.100.11"));
        awaitStation("-6", IpAddress.parse("2001:db8::11"));
    }

    @Test
    void questionIsForTheNeighborOnly() { // RFC 826, RFC 4861 4.3
        try (Capture arp = new Capture(neighbor, 0x0806);
                Capture discovery = new Capture(neighbor, 0x86DD)) {
            ask(VIP, IpAddress.parse("198.51.100.2"));
            ask(VIP6, IpAddress.parse("2001:db8::2"));

            assertThat(arp.next())
                    .startsWith("ffffffffffff" + mac + "0806" + "0001080006040001" + mac + "c633640a" + "ffffffffffff"
                            + "c6336402");
            String solicitation = nextTo(discovery, "3333ff000002");
            assertThat(solicitation.substring(108, 112)).as("type and code").isEqualTo("8700");
            assertThat(solicitation.substring(116))
                    .isEqualTo("00000000" + "20010db8000000000000000000000002" + "0101" + mac);
        }
    }

    @Test
    void interfaceWithoutNeighborsIsSilentAndRefusalsAreClear() {
        LoopCalls.run(platform, () -> platform.announcer().announce("lo", VIP6, Form.REQUEST));
        LoopCalls.run(platform, () -> platform.announcer().ask("lo", VIP, VIP));
        assertThatThrownBy(() -> ask(VIP, VIP6))
                .isInstanceOf(PlatformException.class)
                .hasMessage("cannot ask for 2001:db8::10 in the name of 198.51.100.10 on eth0: they are of different"
                        + " families");
        nodeA.run("ip", "link", "set", "eth0", "down");
        assertThatThrownBy(() -> announce(VIP6, Form.REQUEST))
                .isInstanceOf(PlatformException.class)
                .hasMessage("sendmsg neighbour advertisement for 2001:db8::10 on eth0: ENETDOWN Network is down");
    }

    private void announce(IpAddress address, Form form) {
        LoopCalls.run(platform, () -> platform.announcer().announce("eth0", address, form));
    }

    private void ask(IpAddress asking, IpAddress asked) {
        LoopCalls.run(platform, () -> platform.announcer().ask("eth0", asking, asked));
    }

    private void believe(String family, IpAddress address, String station) {
        neighbor.run(
                "ip", family, "neigh", "replace", address.toString(), "lladdr", station, "dev", "eth0", "nud", "stale");
    }

    private void awaitStation(String family, IpAddress address) {
        await().untilAsserted(
                        () -> assertThat(neighbor.run("ip", family, "neigh", "show", address.toString(), "dev", "eth0"))
                                .contains("lladdr " + nodeA.mac()));
    }

    private static String nextTo(Capture capture, String destination) {
        String frame = capture.next();
        while (!frame.isEmpty() && !frame.startsWith(destination)) {
            frame = capture.next();
        }
        return frame;
    }
}
