/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Literals, text, bytes and order of addresses. */
final class IpAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"0.0.0.0", "192.0.2.1", "255.255.255.255", "10.0.0.200", "::", "::1", "2001:db8::1", "fe80::c8"})
    void canonicalTextIsReadAndWrittenUnchanged(String text) {
        assertThat(IpAddress.parse(text)).hasToString(text);
    }

    /** RFC 5952 section 4, each rule once. */
    @ParameterizedTest
    @CsvSource({
        "2001:0DB8:0000:0000:0000:0000:0002:0001, 2001:db8::2:1", // 4.1 leading zeros, 4.3 lower case
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1", // 4.2.1 as short as possible
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1", // 4.2.2 one group is not shortened
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", // 4.2.3 the longest run
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1", // 4.2.3 the first of equal runs
        "1:0:0:0:0:0:0:0, 1::",
        "0:0:0:0:0:0:0:1, ::1",
        "0:1:2:3:4:5:6:7, 0:1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:0, 1:2:3:4:5:6:7:0",
        "64:ff9b::192.0.2.1, 64:ff9b::c000:201"
    })
    void ipv6IsWrittenAsRfc5952Recommends(String text, String recommended) {
        assertThat(IpAddress.parse(text)).hasToString(recommended);
        assertThat(IpAddress.parse(recommended)).isEqualTo(IpAddress.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "localhost",
                "example.org",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "1.2.3.04",
                "256.1.1.1",
                "1.2.3.4 ",
                "1.2.3.4/24",
                "-1.2.3.4",
                "0x7f.0.0.1",
                "2130706433",
                "1.2.3.",
                "\u0661.2.3.4",
                ":",
                ":::",
                "1::2::3",
                "12345::",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "fe80::1%eth0",
                "[::1]",
                "::g",
                "host:80",
                // A mapped address names an IPv4 address, which has a text of its own.
                "::ffff:1.2.3.4",
                "::ffff:102:304",
                // Would be a host name to the JDK.
                ".:",
                ".1:2",
            })
    void whatIsNotALiteralIsRefused(String text) {
        assertThat(IpAddress.tryParse(text)).isEmpty();
        assertThatThrownBy(() -> IpAddress.parse(text))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("address must be an IPv4 or IPv6 literal: '" + text + "'");
    }

    /** SA7, 5/A11, 5/A12: unsigned, in network byte order. */
    @Test
    void addressesAreOrderedAsUnsignedNumbers() {
        List<IpAddress> ascending = List.of(
                IpAddress.parse("0.0.0.0"),
                IpAddress.parse("10.0.0.100"),
                IpAddress.parse("10.0.0.200"),
                IpAddress.parse("127.0.0.1"),
                IpAddress.parse("128.0.0.1"),
                IpAddress.parse("255.255.255.255"),
                IpAddress.parse("::"),
                IpAddress.parse("::7fff:ffff:ffff:ffff"),
                IpAddress.parse("::8000:0:0:0"),
                IpAddress.parse("7fff::"),
                IpAddress.parse("8000::"),
                IpAddress.parse("fe80::ffff"),
                IpAddress.parse("fe80::1:0:0:0"),
                IpAddress.parse("ffff::"));
        for (int i = 0; i < ascending.size(); i++) {
            for (int j = 0; j < ascending.size(); j++) {
                assertThat(Integer.signum(ascending.get(i).compareTo(ascending.get(j))))
                        .as("%s against %s", ascending.get(i), ascending.get(j))
                        .isEqualTo(Integer.compare(i, j));
            }
        }
    }

    @Test
    void textAndBytesOfRandomAddressesComeBack() {
        long seed = 9568;
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 10_000; i++) {
            byte[] octets = new byte[i % 2 == 0 ? 4 : 16];
            random.nextBytes(octets);
            if (i % 3 == 0) {
                Arrays.fill(octets, octets.length / 4, octets.length / 2, (byte) 0);
            }
            IpAddress address = IpAddress.ofOctets(octets);
            assertThat(address.octets()).as("seed %d", seed).isEqualTo(octets);
            assertThat(IpAddress.parse(address.toString())).as("seed %d", seed).isEqualTo(address);
        }
    }

    @Test
    void readsAndWritesAtAnAbsolutePosition() {
        for (String text : List.of("192.0.2.1", "2001:db8::1")) {
            IpAddress address = IpAddress.parse(text);
            ByteBuffer buffer = ByteBuffer.allocate(24);
            Arrays.fill(buffer.array(), (byte) 0xA5);
            buffer.position(1);
            address.write(buffer, 3);
            assertThat(buffer.position()).isEqualTo(1);
            assertThat(IpAddress.read(address.family(), buffer, 3)).isEqualTo(address);
            assertThat(buffer.get(2)).isEqualTo((byte) 0xA5);
            assertThat(buffer.get(3 + address.family().octets())).isEqualTo((byte) 0xA5);
        }
    }

    @Test
    void octetsOfAnotherLengthAreRefused() {
        assertThatThrownBy(() -> IpAddress.ofOctets(new byte[5]))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("address must have 4 or 16 octets: 5");
        assertThatThrownBy(() -> new IpAddress(AddressFamily.IPV4, 0, 1L << 32))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("IPv4 address must have 32 bits: 0, 4294967296");
        assertThatThrownBy(() -> new IpAddress(AddressFamily.IPV4, 1, 0)).isInstanceOf(ConfigurationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "223.255.255.255, false, false, false, false",
        "224.0.0.0, true, false, false, false",
        "239.255.255.255, true, false, false, false",
        "240.0.0.0, false, false, false, false",
        "169.253.255.255, false, false, false, false",
        "169.254.0.0, false, true, false, false",
        "127.0.0.0, false, false, true, false",
        "127.255.255.255, false, false, true, false",
        "128.0.0.0, false, false, false, false",
        "0.0.0.0, false, false, false, true",
        "0.0.0.1, false, false, false, false",
        "ff02::12, true, false, false, false",
        "feff::, false, false, false, false",
        "fe80::, false, true, false, false",
        "febf:ffff::1, false, true, false, false",
        "fec0::, false, false, false, false",
        "fe7f::, false, false, false, false",
        "::1, false, false, true, false",
        "::2, false, false, false, false",
        "1::1, false, false, false, false",
        "::, false, false, false, true"
    })
    void kindsOfAddress(String text, boolean multicast, boolean linkLocal, boolean loopback, boolean unspecified) {
        IpAddress address = IpAddress.parse(text);
        assertThat(address.isMulticast()).isEqualTo(multicast);
        assertThat(address.isLinkLocal()).isEqualTo(linkLocal);
        assertThat(address.isLoopback()).isEqualTo(loopback);
        assertThat(address.isUnspecified()).isEqualTo(unspecified);
    }

    /** H2, H6. */
    @Test
    void groupsOfVrrp() {
        assertThat(AddressFamily.IPV4.vrrpGroup()).isEqualTo(IpAddress.parse("224.0.0.18"));
        assertThat(AddressFamily.IPV6.vrrpGroup()).isEqualTo(IpAddress.parse("ff02::12"));
    }
}
