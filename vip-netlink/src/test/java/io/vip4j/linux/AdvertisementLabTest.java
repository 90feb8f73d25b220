/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.linux.lab.Capture;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.AdvertisementReceiver;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Advertisements and announcements between namespaces. */
@LabTest
class AdvertisementLabTest {

    private static final IpAddress GROUP = AddressFamily.IPV4.vrrpGroup();
    private static final IpAddress A = IpAddress.parse("198.51.100.1");
    private static final IpAddress A_SECOND = IpAddress.parse("198.51.100.101");
    private static final IpAddress B = IpAddress.parse("198.51.100.2");
    private static final String MESSAGE = "310a64010064f0f0c633640a";

    private final Lab lab = new Lab();
    private final Lab.Node nodeA = lab.node(A + "/24");
    private final Lab.Node nodeB = lab.node(B + "/24");
    private final LinuxVipPlatform platformA = LinuxVipPlatform.createIn(nodeA.file());
    private final LinuxVipPlatform platformB = LinuxVipPlatform.createIn(nodeB.file());
    private final BlockingQueue<Received> heardByA = new LinkedBlockingQueue<>();
    private final BlockingQueue<Received> heardByB = new LinkedBlockingQueue<>();
    private AdvertisementChannel channelA;
    private AdvertisementChannel channelB;

    private record Received(IpAddress source, IpAddress destination, int timeToLive, String message) {}

    @BeforeEach
    void openChannels() {
        channelA = open(platformA, heardByA);
        channelB = open(platformB, heardByB);
    }

    @AfterEach
    void close() {
        platformA.close();
        platformB.close();
        lab.close();
    }

    @Test
    void multicastReachesTheOtherNodeOnly() throws InterruptedException { // RFC 9568 5.1.1
        send(platformA, channelA, A, GROUP);

        assertThat(heardByB.poll(60, TimeUnit.SECONDS)).isEqualTo(new Received(A, GROUP, 255, MESSAGE));
        // What comes back is heard after our own: the loop of A was not told about A's packet.
        send(platformB, channelB, B, GROUP);
        assertThat(heardByA.poll(60, TimeUnit.SECONDS)).isEqualTo(new Received(B, GROUP, 255, MESSAGE));
        assertThat(heardByA).isEmpty();
        assertThat(heardByB).isEmpty();
    }

    @Test
    void sourceIsChosenForEachPacket() throws InterruptedException {
        nodeA.run("ip", "addr", "add", A_SECOND + "/24", "dev", "eth0");

        send(platformA, channelA, A_SECOND, GROUP);
        send(platformA, channelA, A, B);

        assertThat(heardByB.poll(60, TimeUnit.SECONDS)).isEqualTo(new Received(A_SECOND, GROUP, 255, MESSAGE));
        assertThat(heardByB.poll(60, TimeUnit.SECONDS)).isEqualTo(new Received(A, B, 255, MESSAGE));
    }

    @Test
    void packetHasTheClassOfNetworkControlAndTheGroupMac() {
        try (Capture capture = new Capture(nodeB, 0x0800)) {
            send(platformA, channelA, A, GROUP);

            String frame = capture.next();
            while (frame.startsWith("01005e000016")) {
                frame = capture.next(); // The kernel's own report that the group was joined (IGMP).
            }

            assertThat(frame).startsWith("01005e000012" + nodeA.mac().replace(":", "") + "0800" + "45c00020");
            assertThat(frame.substring(44, 48)).as("TTL and protocol").isEqualTo("ff70");
            assertThat(frame.substring(52)).startsWith("c6336401" + "e0000012" + MESSAGE);
        }
    }

    @Test
    void sourceThatIsNotOursIsRefusedWithAReason() {
        assertThatThrownBy(() -> send(platformA, channelA, B, GROUP))
                .isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("sendmsg VRRP from 198.51.100.2 to 224.0.0.18 on eth0: E")
                .hasMessageEndingWith(
                        " (is 198.51.100.2 still an address of this host, and was eth0 not removed meanwhile?)");
    }

