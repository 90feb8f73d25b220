/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Requests about the gate as bytes, in the order of a little-endian processor. The buffer is full of 0xA5 before. */
class GateRequestTest {

    private static final GateTable TABLE = GateTable.of(7);
    private static final GateRequests REQUESTS = new GateRequests(TABLE);
    private static final IpAddress IPV4 = IpAddress.parse("198.51.100.10");
    private static final IpAddress IPV6 = IpAddress.parse("2001:db8::10");

    private static final String NAME = "0c00" + "0100" + text("vip4j-7");

    @Test
    void batchNamesTheSubsystem() {
        assertThat(bytes(NfTables.beginBatch()))
                .isEqualTo("14000000" + "1000" + "0100" + "07000000" + "00000000" + "0000000a");
        assertThat(bytes(NfTables.endBatch()))
                .isEqualTo("14000000" + "1100" + "0100" + "07000000" + "00000000" + "0000000a");
    }

    @Test
    void tablesOfBothFamiliesAreRemovedWhetherTheyAreThereOrNot() {
        assertThat(TABLE.remove().stream().map(GateRequestTest::bytes))
                .containsExactly(
                        "20000000" + "000a" + "0104" + "07000000" + "00000000" + "01000000" + NAME,
                        "20000000" + "020a" + "0100" + "07000000" + "00000000" + "01000000" + NAME,
                        "20000000" + "000a" + "0104" + "07000000" + "00000000" + "03000000" + NAME,
                        "20000000" + "020a" + "0100" + "07000000" + "00000000" + "03000000" + NAME);
    }

    @Test
    void tablesAreMadeAnewWithSetsThenChainsThenRules() {
        assertThat(TABLE.make())
                .extracting(NetlinkRequest::toString)
                .containsExactly(
                        "NFT_MSG_NEWTABLE vip4j-7",
                        "NFT_MSG_DELTABLE vip4j-7",
                        "NFT_MSG_NEWTABLE vip4j-7",
                        "NFT_MSG_DELTABLE vip4j-7",
                        "NFT_MSG_NEWTABLE vip4j-7",
                        "NFT_MSG_NEWTABLE vip4j-7",
                        "NFT_MSG_NEWSET vip4j-7 guarded4",
                        "NFT_MSG_NEWSET vip4j-7 guarded6",
                        "NFT_MSG_NEWSET vip4j-7 open4",
                        "NFT_MSG_NEWSET vip4j-7 open6",
                        "NFT_MSG_NEWSET vip4j-7 guarded4",
                        "NFT_MSG_NEWSET vip4j-7 open4",
                        "NFT_MSG_NEWSET vip4j-7 gratuitous4",
                        "NFT_MSG_NEWCHAIN vip4j-7 prerouting",
                        "NFT_MSG_NEWCHAIN vip4j-7 input",
                        "NFT_MSG_NEWCHAIN vip4j-7 output",
                        "NFT_MSG_NEWCHAIN vip4j-7 postrouting",
                        "NFT_MSG_NEWCHAIN vip4j-7 input",
                        "NFT_MSG_NEWCHAIN vip4j-7 output",
                        "NFT_MSG_NEWRULE vip4j-7 prerouting",
                        "NFT_MSG_NEWRULE vip4j-7 prerouting",
                        "NFT_MSG_NEWRULE vip4j-7 postrouting",
                        "NFT_MSG_NEWRULE vip4j-7 postrouting",
                        "NFT_MSG_NEWRULE vip4j-7 input",
                        "NFT_MSG_NEWRULE vip4j-7 output",
                        "NFT_MSG_NEWRULE vip4j-7 input",
                        "NFT_MSG_NEWRULE vip4j-7 input",
                        "NFT_MSG_NEWRULE vip4j-7 output");
    }

