/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class ArpFrameTest {

    private static final MacAddress STATION = new MacAddress(0x02_11_22_33_44_55L);
    private static final IpAddress ADDRESS = IpAddress.parse("198.51.100.10");
    private static final IpAddress GATEWAY = IpAddress.parse("198.51.100.1");
    private static final IpAddress IPV6 = IpAddress.parse("2001:db8::1");

    @Test
    void gratuitousRequestIsBroadcastWithAddressAsSenderAndTarget() { // 5/G1, X15: errata 7947, 7949
        byte[] octets = filled(50);

        ArpFrame.encodeGratuitousRequest(ByteBuffer.wrap(octets), 4, STATION, ADDRESS);

        assertThat(HexFormat.of().formatHex(octets))
                .isEqualTo("a5a5a5a5"
                        + "ffffffffffff" + "021122334455" + "0806"
                        + "0001" + "0800" + "0604" + "0001"
                        + "021122334455" + "c633640a"
                        + "ffffffffffff" + "c633640a"
                        + "a5a5a5a5");
    }

    @Test
    void gratuitousReplyNamesTheStationTwice() { // RFC 5944 4.6
        byte[] octets = filled(ArpFrame.OCTETS);

        ArpFrame.encodeGratuitousReply(ByteBuffer.wrap(octets), 0, STATION, ADDRESS);

        assertThat(HexFormat.of().formatHex(octets))
                .isEqualTo("ffffffffffff" + "021122334455" + "0806"
                        + "0001" + "0800" + "0604" + "0002"
                        + "021122334455" + "c633640a"
                        + "021122334455" + "c633640a");
    }

    @Test
    void requestAsksForTheNeighborInTheNameOfTheAddress() {
        byte[] octets = filled(ArpFrame.OCTETS);

        ArpFrame.encodeRequest(ByteBuffer.wrap(octets), 0, STATION, ADDRESS, GATEWAY);

        assertThat(HexFormat.of().formatHex(octets))
                .isEqualTo("ffffffffffff" + "021122334455" + "0806"
                        + "0001" + "0800" + "0604" + "0001"
                        + "021122334455" + "c633640a"
                        + "ffffffffffff" + "c6336401");
    }

    @Test
    void positionOfTheBufferStays() {
        ByteBuffer frame = ByteBuffer.allocate(64).position(3);

        ArpFrame.encodeGratuitousRequest(frame, 0, STATION, ADDRESS);
        ArpFrame.decode(frame);

        assertThat(frame.position()).isEqualTo(3);
    }

    @Test
    void ipv6AddressIsRefused() {
        ByteBuffer frame = ByteBuffer.allocate(ArpFrame.OCTETS);

        assertThatThrownBy(() -> ArpFrame.encodeGratuitousRequest(frame, 0, STATION, IPV6))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("2001:db8::1");
        assertThatThrownBy(() -> ArpFrame.encodeRequest(frame, 0, STATION, ADDRESS, IPV6))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("2001:db8::1");
    }

    @Test
    void readsRequestsAndRepliesWithPadding() {
        ByteBuffer frame = ByteBuffer.allocate(2 + 60).position(2);

        ArpFrame.encodeRequest(frame, 2, STATION, ADDRESS, GATEWAY);
        assertThat(ArpFrame.decode(frame)).contains(new ArpFrame(ArpFrame.REQUEST, STATION, ADDRESS, GATEWAY));
        ArpFrame.encodeGratuitousReply(frame, 2, STATION, ADDRESS);
        assertThat(ArpFrame.decode(frame)).contains(new ArpFrame(ArpFrame.REPLY, STATION, ADDRESS, ADDRESS));
    }

    @Test
    void refusesWhatIsNotIpv4OnEthernetFromAStation() {
        assertThat(ArpFrame.decode(request().limit(ArpFrame.OCTETS - 1))).isEmpty();
        assertThat(ArpFrame.decode(ByteBuffer.allocate(0))).isEmpty();
        assertThat(ArpFrame.decode(request().put(13, (byte) 0))).as("IPv4").isEmpty();
        assertThat(ArpFrame.decode(request().put(15, (byte) 6)))
                .as("token ring")
                .isEmpty();
        assertThat(ArpFrame.decode(request().put(17, (byte) 1))).as("protocol").isEmpty();
        assertThat(ArpFrame.decode(request().put(18, (byte) 8))).as("length").isEmpty();
        assertThat(ArpFrame.decode(request().put(19, (byte) 16))).as("length").isEmpty();
        assertThat(ArpFrame.decode(request().put(21, (byte) 0)))
                .as("operation 0")
                .isEmpty();
        assertThat(ArpFrame.decode(request().put(21, (byte) 3)))
                .as("operation 3")
                .isEmpty();
        assertThat(ArpFrame.decode(request().put(22, (byte) 1))).as("group").isEmpty();
    }

    private static ByteBuffer request() {
        ByteBuffer frame = ByteBuffer.allocate(ArpFrame.OCTETS);
        ArpFrame.encodeRequest(frame, 0, STATION, ADDRESS, GATEWAY);
        return frame;
    }

    private static byte[] filled(int length) {
        byte[] octets = new byte[length];
        Arrays.fill(octets, (byte) 0xA5);
        return octets;
    }
}
