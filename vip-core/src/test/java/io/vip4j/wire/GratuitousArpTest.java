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

class GratuitousArpTest {

    private static final MacAddress STATION = new MacAddress(0x02_11_22_33_44_55L);
    private static final IpAddress ADDRESS = IpAddress.parse("198.51.100.10");

    @Test
    void frameIsBroadcastRequestWithAddressAsSenderAndTarget() { // RFC 9568 6.4.1, errata 7947, 7949
        byte[] octets = new byte[50];
        Arrays.fill(octets, (byte) 0xA5);

        GratuitousArp.encode(ByteBuffer.wrap(octets), 4, STATION, ADDRESS);

        assertThat(HexFormat.of().formatHex(octets))
                .isEqualTo("a5a5a5a5"
                        + "ffffffffffff" + "021122334455" + "0806"
                        + "0001" + "0800" + "0604" + "0001"
                        + "021122334455" + "c633640a"
                        + "ffffffffffff" + "c633640a"
                        + "a5a5a5a5");
    }

    @Test
    void positionOfTheBufferStays() {
        ByteBuffer frame = ByteBuffer.allocate(64).position(3);

        GratuitousArp.encode(frame, 0, STATION, ADDRESS);

        assertThat(frame.position()).isEqualTo(3);
    }

    @Test
    void ipv6AddressIsRefused() {
        ByteBuffer frame = ByteBuffer.allocate(GratuitousArp.FRAME_OCTETS);

        assertThatThrownBy(() -> GratuitousArp.encode(frame, 0, STATION, IpAddress.parse("2001:db8::1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("2001:db8::1");
    }

    @Test
    void macAddressReadsWhatItWrote() {
        ByteBuffer buffer = ByteBuffer.allocate(8);
        STATION.write(buffer, 1);

        assertThat(MacAddress.read(buffer, 1)).isEqualTo(STATION);
        assertThat(STATION).hasToString("02:11:22:33:44:55");
    }

    @Test
    void macAddressOfMoreThan48BitsIsRefused() {
        assertThatThrownBy(() -> new MacAddress(1L << 48)).isInstanceOf(ConfigurationException.class);
    }
}