    @Test
    void setOfOpenAddressesHasTimeouts() {
        assertThat(bytes(TABLE.make().get(8)))
                .isEqualTo("4c000000" + "090a" + "0104" + "07000000" + "00000000" + "01000000" + NAME
                        + "0a00" + "0200" + text("open4") + "0000"
                        + "0800" + "0300" + "00000010"
                        + "0800" + "0400" + "00000007"
                        + "0800" + "0500" + "00000004"
                        + "0800" + "0a00" + "00000003");
    }

    @Test
    void chainIsHookedBeforeEverythingElse() {
        assertThat(bytes(TABLE.make().get(13)))
                .isEqualTo("50000000" + "030a" + "0104" + "07000000" + "00000000" + "01000000" + NAME
                        + "0f00" + "0300" + text("prerouting") + "00"
                        + "1400" + "0480" + "0800" + "0100" + "00000000" + "0800" + "0200" + "fffffe3e"
                        + "0b00" + "0700" + text("filter") + "00");
    }

    @Test
    void ruleDropsWhatNamesAGuardedAddressAsSenderOfArp() {
        assertThat(bytes(TABLE.make().get(27)))
                .isEqualTo("f0000000" + "060a" + "010c" + "07000000" + "00000000" + "03000000" + NAME
                        + "0b00" + "0200" + text("output") + "00"
                        + "c400" + "0480"
                        + "3400" + "0180" + "0c00" + "0100" + text("payload")
                        + "2400" + "0280"
                        + "0800" + "0100" + "00000008" + "0800" + "0200" + "00000001"
                        + "0800" + "0300" + "0000000e" + "0800" + "0400" + "00000004"
                        + "2c00" + "0180" + "0b00" + "0100" + text("lookup") + "00"
                        + "1c00" + "0280"
                        + "0d00" + "0100" + text("guarded4") + "000000" + "0800" + "0200" + "00000008"
                        + "3000" + "0180" + "0b00" + "0100" + text("lookup") + "00"
                        + "2000" + "0280"
                        + "0a00" + "0100" + text("open4") + "0000" + "0800" + "0200" + "00000008"
                        + "0800" + "0500" + "00000001"
                        + "3000" + "0180" + "0e00" + "0100" + text("immediate") + "0000"
                        + "1c00" + "0280"
                        + "0800" + "0100" + "00000000"
                        + "1000" + "0280" + "0c00" + "0280" + "0800" + "0100" + "00000000");
    }

    @Test
    void openReplacesTheRestOfAnEarlierTimeInOneBatch() {
        Map<IpAddress, Long> time = Map.of(IPV6, 300L);
        String list = NAME + "0a00" + "0200" + text("open6") + "0000";
        String key = "1800" + "0180" + "1400" + "0100" + "20010db8000000000000000000000010";
        String added = "58000000" + "0c0a" + "0104" + "07000000" + "00000000" + "01000000" + list + "2c00" + "0380"
                + "2800" + "0180" + key + "0c00" + "0400" + "000000000000012c";

        List<NetlinkRequest> requests = REQUESTS.open(time);

        assertThat(requests)
                .extracting(NetlinkRequest::toString)
                .containsExactly(
                        "NFT_MSG_NEWSETELEM vip4j-7 open6 2001:db8::10",
                        "NFT_MSG_DELSETELEM vip4j-7 open6 2001:db8::10",
                        "NFT_MSG_NEWSETELEM vip4j-7 open6 2001:db8::10");
        assertThat(requests.stream().map(GateRequestTest::bytes))
                .containsExactly(
                        added,
                        "4c000000" + "0e0a" + "0100" + "07000000" + "00000000" + "01000000" + list + "2000" + "0380"
                                + "1c00" + "0180" + key,
                        added);
    }

