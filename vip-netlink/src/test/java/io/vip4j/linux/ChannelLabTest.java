/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.linux.Inbox.Letter;
import io.vip4j.linux.lab.Capture;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Channels of both families between namespaces: multicast, unicast, TTL and hop limit, further groups. */
@LabTest
class ChannelLabTest {

    private static final IpAddress GROUP = AddressFamily.IPV6.vrrpGroup();

    /** The checksum (the octets at 6 and 7) is wrong for every pair of addresses used here. */
    private static final String MESSAGE = "310a64010064abcdfe800000000000000000000000000064";

    private final Lab lab = new Lab();
    private final Lab.Node nodeA = lab.node("198.51.100.1/24");
    private final Lab.Node nodeB = lab.node("198.51.100.2/24");
    private final LinuxVipPlatform platformA = LinuxVipPlatform.createIn(nodeA.file());
    private final LinuxVipPlatform platformB = LinuxVipPlatform.createIn(nodeB.file());
    private final Inbox heardByA = new Inbox();
    private final Inbox heardByB = new Inbox();

    ChannelLabTest() {
        nodeA.addIpv6("2001:db8::1/64");
        nodeB.addIpv6("2001:db8::2/64");
    }

    @AfterEach
    void close() {
        platformA.close();
        platformB.close();
        lab.close();
    }

    private IpAddress addressOf(Lab.Node node, AddressFamily family) {
        if (family == AddressFamily.IPV6) {
            return IpAddress.parse(node.linkLocal());
        }
        return IpAddress.parse(node == nodeA ? "198.51.100.1" : "198.51.100.2");
    }

