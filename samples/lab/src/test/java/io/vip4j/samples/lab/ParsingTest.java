/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParsingTest {

    private static final Instant AT = Instant.parse("2026-11-23T19:26:13.960320Z");

    private static final String ADVERTISEMENT = "01005e000012 020000000001 0800 45c00028 00010000 ff700000 c6336401"
            + " e0000012 210a6401 01010000 c633640a 31323334 00000000";

    private static final String GRATUITOUS_ARP =
            "ffffffffffff 020000000001 0806 0001 0800 06 04 0001" + " 020000000001 c633640a 000000000000 c633640a";

    private static final String ADVERTISEMENT_V6 = "333300000012 020000000001 86dd 60000000 0018 70 ff"
            + " fe80000000000000 0000000000000001 ff02000000000000 0000000000000012"
            + " 310a6401 00640000 fe80000000000000 0000000000000010";

    private static final String NEIGHBOR_ADVERTISEMENT = "333300000001 020000000001 86dd 60000000 0020 3a ff"
            + " 20010db800000000 0000000000000010 ff02000000000000 0000000000000001"
            + " 88000000 20000000 20010db800000000 0000000000000010 0201 020000000001";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Test
    void addressMessagesOfTheKernel() {
        assertThat(OwnershipWatch.AddressMessage.parse("[2026-11-23T19:26:13.960320] Deleted 2: eth0    inet"
                        + " 198.51.100.10/24 scope global secondary eth0\\       valid_lft forever"))
                .contains(new OwnershipWatch.AddressMessage(AT, true, "eth0", "198.51.100.10"));
        assertThat(OwnershipWatch.AddressMessage.parse("[2026-11-23T19:26:13.960320] 2: eth0    inet"
                        + " 198.51.100.10/24 scope global dynamic eth0\\       valid_lft 2sec"))
                .contains(new OwnershipWatch.AddressMessage(AT, false, "eth0", "198.51.100.10"));
        assertThat(OwnershipWatch.AddressMessage.parse("[2026-11-23T19:26:13.960320] Timestamp"))
                .isEmpty();
    }

    @Test
    void advertisementOnTheBridge() {
        assertThat(FrameDecoder.decode(AT, bytes(ADVERTISEMENT)))
                .contains(new CapturedFrame.Advertisement(AT, "198.51.100.1", "224.0.0.18", 2, 10, 100));
    }

    @Test
    void gratuitousArpOnTheBridge() {
        assertThat(FrameDecoder.decode(AT, bytes(GRATUITOUS_ARP)))
                .contains(new CapturedFrame.Announcement(AT, "198.51.100.10", "02:00:00:00:00:01"));
    }

    @Test
    void advertisementOfIpv6OnTheBridge() {
        assertThat(FrameDecoder.decode(AT, bytes(ADVERTISEMENT_V6)))
                .contains(new CapturedFrame.Advertisement(AT, "fe80::1", "ff02::12", 3, 10, 100));
    }

    @Test
    void neighborAdvertisementOnTheBridge() {
        assertThat(FrameDecoder.decode(AT, bytes(NEIGHBOR_ADVERTISEMENT)))
                .contains(new CapturedFrame.Announcement(AT, "2001:db8::10", "02:00:00:00:00:01"));
        assertThat(FrameDecoder.decode(AT, bytes(NEIGHBOR_ADVERTISEMENT.replace("000001 88", "000009 88"))))
                .as("to somebody who asked")
                .isEmpty();
    }

    @Test
    void framesThatAreCutShortAreNothing() {
        assertCutShort(ADVERTISEMENT, 14 + 20 + 8);
        assertCutShort(GRATUITOUS_ARP, 14 + 28);
        assertCutShort(ADVERTISEMENT_V6, 14 + 40 + 8);
        assertCutShort(NEIGHBOR_ADVERTISEMENT, 14 + 40 + 32);
    }

    private static void assertCutShort(String frame, int needed) {
        byte[] whole = bytes(frame);
        for (int length = 0; length < needed; length++) {
            assertThat(FrameDecoder.decode(AT, Arrays.copyOf(whole, length)))
                    .as("first %d octets", length)
                    .isEmpty();
        }
    }

    @Test
    void captureFileInBothByteOrders() throws IOException {
        String little =
                "d4c3b2a1 02000400 00000000 00000000 00000400 01000000 01000000 02000000 03000000 03000000 aabbcc";
        String big = "a1b2c3d4 00020004 00000000 00000000 00040000 00000001 00000001 00000002 00000003 00000003 aabbcc";
        for (String capture : List.of(little, big)) {
            List<String> seen = new ArrayList<>();
            PcapReader.read(
                    new ByteArrayInputStream(bytes(capture)),
                    (at, frame) -> seen.add(at + " " + HexFormat.of().formatHex(frame)));
            assertThat(seen).containsExactly("1970-01-01T00:00:01.000002Z aabbcc");
        }
    }

    @Test
    void captureThatIsNoneOrEndsTooSoonIsRefused() {
        assertThatThrownBy(() -> PcapReader.read(new ByteArrayInputStream(new byte[24]), (at, frame) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a capture");
        assertThatThrownBy(() -> PcapReader.read(new ByteArrayInputStream(new byte[3]), (at, frame) -> {}))
                .isInstanceOf(EOFException.class);
    }

    @Test
    void statesInTheLogOfKeepalived() {
        assertThat(KeepalivedNode.entered("Mon Nov 23 19:26:13 2026: (VI_1) Entering MASTER STATE"))
                .contains(RouterState.ACTIVE);
        assertThat(KeepalivedNode.entered("Mon Nov 23 19:26:13 2026: (VI_1) Entering BACKUP STATE (init)"))
                .contains(RouterState.BACKUP);
        assertThat(KeepalivedNode.entered("Mon Nov 23 19:26:13 2026: (VI_1) Entering FAULT STATE"))
                .contains(RouterState.INITIALIZE);
        assertThat(KeepalivedNode.entered("Mon Nov 23 19:26:13 2026: Stopped")).isEmpty();
    }

    @Test
    void statesInTheLogOfFrr() {
        String start = "2026/11/23 22:34:12 VRRP: [W23ZH-NY264] [CORE] [VRID 10] [IPv6] ";
        assertThat(FrrNode.change(start + "Backup -> Master")).hasValueSatisfying(change -> {
            assertThat(change.from()).isEqualTo(RouterState.BACKUP);
            assertThat(change.to()).isEqualTo(RouterState.ACTIVE);
        });
        assertThat(FrrNode.change(start + "Adver_Timer expired")).isEmpty();
    }

    @Test
    void eventsOfVipd() {
        assertThat(VipdNode.parseEvent("{\"at\":\"2026-11-23T19:26:13.960320Z\",\"router\":\"VI_1\",\"vrid\":10,"
                        + "\"from\":\"BACKUP\",\"to\":\"ACTIVE\",\"cause\":\"Active_Down_Interval\"}"))
                .contains(new StateChange(AT, RouterState.BACKUP, RouterState.ACTIVE, "Active_Down_Interval"));
        assertThat(VipdNode.parseEvent("no JSON")).isEmpty();
    }

    @Test
    void timesWithFractions() {
        assertThat(WallClock.ofEpochSeconds("1795461973.960320")).isEqualTo(AT);
        assertThat(WallClock.ofEpochSeconds("1795461973.000000001")).isEqualTo("2026-11-23T19:26:13.000000001Z");
    }
}