    @Test
    void ipv4AddressIsInBothTablesAndTwiceForGratuitousArp() {
        assertThat(REQUESTS.guard(Set.of(IPV4)).stream().map(GateRequestTest::bytes))
                .containsExactly(
                        "44000000" + "0c0a" + "0104" + "07000000" + "00000000" + "01000000" + NAME
                                + "0d00" + "0200" + text("guarded4") + "000000"
                                + "1400" + "0380" + "1000" + "0180" + "0c00" + "0180" + "0800" + "0100" + "c633640a",
                        "44000000" + "0c0a" + "0104" + "07000000" + "00000000" + "03000000" + NAME
                                + "0d00" + "0200" + text("guarded4") + "000000"
                                + "1400" + "0380" + "1000" + "0180" + "0c00" + "0180" + "0800" + "0100" + "c633640a",
                        "48000000" + "0c0a" + "0104" + "07000000" + "00000000" + "03000000" + NAME
                                + "1000" + "0200" + text("gratuitous4")
                                + "1800" + "0380" + "1400" + "0180" + "1000" + "0180" + "0c00" + "0100"
                                + "c633640ac633640a");
    }

    @Test
    void whatShallBeGoneIsAddedFirstSoThatItCanBeRemoved() {
        assertThat(REQUESTS.shut(Set.of(IPV4)))
                .extracting(NetlinkRequest::toString)
                .containsExactly(
                        "NFT_MSG_NEWSETELEM vip4j-7 open4 198.51.100.10",
                        "NFT_MSG_DELSETELEM vip4j-7 open4 198.51.100.10",
                        "NFT_MSG_NEWSETELEM vip4j-7 open4 198.51.100.10",
                        "NFT_MSG_DELSETELEM vip4j-7 open4 198.51.100.10");
        assertThat(REQUESTS.unguard(Set.of(IPV6))).hasSize(4);
        assertThat(REQUESTS.unguard(Set.of(IPV4))).hasSize(10);
    }

    @Test
    void onlyNamesOfExactlyOurFormAreSlots() {
        assertThat(GateTable.slotOf("vip4j-0")).isEqualTo(OptionalInt.of(0));
        assertThat(GateTable.slotOf("vip4j-63")).isEqualTo(OptionalInt.of(63));
        for (String foreign : List.of("vip4j-64", "vip4j-07", "vip4j-", "vip4j--1", "vip4j-1x", "xvip4j-1", "")) {
            assertThat(GateTable.slotOf(foreign)).as(foreign).isEmpty();
        }
        assertThatThrownBy(() -> GateTable.of(64)).hasMessage("slot must be 0..63: 64");
        assertThatThrownBy(() -> GateTable.of(-1)).hasMessage("slot must be 0..63: -1");
    }

    @Test
    void nameOfATableIsReadAndDamagedMessagesHaveNone() {
        byte[] message =
                HexFormat.of().parseHex("20000000" + "000a" + "0200" + "07000000" + "00000000" + "01000000" + NAME);
        assertThat(name(message, message.length)).isEqualTo("vip4j-7");
        for (int length = 0; length < message.length; length++) {
            byte[] cut = message.clone();
            cut[0] = (byte) length;
            assertThat(name(cut, length)).as("cut at %s", length).isEmpty();
        }
    }

    private static String name(byte[] message, int length) {
        MessageReader reader = new MessageReader(ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN), length);
        return reader.next() ? GateTable.decodeName(reader).orElse("") : "";
    }

    private static String text(String value) {
        return HexFormat.of().formatHex((value + '\0').getBytes(StandardCharsets.US_ASCII));
    }

    private static String bytes(NetlinkRequest request) {
        byte[] filled = new byte[1024];
        Arrays.fill(filled, (byte) 0xA5);
        ByteBuffer buffer = ByteBuffer.wrap(filled).order(ByteOrder.LITTLE_ENDIAN);
        MessageWriter writer = new MessageWriter(buffer);
        request.encode(writer, 7);
        byte[] octets = new byte[writer.length()];
        buffer.get(0, octets);
        return HexFormat.of().formatHex(octets);
    }
}