    @ParameterizedTest
    @EnumSource(AddressFamily.class)
    void multicastReachesTheOtherNodeOnly(AddressFamily family) { // RFC 9568 5.1.1, 5.1.2
        IpAddress a = addressOf(nodeA, family);
        IpAddress b = addressOf(nodeB, family);
        IpAddress group = family.vrrpGroup();
        AdvertisementChannel channelA = open(platformA, family, heardByA);
        AdvertisementChannel channelB = open(platformB, family, heardByB);

        send(platformA, channelA, a, group, 255);

        assertThat(heardByB.next()).contains(new Letter(a, group, 255, MESSAGE));
        // What comes back is heard after our own would have been: it is not looped back.
        send(platformB, channelB, b, group, 255);
        assertThat(heardByA.next()).contains(new Letter(b, group, 255, MESSAGE));
        assertThat(heardByA.isEmpty()).isTrue();
        assertThat(heardByB.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(AddressFamily.class)
    void unicastReachesTheSameSocketAsMulticast(AddressFamily family) {
        IpAddress a = addressOf(nodeA, family);
        IpAddress b = addressOf(nodeB, family);
        AdvertisementChannel channelA = open(platformA, family, heardByA);
        open(platformB, family, heardByB);

        send(platformA, channelA, a, b, 255);
        send(platformA, channelA, a, family.vrrpGroup(), 255);

        assertThat(heardByB.next()).contains(new Letter(a, b, 255, MESSAGE));
        assertThat(heardByB.next()).contains(new Letter(a, family.vrrpGroup(), 255, MESSAGE));
        assertThat(heardByA.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(AddressFamily.class)
    void timeToLiveIsThatOfEachPacket(AddressFamily family) {
        IpAddress a = addressOf(nodeA, family);
        IpAddress b = addressOf(nodeB, family);
        IpAddress group = family.vrrpGroup();
        AdvertisementChannel channelA = open(platformA, family, heardByA);
        open(platformB, family, heardByB);

        for (int timeToLive : new int[] {255, 254, 1, 64, 255}) {
            send(platformA, channelA, a, group, timeToLive);
            send(platformA, channelA, a, b, timeToLive);

            assertThat(heardByB.next()).contains(new Letter(a, group, timeToLive, MESSAGE));
            assertThat(heardByB.next()).contains(new Letter(a, b, timeToLive, MESSAGE));
        }
        for (int outOfRange : new int[] {-1, 0, 256}) {
            assertThatThrownBy(() -> send(platformA, channelA, a, b, outOfRange))
                    .isInstanceOf(PlatformException.class)
                    .hasMessage("timeToLive of a packet to " + b + " must be 1..255: " + outOfRange);
        }
    }

    @ParameterizedTest
    @EnumSource(AddressFamily.class)
    void thoseInCompanyArriveInTheirOrderWithoutTheOneThatIsRefused(AddressFamily family) {
        IpAddress a = addressOf(nodeA, family);
        IpAddress b = addressOf(nodeB, family);
        IpAddress group = family.vrrpGroup();
        AdvertisementChannel channelA = open(platformA, family, heardByA);
        open(platformB, family, heardByB);
        List<String> told = new CopyOnWriteArrayList<>();

        LoopCalls.run(
                platformA,
                () -> platformA
                        .loop()
                        .newAlarm(() -> {
                            sendInCompany(channelA, a, group, 255, told);
                            sendInCompany(channelA, b, group, 254, told); // Not an address of this host.
                            sendInCompany(channelA, a, b, 253, told);
                            told.add("turn");
                        })
                        .armAt(platformA.loop().nanoTime()));

        assertThat(heardByB.next()).contains(new Letter(a, group, 255, MESSAGE));
        assertThat(heardByB.next()).contains(new Letter(a, b, 253, MESSAGE));
        LoopCalls.run(platformA, () -> told.add("end"));
        assertThat(told).hasSize(5).startsWith("turn", "left").endsWith("left", "end");
        assertThat(told.get(2)).startsWith("sendmmsg VRRP from " + b + " to " + group + " on eth0: E");
    }

    private static void sendInCompany(
            AdvertisementChannel channel, IpAddress source, IpAddress destination, int timeToLive, List<String> told) {
        ByteBuffer message = ByteBuffer.allocateDirect(24).put(0, HexFormat.of().parseHex(MESSAGE));
        channel.sendInCompany(source, destination, timeToLive, message, new AdvertisementChannel.Departure() {
            @Override
            public void left() {
                told.add("left");
            }

            @Override
            public void refused(PlatformException why) {
                told.add(String.valueOf(why.getMessage()));
            }
        });
    }

    @ParameterizedTest
    @EnumSource(AddressFamily.class)
    void anotherGroupIsHeardOnceItIsJoined(AddressFamily family) {
        IpAddress a = addressOf(nodeA, family);
        IpAddress other = IpAddress.parse(family == AddressFamily.IPV4 ? "224.0.0.99" : "ff02::99");
        AdvertisementChannel channelA = open(platformA, family, heardByA);
        AdvertisementChannel channelB = open(platformB, family, heardByB);
        // Another socket of the host has joined: that is not our membership (IP_MULTICAST_ALL).
        Inbox elsewhere = new Inbox();
        AdvertisementChannel neighbor = open(platformB, family, elsewhere);
        LoopCalls.run(platformB, () -> neighbor.join(other));

        send(platformA, channelA, a, other, 255);
        assertThat(elsewhere.next()).contains(new Letter(a, other, 255, MESSAGE));
        LoopCalls.run(platformB, () -> channelB.join(other));
        LoopCalls.run(platformB, () -> channelB.join(other));
        send(platformA, channelA, a, other, 255);
        send(platformA, channelA, a, family.vrrpGroup(), 255);

        assertThat(heardByB.next()).contains(new Letter(a, other, 255, MESSAGE));
        assertThat(heardByB.next()).contains(new Letter(a, family.vrrpGroup(), 255, MESSAGE));
        assertThat(heardByB.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(AddressFamily.class)
    void addressThatIsNoGroupCannotBeJoined(AddressFamily family) {
        AdvertisementChannel channel = open(platformA, family, heardByA);
        IpAddress unicast = IpAddress.parse(family == AddressFamily.IPV4 ? "198.51.100.9" : "2001:db8::9");
        IpAddress ofTheOtherFamily =
                (family == AddressFamily.IPV4 ? AddressFamily.IPV6 : AddressFamily.IPV4).vrrpGroup();

        for (IpAddress address : new IpAddress[] {unicast, ofTheOtherFamily}) {
            assertThatThrownBy(() -> LoopCalls.run(platformA, () -> channel.join(address)))
                    .isInstanceOf(PlatformException.class)
                    .hasMessage("an " + family + " channel on eth0 cannot join " + address
                            + ": it is no multicast group of that family");
        }
    }

    @ParameterizedTest
    @EnumSource(AddressFamily.class)
    void beginningOfAMessageThatIsTooLongIsDelivered(AddressFamily family) { // So that it is counted as one.
        IpAddress a = addressOf(nodeA, family);
        IpAddress group = family.vrrpGroup();
        AdvertisementChannel channelA = open(platformA, family, heardByA);
        open(platformB, family, heardByB);
        ByteBuffer tooLong =
                ByteBuffer.allocateDirect(5000).put(0, HexFormat.of().parseHex(MESSAGE));

        LoopCalls.run(platformA, () -> channelA.send(a, group, 255, tooLong));
        send(platformA, channelA, a, group, 255);

        Letter heard = heardByB.next().orElseThrow();
        assertThat(heard).isEqualTo(new Letter(a, group, 255, heard.message()));
        assertThat(heard.message()).startsWith(MESSAGE).hasSizeBetween(2 * 4100, 2 * 4999);
        assertThat(heardByB.next()).contains(new Letter(a, group, 255, MESSAGE));
    }

    @Test
    void sourceIsChosenForEachPacketAlsoByItsScope() {
        IpAddress global = IpAddress.parse("2001:db8::1");
        IpAddress linkLocal = addressOf(nodeA, AddressFamily.IPV6);
        IpAddress globalOfB = IpAddress.parse("2001:db8::2");
        AdvertisementChannel channelA = open(platformA, AddressFamily.IPV6, heardByA);
        open(platformB, AddressFamily.IPV6, heardByB);

        send(platformA, channelA, global, GROUP, 255);
        send(platformA, channelA, linkLocal, GROUP, 255);
        send(platformA, channelA, global, globalOfB, 7);

        assertThat(heardByB.next()).contains(new Letter(global, GROUP, 255, MESSAGE));
        assertThat(heardByB.next()).contains(new Letter(linkLocal, GROUP, 255, MESSAGE));
        assertThat(heardByB.next()).contains(new Letter(global, globalOfB, 7, MESSAGE));
    }

    @Test
    void sourceThatIsNotOursIsRefusedWithAReason() {
        AdvertisementChannel channelA = open(platformA, AddressFamily.IPV6, heardByA);
        IpAddress foreign = IpAddress.parse("2001:db8::2");

        assertThatThrownBy(() -> send(platformA, channelA, foreign, GROUP, 255))
                .isInstanceOf(PlatformException.class)
                .hasMessage("sendmsg VRRP from 2001:db8::2 to ff02::12 on eth0: EINVAL Invalid argument"
                        + " (is 2001:db8::2 still an address of this host that duplicate address detection is done"
                        + " with, and was eth0 not removed meanwhile?)");
        assertThatThrownBy(() -> send(platformA, channelA, IpAddress.parse("198.51.100.1"), GROUP, 255))
                .isInstanceOf(PlatformException.class)
                .hasMessage("an IPv6 channel cannot send from 198.51.100.1 to ff02::12");
    }

    @Test
    void packetHasTheClassOfNetworkControlAndTheGroupMac() {
        AdvertisementChannel channelA = open(platformA, AddressFamily.IPV6, heardByA);
        IpAddress linkLocal = addressOf(nodeA, AddressFamily.IPV6);
        try (Capture capture = new Capture(nodeB, 0x86DD)) {
            send(platformA, channelA, linkLocal, GROUP, 255);

            String frame = capture.next();
            while (!frame.isEmpty() && !frame.startsWith("333300000012")) {
                frame = capture.next();
            }

            assertThat(frame).startsWith("333300000012" + nodeA.mac().replace(":", "") + "86dd" + "6c0");
            assertThat(frame.substring(36, 44))
                    .as("length, next header, hop limit")
                    .isEqualTo("001870ff");
            assertThat(frame.substring(44))
                    .as("addresses, and the message with the checksum untouched")
                    .isEqualTo(hex(linkLocal) + hex(GROUP) + MESSAGE);
        }
    }

    @Test
    void closedChannelHearsNothing() {
        IpAddress a = addressOf(nodeA, AddressFamily.IPV6);
        AdvertisementChannel channelA = open(platformA, AddressFamily.IPV6, heardByA);
        AdvertisementChannel channelB = open(platformB, AddressFamily.IPV6, heardByB);
        LoopCalls.run(platformB, channelB::close);
        LoopCalls.run(platformB, channelB::close);
        send(platformA, channelA, a, GROUP, 255);
        Inbox heardLater = new Inbox();
        open(platformB, AddressFamily.IPV6, heardLater);
        send(platformA, channelA, a, GROUP, 255);

        assertThat(heardLater.next()).contains(new Letter(a, GROUP, 255, MESSAGE));
        assertThat(heardByB.isEmpty()).isTrue();
        assertThatThrownBy(() -> LoopCalls.run(platformB, () -> channelB.join(GROUP)))
                .hasRootCauseInstanceOf(IllegalStateException.class);
    }

    private static String hex(IpAddress address) {
        return HexFormat.of().formatHex(address.octets());
    }

    private static AdvertisementChannel open(LinuxVipPlatform platform, AddressFamily family, Inbox inbox) {
        return LoopCalls.call(platform, () -> platform.openChannel("eth0", family, inbox));
    }

    private static void send(
            LinuxVipPlatform platform,
            AdvertisementChannel channel,
            IpAddress source,
            IpAddress destination,
            int timeToLive) {
        byte[] octets = HexFormat.of().parseHex(MESSAGE);
        // Positions must be respected, so the message lies in the middle.
        ByteBuffer message =
                ByteBuffer.allocateDirect(64).put(9, octets).position(9).limit(9 + octets.length);
        LoopCalls.run(platform, () -> channel.send(source, destination, timeToLive, message));
        assertThat(message.position()).isEqualTo(9);
        assertThat(message.remaining()).isEqualTo(octets.length);
    }
}
