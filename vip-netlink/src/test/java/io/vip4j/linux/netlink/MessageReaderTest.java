/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.MacAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages of the kernel as bytes of a little-endian processor. */
class MessageReaderTest {

    private static final String HEADER = "1400" + "0000" + "05000000" + "00000000";

    /** RTM_NEWADDR 198.51.100.10/24, secondary by the long flags, mark 112, 3 s preferred, 2 s valid. */
    private static final String ADDRESS = "02180000" + "22110000"
            + "0800" + "0100" + "c6336409"
            + "0800" + "0200" + "c633640a"
            + "0900" + "0300" + "6574683000000000"
            + "0800" + "0800" + "01000000"
            + "0500" + "0b00" + "70000000"
            + "1400" + "0600" + "03000000" + "02000000" + "11111111" + "22222222";

    private static final String LINK = "0000" + "0100" + "22110000" + "43100100" + "ffffffff"
            + "0900" + "0300" + "6574683000000000"
            + "0a00" + "0100" + "0211223344550000";

    @Test
    void addressHasLocalAddressPrefixMarkAndLifetime() {
        MessageReader message = message(HEADER, ADDRESS);

        assertThat(message.next()).isTrue();
        AddressForm form =
                new AddressForm(Optional.of(IpAddress.parse("198.51.100.9")), Optional.empty(), Optional.of("eth0"), 0);
        assertThat(AddressEntry.decode(message))
                .contains(new AddressEntry(0x1122, IpAddress.parse("198.51.100.10"), 24, 1, 112, 2, form));
        assertThat(message.next()).isFalse();
    }

    @Test
    void addressWithoutLifetimeAndMarkIsForEverAndOfNobody() {
        MessageReader message =
                message(HEADER, "0a408000" + "02000000" + "1400" + "0100" + "20010db8" + "00".repeat(12));

        assertThat(message.next()).isTrue();
        AddressEntry entry = AddressEntry.decode(message).orElseThrow();
        assertThat(entry)
                .isEqualTo(new AddressEntry(2, IpAddress.parse("2001:db8::"), 64, 0x80, 0, AddressEntry.FOREVER));
        assertThat(entry.hasLifetime()).isFalse();
    }

    @Test
    void linkHasNameFlagsAndHardwareAddress() {
        MessageReader message = message(HEADER, LINK);

        assertThat(message.next()).isTrue();
        LinkEntry link = LinkEntry.decode(message).orElseThrow();
        assertThat(link)
                .isEqualTo(new LinkEntry(0x1122, "eth0", 1, 0x11043, Optional.of(new MacAddress(0x021122334455L))));
        assertThat(link.isUp()).isTrue();
        assertThat(link.hasArp()).isTrue();
    }

    @Test
    void linkIsUpOnlyWithSwitchCarrierAndOperation() {
        assertThat(link(0x11043).isUp()).isTrue();
        assertThat(link(0x11042).isUp()).as("IFF_UP is clear").isFalse();
        assertThat(link(0x11003).isUp()).as("IFF_RUNNING is clear").isFalse();
        assertThat(link(0x01043).isUp()).as("IFF_LOWER_UP is clear").isFalse();
    }

    @Test
    void bridgePortMessageIsNotAboutTheLink() {
        MessageReader message = message(HEADER, "07" + LINK.substring(2));

        assertThat(message.next()).isTrue();
        assertThat(LinkEntry.decode(message)).isEmpty();
    }

    @Test
    void answerOfSuccess() {
        assertThat(answer("0000", "00000000" + "14000000140005060500000000000000"))
                .isEqualTo(new Answer(0, ""));
    }

    @Test
    void answerWithKernelTextBehindACappedRequest() {
        String text = HexFormat.of().formatHex("Bad\0".getBytes(StandardCharsets.US_ASCII));

        assertThat(answer("0003", "eaffffff" + "44000000140005060500000000000000" + "0800" + "0100" + text))
                .isEqualTo(new Answer(22, "Bad"));
    }

    @Test
    void answerWithKernelTextBehindAWholeRequest() {
        String text = HexFormat.of().formatHex("Bad\0".getBytes(StandardCharsets.US_ASCII));

        assertThat(answer(
                        "0002",
                        "eaffffff" + "18000000140005060500000000000000" + "0102030405060708" + "0800" + "0100" + text))
                .isEqualTo(new Answer(22, "Bad"));
    }

    @Test
    void answerAsExceptionNamesRequestErrorAndRemedy() {
        NetlinkRequest request = LinkRequests.get("eth0");

        assertThat(new Answer(1, "").asException(request))
                .hasMessage("RTM_GETLINK eth0: EPERM Operation not permitted (grant CAP_NET_ADMIN)");
        assertThat(new Answer(22, "ipv4: Invalid prefix length").asException(request))
                .hasMessage("RTM_GETLINK eth0: EINVAL Invalid argument: ipv4: Invalid prefix length");
    }

    private static LinkEntry link(int flags) {
        return new LinkEntry(2, "eth0", 1, flags, Optional.empty());
    }

    private static Answer answer(String flags, String body) {
        MessageReader message = message("0200" + flags + "05000000" + "00000000", body);
        assertThat(message.next()).isTrue();
        return Answer.decode(message);
    }

    /** The length is put in front. */
    private static MessageReader message(String header, String body) {
        byte[] octets = HexFormat.of().parseHex("00000000" + header + body);
        ByteBuffer buffer = ByteBuffer.wrap(octets).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(0, octets.length);
        return new MessageReader(buffer, octets.length);
    }
}