    @Test
    void closedChannelHearsNothing() throws InterruptedException {
        LoopCalls.run(platformB, channelB::close);
        LoopCalls.run(platformB, channelB::close);
        send(platformA, channelA, A, GROUP);
        BlockingQueue<Received> heardLater = new LinkedBlockingQueue<>();
        open(platformB, heardLater);
        send(platformA, channelA, A, GROUP);

        assertThat(heardLater.poll(60, TimeUnit.SECONDS)).isEqualTo(new Received(A, GROUP, 255, MESSAGE));
        assertThat(heardByB).isEmpty();
    }

    @Test
    void advertisementsOfALongPauseAreAllHeardBeforeAnAlarm() throws Exception {
        int waiting = 2000;
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(1);
        CountDownLatch alarm = new CountDownLatch(1);
        int[] heardAtAlarm = new int[1];
        platformB.loop().execute(() -> {
            platformB
                    .loop()
                    .newAlarm(() -> {
                        heardAtAlarm[0] = heardByB.size();
                        alarm.countDown();
                    })
                    .armAt(platformB.loop().nanoTime() + 1_000_000);
            holding.countDown();
            awaitQuietly(sent);
        });
        holding.await();
        LoopCalls.run(platformA, () -> {
            for (int i = 0; i < waiting; i++) {
                channelA.send(A, GROUP, 255, message());
            }
        });
        sent.countDown();

        assertThat(alarm.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(heardAtAlarm[0]).isEqualTo(waiting);
    }

    @Test
    void gratuitousArpReachesAThirdNode() { // RFC 9568 6.4.1
        Lab.Node third = lab.node("198.51.100.3/24");
        String mac = nodeA.mac().replace(":", "");
        try (Capture capture = new Capture(third, 0x0806)) {
            LoopCalls.run(
                    platformA,
                    () -> platformA
                            .announcer()
                            .announce("eth0", IpAddress.parse("198.51.100.10"), NeighborAnnouncer.Form.REQUEST));

            assertThat(capture.next())
                    .startsWith("ffffffffffff" + mac + "0806" + "0001080006040001" + mac + "c633640a" + "ffffffffffff"
                            + "c633640a");
        }
    }

    @Test
    void announcementWithoutArpIsSilentAndOtherRefusalsAreClear() {
        LoopCalls.run(platformA, () -> platformA.announcer().announce("lo", A, NeighborAnnouncer.Form.REQUEST));
        assertThatThrownBy(() -> LoopCalls.run(
                        platformA, () -> platformA.announcer().announce("eth7", A, NeighborAnnouncer.Form.REQUEST)))
                .isInstanceOf(PlatformException.class)
                .hasMessage("no network interface eth7: there are eth0, lo; correct the name, or create the"
                        + " interface first");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static ByteBuffer message() {
        byte[] octets = HexFormat.of().parseHex(MESSAGE);
        // Positions must be respected, so the message lies in the middle.
        return ByteBuffer.allocateDirect(64).put(9, octets).position(9).limit(9 + octets.length);
    }

    private static void send(
            LinuxVipPlatform platform, AdvertisementChannel channel, IpAddress source, IpAddress destination) {
        LoopCalls.run(platform, () -> {
            ByteBuffer message = message();
            channel.send(source, destination, 255, message);
            assertThat(message.position()).isEqualTo(9);
            assertThat(message.remaining()).isEqualTo(MESSAGE.length() / 2);
        });
    }

    private static AdvertisementChannel open(LinuxVipPlatform platform, BlockingQueue<Received> heard) {
        AdvertisementReceiver receiver = (source, destination, timeToLive, message) -> {
            byte[] octets = new byte[message.remaining()];
            message.get(octets);
            heard.add(
                    new Received(source, destination, timeToLive, HexFormat.of().formatHex(octets)));
        };
        return LoopCalls.call(platform, () -> platform.openChannel("eth0", AddressFamily.IPV4, receiver));
    }
}
