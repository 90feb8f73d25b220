/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;

/** The 16-bit one's complement sum of RFC 1071, and the pseudo-headers under it. */
final class InternetChecksum {

    private InternetChecksum() {}

    /** The sum over the octets from offset on, unfolded; an odd last octet counts as the high half of a word. */
    static long sum(ByteBuffer buffer, int offset, int length) {
        long sum = 0;
        int end = offset + length;
        int at = offset;
        for (; at + 1 < end; at += 2) {
            sum += buffer.getShort(at) & 0xFFFF;
        }
        return at < end ? sum + ((buffer.get(at) & 0xFF) << 8) : sum;
    }

    /**
     * The sum of a pseudo-header: source, destination, protocol and length. IPv4 has 8 zero bits and 16 bits of
     * length (RFC 793 3.1), IPv6 32 bits of length and 24 zero bits (RFC 8200 8.1); the sums have the same terms.
     */
    static long pseudoHeaderSum(IpAddress source, IpAddress destination, int protocol, int length) {
        return addressSum(source) + addressSum(destination) + protocol + length;
    }

    /** Folds a sum into the value of the checksum field. */
    static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xFFFF) + (folded >>> 16);
        }
        return (int) (~folded & 0xFFFF);
    }

    private static long addressSum(IpAddress address) {
        return address.family() == AddressFamily.IPV4
                ? words(address.low())
                : words(address.high()) + words(address.low());
    }

    private static long words(long bits) {
        return (bits >>> 48) + ((bits >>> 32) & 0xFFFF) + ((bits >>> 16) & 0xFFFF) + (bits & 0xFFFF);
    }
}
