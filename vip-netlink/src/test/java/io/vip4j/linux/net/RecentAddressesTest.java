/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentAddressesTest {

    private static final int OFFSET = 3;

    private static IpAddress read(RecentAddresses recent, String address) {
        byte[] octets = IpAddress.parse(address).octets();
        return recent.read(ByteBuffer.allocate(OFFSET + octets.length).put(OFFSET, octets), OFFSET);
    }

    /** Addresses that share a place: by the same last four bits, by the same lower half, and by the same upper half. */
    @ParameterizedTest
    @CsvSource({
        "198.51.100.1, 198.51.100.17",
        "255.0.0.1, 0.0.0.1",
        "2001:db8::1, 2001:db8:0:1::1",
        "2001:db8::1, 2001:db8::11",
        "2001:db8::ffff:0:0:1, 2001:db8::1",
    })
    void addressIsTheOneThatWasReadWhateverWasReadBefore(String one, String other) {
        AddressFamily family = IpAddress.parse(one).family();
        RecentAddresses recent = new RecentAddresses(family);

        IpAddress first = read(recent, one);
        assertThat(first).isEqualTo(IpAddress.parse(one));
        assertThat(read(recent, one)).isSameAs(first);
        assertThat(read(recent, other)).isEqualTo(IpAddress.parse(other));
        assertThat(read(recent, one)).isEqualTo(first).isNotSameAs(first);
    }

    @ParameterizedTest
    @CsvSource({"198.51.100.1, 198.51.100.2", "2001:db8::1, 2001:db8::2"})
    void addressesWithPlacesOfTheirOwnAreBothKept(String one, String other) {
        RecentAddresses recent = new RecentAddresses(IpAddress.parse(one).family());

        IpAddress first = read(recent, one);
        IpAddress second = read(recent, other);
        assertThat(read(recent, one)).isSameAs(first);
        assertThat(read(recent, other)).isSameAs(second);
    }
}
