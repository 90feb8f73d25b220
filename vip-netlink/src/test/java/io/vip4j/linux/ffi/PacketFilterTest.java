/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.linux.ffi.PacketFilter.Start;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which packets a filter by VRIDs lets through, by running its instructions. */
class PacketFilterTest {

    private static final int VRID_AT = 1;

    /** An advertisement of version 3 with one IPv4 address, all but its VRID. */
    private static byte[] message(int vrid) {
        return new byte[] {0x31, (byte) vrid, 100, 1, 0, 100, 0, 0, (byte) 198, 51, 100, 10};
    }

    /** As a raw IPv4 socket is given it: with the header, whose options are full of a VRID that means nothing. */
    private static byte[] behindIpv4Header(int words, byte[] message) {
        byte[] packet = new byte[4 * words + message.length];
        Arrays.fill(packet, 0, 4 * words, (byte) 10);
        packet[0] = (byte) (0x40 | words);
        System.arraycopy(message, 0, packet, 4 * words, message.length);
        return packet;
    }

    private static PacketProgram among(Start start, Integer... vrids) {
        return new PacketProgram(PacketFilter.octetAmong(start, VRID_AT, new TreeSet<>(List.of(vrids))));
    }

    private static List<Integer> accepted(PacketProgram program, int headerWords) {
        return IntStream.rangeClosed(0, 255)
                .filter(vrid -> program.accepts(
                        headerWords == 0 ? message(vrid) : behindIpv4Header(headerWords, message(vrid))))
                .boxed()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {5, 6, 10, 15}) // RFC 791 3.1: with and without options.
    void vridIsFoundBehindAnIpv4HeaderOfAnyLength(int words) {
        assertThat(accepted(among(Start.IPV4_PAYLOAD, 10, 20, 255), words)).containsExactly(10, 20, 255);
        assertThat(accepted(among(Start.IPV4_PAYLOAD, 20), words)).containsExactly(20);
    }

    @Test
    void ipv6ComesWithoutAHeader() { // RFC 3542 3
        assertThat(accepted(among(Start.PACKET, 1, 128, 254), 0)).containsExactly(1, 128, 254);
    }

    @Test
    void everyVridCanBeWanted() {
        SortedSet<Integer> all =
                new TreeSet<>(IntStream.rangeClosed(1, 255).boxed().toList());
        PacketProgram program = new PacketProgram(PacketFilter.octetAmong(Start.PACKET, VRID_AT, all));

        assertThat(accepted(program, 0)).containsExactlyElementsOf(all);
    }

    @Test
    void withoutAnyNothingPasses() {
        assertThat(accepted(among(Start.PACKET), 0)).isEmpty();
        assertThat(accepted(among(Start.IPV4_PAYLOAD), 5)).isEmpty();
    }

    @Test
    void packetThatEndsBeforeItsVridIsDropped() {
        PacketProgram ipv4 = among(Start.IPV4_PAYLOAD, 0, 10);
        assertThat(ipv4.accepts(new byte[0])).isFalse();
        assertThat(ipv4.accepts(behindIpv4Header(5, new byte[0]))).isFalse();
        assertThat(ipv4.accepts(behindIpv4Header(5, new byte[] {0x31}))).isFalse();
        assertThat(ipv4.accepts(behindIpv4Header(5, new byte[] {0x31, 10}))).isTrue();
        PacketProgram ipv6 = among(Start.PACKET, 0, 10);
        assertThat(ipv6.accepts(new byte[0])).isFalse();
        assertThat(ipv6.accepts(new byte[] {0x31})).isFalse();
        assertThat(ipv6.accepts(new byte[] {0x31, 10})).isTrue();
    }

    @Test
    void whatPassesIsNotCut() {
        byte[] longest = new byte[65_535];
        longest[1] = 10;
        assertThat(among(Start.PACKET, 10).accepted(longest)).isGreaterThanOrEqualTo(longest.length);
    }

    @Test
    void programIsAsLongAsItsValues() {
        assertThat(among(Start.PACKET, 10, 20).length()).isEqualTo(6);
    }
}
