/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.linux.lab.FrameSender;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.spi.ConflictMonitor;
import io.vip4j.spi.NeighborAnnouncer.Form;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Claims of other stations, as they are heard on a link. */
@LabTest
class ConflictLabTest {

    private static final IpAddress VIP = IpAddress.parse("198.51.100.10");
    private static final IpAddress VIP6 = IpAddress.parse("2001:db8::10");
    private static final String VIRTUAL_MAC = "00005e00010a";
    private static final String STRANGER = "020000000099";

    private final Lab lab = new Lab();
    private final Lab.Node nodeA = lab.node("198.51.100.1/24");
    private final Lab.Node nodeB = lab.node("198.51.100.2/24");
    private final LinuxVipPlatform platformA = LinuxVipPlatform.createIn(nodeA.file());
    private final LinuxVipPlatform platformB = LinuxVipPlatform.createIn(nodeB.file());
    private final FrameSender sender = new FrameSender(nodeB);
    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

    private record Heard(IpAddress address, String station) {}

    @AfterEach
    void close() {
        sender.close();
        platformA.close();
        platformB.close();
        lab.close();
    }

    @Test
    void announcementsOfAnotherStationAreHeardAndOurOwnAreNot() throws InterruptedException {
        watch();

        for (Form form : Form.values()) {
            announce(platformA, VIP, form);
            announce(platformB, VIP, form);
            assertHeard(VIP, nodeB.mac());
        }
        announce(platformA, VIP6, Form.REQUEST);
        announce(platformB, VIP6, Form.REQUEST);
        assertHeard(VIP6, nodeB.mac());
        assertThat(heard).isEmpty();
    }

    @Test
    void ordinaryTrafficOfAnAddressIsAClaim() throws InterruptedException {
        watch();

        // Nobody announces anything here: the node asks for another, in its own name.
        sender.send(arp(STRANGER, 1, STRANGER, "c633640a", "000000000000", "c6336463"));

        assertHeard(VIP, "02:00:00:00:00:99");
        assertThat(heard).isEmpty();
    }

    @Test
    void framesThatClaimNothingAreNotHeard() throws InterruptedException {
        watch();

        String probe = arp(STRANGER, 1, STRANGER, "00000000", "000000000000", "c633640a");
        String ofAnotherProtocol = arp(STRANGER, 3, STRANGER, "c633640a", "000000000000", "c6336463");
        String fromAGroup = arp(STRANGER, 2, STRANGER, "e0000001", STRANGER, "e0000001");
        String cut = arp(STRANGER, 1, STRANGER, "c633640a", "000000000000", "c6336463")
                .substring(0, 60);
        String advertisement = advertisement("ff");
        String crossedARouter = advertisement("fe");
        String wrongSum = advertisement.substring(0, 112) + "0000" + advertisement.substring(116);
        for (String frame : List.of(probe, ofAnotherProtocol, fromAGroup, cut, crossedARouter, wrongSum)) {
            sender.send(frame);
        }
        sender.send(advertisement);

        assertHeard(VIP6, "02:00:00:00:00:99");
        sender.send(claim(STRANGER, 7));
        assertHeard(IpAddress.parse("203.0.113.7"), "02:00:00:00:00:99");
        assertThat(heard).isEmpty();
    }

    @Test
    void stationOfAnInterfaceOfThisHostIsNoConflict() throws InterruptedException {
        watch();
        nodeA.run(
                "ip",
                "link",
                "add",
                "vrrp.10",
                "link",
                "eth0",
                "address",
                "00:00:5e:00:01:0a",
                "type",
                "macvlan",
                "mode",
                "private");
        nodeA.run("ip", "link", "set", "vrrp.10", "up");

        // What comes back from a loop in the network, and what another member of the same virtual router announces.
        sender.send(claim(nodeA.mac().replace(":", ""), 1));
        sender.send(claim(VIRTUAL_MAC, 2));
        sender.send(claim(STRANGER, 3));

        assertHeard(IpAddress.parse("203.0.113.3"), "02:00:00:00:00:99");
        assertThat(heard).isEmpty();
    }

    @Test
    void floodIsThinnedOutAndTheLoopGoesOn() throws InterruptedException {
        watch();
        List<Long> latenesses = new ArrayList<>();
        long startedAt = System.nanoTime();
        int sent = 0;
        while (System.nanoTime() - startedAt < TimeUnit.MILLISECONDS.toNanos(1500)) {
            for (int i = 0; i < 500; i++) {
                sender.send(claim(STRANGER, i & 127));
            }
            sent += 500;
            long askedAt = System.nanoTime();
            LoopCalls.run(platformA, () -> {});
            latenesses.add(System.nanoTime() - askedAt);
        }

        assertThat(sent).isGreaterThan(5000);
        // A thousand in each second that the flood touched.
        assertThat(heard).hasSizeBetween(100, 3000);
        assertThat(LoopCalls.call(platformA, () -> platformA.floods("eth0"))).isPositive();
        latenesses.sort(null);
        assertThat(latenesses.get(latenesses.size() / 2)).isLessThan(TimeUnit.MILLISECONDS.toNanos(50));
        // When it is over, everything is heard again.
        Thread.sleep(1200);
        heard.clear();
        announce(platformB, VIP6, Form.REQUEST);
        assertHeard(VIP6, nodeB.mac());
        announce(platformB, VIP, Form.REQUEST);
        assertHeard(VIP, nodeB.mac());
    }

