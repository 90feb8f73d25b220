/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Ipv4DatagramTest {

    /** 20 octets of header, TTL 254, protocol 112, 198.51.100.1 to 224.0.0.18, four octets of payload. */
    private static final String PLAIN = "45c00018" + "00010000" + "fe700000" + "c6336401" + "e0000012" + "31330000";

    @Test
    void fieldsComeFromTheHeader() {
        ByteBuffer packet = packet(PLAIN, 0);

        assertThat(Ipv4Datagram.isWellFormed(packet)).isTrue();
        assertThat(Ipv4Datagram.source(packet)).isEqualTo(IpAddress.parse("198.51.100.1"));
        assertThat(Ipv4Datagram.destination(packet)).isEqualTo(IpAddress.parse("224.0.0.18"));
        assertThat(Ipv4Datagram.timeToLive(packet)).isEqualTo(254);
        assertThat(payload(packet)).isEqualTo("31330000");
    }

    @Test
    void optionsAreSkipped() { // RFC 791 3.1: IHL counts words of options too.
        ByteBuffer packet = packet("46c0001c" + PLAIN.substring(8, 40) + "94040000" + "31330000", 0);

        assertThat(Ipv4Datagram.isWellFormed(packet)).isTrue();
        assertThat(payload(packet)).isEqualTo("31330000");
    }

    @Test
    void linkPaddingIsNotPayload() {
        ByteBuffer packet = packet(PLAIN, 22);

        assertThat(Ipv4Datagram.isWellFormed(packet)).isTrue();
        assertThat(payload(packet)).isEqualTo("31330000");
    }

    @Test
    void headerAloneHasAnEmptyPayload() {
        ByteBuffer packet = packet("45c00014" + PLAIN.substring(8, 40), 0);

        assertThat(Ipv4Datagram.isWellFormed(packet)).isTrue();
        assertThat(payload(packet)).isEmpty();
    }

    @Test
    void wrongVersionAndLengthsAreNotWellFormed() {
        assertThat(Ipv4Datagram.isWellFormed(packet("", 0))).isFalse();
        assertThat(Ipv4Datagram.isWellFormed(packet("65" + PLAIN.substring(2), 0)))
                .isFalse();
        assertThat(Ipv4Datagram.isWellFormed(packet("44" + PLAIN.substring(2), 0)))
                .isFalse();
        assertThat(Ipv4Datagram.isWellFormed(packet("45c00013" + PLAIN.substring(8), 0)))
                .isFalse();
        assertThat(Ipv4Datagram.isWellFormed(packet("45c00019" + PLAIN.substring(8), 0)))
                .isFalse();
        assertThat(Ipv4Datagram.isWellFormed(packet("4fc00018" + PLAIN.substring(8), 0)))
                .isFalse();
    }

    @Test
    void everyTruncationIsNotWellFormed() {
        byte[] whole = HexFormat.of().parseHex(PLAIN);
        for (int length = 0; length < whole.length; length++) {
            assertThat(Ipv4Datagram.isWellFormed(ByteBuffer.wrap(whole, 0, length)))
                    .as("%s octets", length)
                    .isFalse();
        }
    }

    @Test
    void randomBytesNeverThrowAndPayloadStaysInside() {
        Random random = new Random(9568);
        for (int round = 0; round < 100_000; round++) {
            byte[] octets = new byte[random.nextInt(80)];
            random.nextBytes(octets);
            if (octets.length > 3 && random.nextBoolean()) {
                octets[0] = (byte) (0x40 | random.nextInt(16));
                octets[2] = 0;
            }
            ByteBuffer packet = ByteBuffer.wrap(octets);
            if (Ipv4Datagram.isWellFormed(packet)) {
                assertThat(Ipv4Datagram.payloadStart(packet)).isBetween(20, Ipv4Datagram.payloadEnd(packet));
                assertThat(Ipv4Datagram.payloadEnd(packet)).isLessThanOrEqualTo(octets.length);
            }
        }
    }

    /** The packet in the middle of a larger buffer, with other bytes in front of it and padding behind it. */
    private static ByteBuffer packet(String hex, int padding) {
        byte[] octets = HexFormat.of().parseHex(hex);
        byte[] room = new byte[5 + octets.length + padding + 7];
        Arrays.fill(room, (byte) 0xA5);
        System.arraycopy(octets, 0, room, 5, octets.length);
        return ByteBuffer.wrap(room).position(5).limit(5 + octets.length + padding);
    }

    private static String payload(ByteBuffer packet) {
        byte[] octets = new byte[Ipv4Datagram.payloadEnd(packet) - Ipv4Datagram.payloadStart(packet)];
        packet.get(Ipv4Datagram.payloadStart(packet), octets);
        return HexFormat.of().formatHex(octets);
    }
}
