/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.linux.Inbox.Letter;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Vrid;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Advertisements with VRIDs that nobody here wants stay in the kernel, and the loop sleeps on. */
@LabTest
class ForeignVridsLabTest {

    private static final IpAddress SOURCE = IpAddress.parse("198.51.100.1");
    private static final int FLOOD = 200;
    private static final int OWN = 10;
    private static final int OTHER = 11;
    private static final int FOREIGN = 77;

    private final Lab lab = new Lab();
    private final Lab.Node nodeA = lab.node("198.51.100.1/24");
    private final Lab.Node nodeB = lab.node("198.51.100.2/24");
    private final LinuxVipPlatform sender = LinuxVipPlatform.createIn(nodeA.file());
    private final LinuxVipPlatform receiver = LinuxVipPlatform.createIn(nodeB.file());
    private final IpAddress linkLocal = IpAddress.parse(nodeA.linkLocal());
    private final Inbox heard = new Inbox();

    @AfterEach
    void close() {
        sender.close();
        receiver.close();
        lab.close();
    }

    @ParameterizedTest
    @EnumSource(AddressFamily.class)
    void wakeNobodyWhileOwnOnesAreHeard(AddressFamily family) {
        AdvertisementChannel out = open(sender, family, new Inbox());
        AdvertisementChannel in = open(receiver, family, heard);
        LoopCalls.run(receiver, () -> in.hearOnly(Set.of(new Vrid(OWN))));
        long before = wakeUps();
        for (int i = 0; i < FLOOD; i++) {
            send(out, family, FOREIGN);
        }
        assertThat(wakeUps() - before)
                .as("the questions for this figure wake the loop as well")
                .isLessThan(FLOOD / 10);
        send(out, family, OWN);
        assertThat(heard.next()).contains(letter(family, OWN));
    }

    @ParameterizedTest
    @EnumSource(AddressFamily.class)
    void areHeardAgainWhenTheyAreWanted(AddressFamily family) {
        AdvertisementChannel out = open(sender, family, new Inbox());
        AdvertisementChannel in = open(receiver, family, heard);
        LoopCalls.run(receiver, () -> in.hearOnly(Set.of(new Vrid(OWN))));
        LoopCalls.run(receiver, () -> in.hearOnly(Set.of(new Vrid(OTHER), new Vrid(OWN))));
        send(out, family, FOREIGN);
        send(out, family, OTHER);
        send(out, family, OWN);
        assertThat(heard.next()).contains(letter(family, OTHER));
        assertThat(heard.next()).contains(letter(family, OWN));
        LoopCalls.run(receiver, in::hearAll);
        LoopCalls.run(receiver, in::hearAll);
        send(out, family, FOREIGN);
        assertThat(heard.next()).contains(letter(family, FOREIGN));
    }

    /** How often the loop of the receiver has gone to sleep. */
    private long wakeUps() {
        return LoopCalls.call(
                receiver,
                () -> Files.readAllLines(Path.of("/proc/thread-self/status")).stream()
                        .filter(line -> line.startsWith("voluntary_ctxt_switches:"))
                        .mapToLong(line -> Long.parseLong(
                                line.substring(line.indexOf(':') + 1).strip()))
                        .sum());
    }

    private Letter letter(AddressFamily family, int vrid) {
        return new Letter(
                source(family), family.vrrpGroup(), 255, HexFormat.of().formatHex(message(vrid)));
    }

    private IpAddress source(AddressFamily family) {
        return family == AddressFamily.IPV4 ? SOURCE : linkLocal;
    }

    private static byte[] message(int vrid) {
        return new byte[] {0x31, (byte) vrid, 100, 1, 0, 100, 0, 0, (byte) 198, 51, 100, 10};
    }

    private static AdvertisementChannel open(LinuxVipPlatform platform, AddressFamily family, Inbox inbox) {
        return LoopCalls.call(platform, () -> platform.openChannel("eth0", family, inbox));
    }

    private void send(AdvertisementChannel channel, AddressFamily family, int vrid) {
        byte[] octets = message(vrid);
        ByteBuffer message = ByteBuffer.allocateDirect(octets.length).put(0, octets);
        IpAddress source = source(family);
        LoopCalls.run(sender, () -> channel.send(source, family.vrrpGroup(), 255, message));
    }
}