    @Test
    void interfaceThatIsMadeAgainIsHeardAgain() throws InterruptedException {
        watch();
        nodeA.run("ip", "link", "set", "eth0", "down");
        nodeA.run("ip", "link", "set", "eth0", "up");
        claimUntilHeard(1);

        nodeA.run("ip", "link", "del", "eth0");
        awaitNoPacketSockets();
        nodeA.plug();
        claimUntilHeard(2);
        assertThat(packetSockets()).isEqualTo(2);
    }

    @Test
    void watchesOfOneInterfaceShareTheSockets() throws InterruptedException {
        BlockingQueue<Heard> others = new LinkedBlockingQueue<>();
        ConflictMonitor.Watch first = watch(platformA, (address, station) -> {
            throw new IllegalStateException("thrown by the test");
        });
        ConflictMonitor.Watch second = watch();
        ConflictMonitor.Watch third = watch(platformA, (address, station) -> others.add(new Heard(address, station)));
        assertThat(packetSockets()).isEqualTo(2);

        sender.send(claim(STRANGER, 1));
        assertHeard(IpAddress.parse("203.0.113.1"), "02:00:00:00:00:99");
        assertThat(others.poll(60, TimeUnit.SECONDS)).isNotNull();

        LoopCalls.run(platformA, first::close);
        LoopCalls.run(platformA, third::close);
        LoopCalls.run(platformA, third::close);
        sender.send(claim(STRANGER, 2));
        assertHeard(IpAddress.parse("203.0.113.2"), "02:00:00:00:00:99");
        assertThat(others).isEmpty();

        LoopCalls.run(platformA, second::close);
        awaitNoPacketSockets();
    }

    @Test
    void interfaceThatDoesNotExistIsRefused() {
        assertThatThrownBy(() ->
                        LoopCalls.call(platformA, () -> platformA.conflicts().watch("eth7", (a, s) -> {})))
                .isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("no network interface eth7: there are eth0, lo");
        assertThat(packetSockets()).isZero();
    }

    // They are closed by a worker. To look is a process of its own, so this does not spin.
    private void awaitNoPacketSockets() {
        long beganAtNanos = System.nanoTime();
        while (packetSockets() != 0) {
            assertThat(System.nanoTime() - beganAtNanos)
                    .as("nanoseconds with packet sockets")
                    .isLessThan(TimeUnit.SECONDS.toNanos(60));
        }
    }

    private ConflictMonitor.Watch watch() {
        return watch(platformA, (address, station) -> heard.add(new Heard(address, station)));
    }

    private static ConflictMonitor.Watch watch(LinuxVipPlatform platform, ConflictMonitor.Listener listener) {
        return LoopCalls.call(platform, () -> platform.conflicts().watch("eth0", listener));
    }

    private static void announce(LinuxVipPlatform platform, IpAddress address, Form form) {
        LoopCalls.run(platform, () -> platform.announcer().announce("eth0", address, form));
    }

    private void assertHeard(IpAddress address, String station) throws InterruptedException {
        assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo(new Heard(address, station));
    }

    /** The platform notices an interface a moment after it is there, so a claim may be too early. */
    private void claimUntilHeard(int number) throws InterruptedException {
        Heard expected = new Heard(IpAddress.parse("203.0.113." + number), "02:00:00:00:00:99");
        for (int i = 0; i < 1200 && heard.isEmpty(); i++) {
            sender.send(claim(STRANGER, number));
            Thread.sleep(50);
        }
        assertThat(heard.poll()).isEqualTo(expected);
        heard.clear();
    }

    /** Those that hear something: the socket of the announcer is bound to no protocol and not counted. */
    private long packetSockets() {
        return nodeA.run("cat", "/proc/net/packet")
                .lines()
                .filter(line -> line.contains(" 0806 ") || line.contains(" 86dd "))
                .count();
    }

    private static String claim(String station, int number) {
        String address = "cb0071" + String.format("%02x", number);
        return arp(station, 1, station, address, "ffffffffffff", address);
    }

    private static String arp(
            String source, int operation, String sender, String senderAddress, String target, String targetAddress) {
        return "ffffffffffff" + source + "0806" + "000108000604000" + operation + sender + senderAddress + target
                + targetAddress;
    }

    /** Of {@link #VIP6} at {@link #STRANGER}; the checksum does not cover the hop limit. */
    private static String advertisement(String hopLimit) {
        String address = "20010db8000000000000000000000010";
        return "333300000001" + STRANGER + "86dd" + "60000000" + "0020" + "3a" + hopLimit + address
                + "ff020000000000000000000000000001" + "8800" + "f874" + "20000000" + address + "0201" + STRANGER;
    }
}
