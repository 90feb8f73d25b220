/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Vrid;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

final class MacAddressTest {

    private static final MacAddress STATION = new MacAddress(0x02_11_22_33_44_55L);

    @Test
    void readsWhatItWrote() {
        ByteBuffer buffer = ByteBuffer.allocate(8);
        STATION.write(buffer, 1);

        assertThat(MacAddress.read(buffer, 1)).isEqualTo(STATION);
        assertThat(STATION).hasToString("02:11:22:33:44:55");
    }

    @Test
    void moreThan48BitsAreRefused() {
        assertThatThrownBy(() -> new MacAddress(1L << 48)).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void virtualRouterHasTheAddressOfItsFamilyAndVrid() { // X2, 5/G1, 5/G4
        assertThat(MacAddress.ofVirtualRouter(AddressFamily.IPV4, new Vrid(10))).hasToString("00:00:5e:00:01:0a");
        assertThat(MacAddress.ofVirtualRouter(AddressFamily.IPV6, new Vrid(255)))
                .hasToString("00:00:5e:00:02:ff");
    }

    @Test
    void groupsHaveTheAddressesOfTheirLastBits() { // 5/G4
        assertThat(MacAddress.ofGroup(AddressFamily.IPV4.vrrpGroup())).hasToString("01:00:5e:00:00:12");
        assertThat(MacAddress.ofGroup(IpAddress.parse("239.255.1.2"))).hasToString("01:00:5e:7f:01:02");
        assertThat(MacAddress.ofGroup(AddressFamily.IPV6.vrrpGroup())).hasToString("33:33:00:00:00:12");
        assertThat(MacAddress.ofGroup(IpAddress.parse("ff02::1:ffab:cdef"))).hasToString("33:33:ff:ab:cd:ef");
        assertThatThrownBy(() -> MacAddress.ofGroup(IpAddress.parse("192.0.2.1")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("192.0.2.1");
    }

    @Test
    void aGroupIsKnownByItsFirstOctet() {
        assertThat(STATION.isGroup()).isFalse();
        assertThat(MacAddress.BROADCAST.isGroup()).isTrue();
        assertThat(MacAddress.ofGroup(AddressFamily.IPV6.vrrpGroup()).isGroup()).isTrue();
    }
}
