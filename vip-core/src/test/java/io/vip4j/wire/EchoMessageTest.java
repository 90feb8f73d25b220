/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EchoMessageTest {

    /** What a router sends back: unused, then the header of the request and its first octets. */
    private static final String REFUSED =
            "00000000" + "450000240000400040010000c0000201c6336401" + "08000000" + "12340007";

    private static final String REFUSED_V6 = "00000000" + "6000000000103a40" + "20010db8000000000000000000000001"
            + "20010db8000000000000000000000002" + "80000000" + "12340007";

    @Test
    void requestHasChecksumIdentifierAndSequence() {
        ByteBuffer request = ByteBuffer.allocate(EchoMessage.OCTETS);
        EchoMessage.encodeRequest(request, 0, AddressFamily.IPV4, 0x1234, 7);
        // The sum over the whole of a good message is zero (RFC 1071).
        assertThat(InternetChecksum.fold(InternetChecksum.sum(request, 0, EchoMessage.OCTETS)))
                .isZero();
        assertThat(HexFormat.of().formatHex(request.array())).matches("0800....12340007766970346a206f6b");

        EchoMessage.encodeRequest(request, 0, AddressFamily.IPV6, 0xFFFF, 0xFFFE);
        assertThat(HexFormat.of().formatHex(request.array())).isEqualTo("80000000fffffffe766970346a206f6b");
    }

    @Test
    void repliesAreRead() {
        assertThat(ipv4("0000", "12340007" + "766970346a206f6b")).contains(new EchoMessage.Reply(0x1234, 7));
        assertThat(ipv6("81000000" + "fffffffe" + "766970346a206f6b")).contains(new EchoMessage.Reply(0xFFFF, 0xFFFE));
    }

    @Test
    void refusalsTellDestinationAndReason() {
        IpAddress destination = IpAddress.parse("198.51.100.1");
        assertThat(ipv4("0301", REFUSED)).contains(new EchoMessage.Refusal(0x1234, 7, destination, "host unreachable"));
        assertThat(ipv4("0b00", REFUSED))
                .contains(new EchoMessage.Refusal(0x1234, 7, destination, "time to live exceeded"));
        assertThat(ipv6("01030000" + REFUSED_V6))
                .contains(new EchoMessage.Refusal(0x1234, 7, IpAddress.parse("2001:db8::2"), "address unreachable"));
    }

    @Test
    void whatIsNotAboutARequestIsNothing() {
        assertThat(ipv4("0800", "12340007" + "766970346a206f6b"))
                .as("a request")
                .isEmpty();
        assertThat(ipv4("0301", REFUSED.replace("40010000", "40110000")))
                .as("about UDP")
                .isEmpty();
        assertThat(ipv4("0301", REFUSED.replace("08000000", "00000000")))
                .as("about a reply")
                .isEmpty();
        assertThat(ipv4("0301", REFUSED.substring(0, 60))).as("cut").isEmpty();
        assertThat(EchoMessage.decode(AddressFamily.IPV4, bytes("0000000012340007")))
                .as("bad sum")
                .isEmpty();
        assertThat(ipv6("01030000" + REFUSED_V6.replace("3a40", "1140")))
                .as("about UDP")
                .isEmpty();
        assertThat(ipv6("810000")).as("cut").isEmpty();
    }

    @Test
    void randomAndCutMessagesNeverThrow() {
        Random random = new Random(4);
        byte[] octets = HexFormat.of().parseHex("01030000" + REFUSED_V6);
        for (int i = 0; i < 200_000; i++) {
            byte[] mutated = octets.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            int from = random.nextInt(4);
            ByteBuffer message =
                    ByteBuffer.wrap(mutated).position(from).limit(from + random.nextInt(mutated.length - 4));
            ByteBuffer before = message.duplicate();
            for (AddressFamily family : AddressFamily.values()) {
                EchoMessage.decode(family, message);
                assertThat(message).isEqualTo(before);
            }
        }
    }

    /** With a good checksum. */
    private static Optional<EchoMessage.Answer> ipv4(String typeAndCode, String rest) {
        ByteBuffer message = bytes(typeAndCode + "0000" + rest);
        message.putShort(2, (short) InternetChecksum.fold(InternetChecksum.sum(message, 0, message.limit())));
        return EchoMessage.decode(AddressFamily.IPV4, message);
    }

    private static Optional<EchoMessage.Answer> ipv6(String message) {
        return EchoMessage.decode(AddressFamily.IPV6, bytes(message));
    }

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }
}
