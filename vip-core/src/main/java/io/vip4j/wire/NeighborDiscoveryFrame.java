/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;

/**
 * The part that neighbour solicitations and advertisements share: Ethernet, IPv6 and ICMPv6 headers around one target
 * and one option with a hardware address (RFC 4861 4.3, 4.4).
 *
 * <pre>
 *  0 Ethernet destination     6 Ethernet source      12 type 0x86DD
 * 14 version 6                18 payload length 32   20 next header 58   21 hop limit 255
 * 22 source                   38 destination
 * 54 type  55 code 0          56 checksum            58 flags
 * 62 target                   78 option type, 1 (times 8 octets)         80 hardware address
 * </pre>
 */
final class NeighborDiscoveryFrame {

    static final int OCTETS = 86;
    static final int ETHER_TYPE = 0x86DD;
    static final int ICMPV6 = 58;
    static final int HOP_LIMIT = 255; // RFC 4861 7.1: anything else has crossed a router.

    static final int IP_AT = 14;
    static final int PAYLOAD_LENGTH_AT = 18;
    static final int NEXT_HEADER_AT = 20;
    static final int HOP_LIMIT_AT = 21;
    static final int SOURCE_AT = 22;
    static final int DESTINATION_AT = 38;
    static final int ICMP_AT = 54;
    static final int FLAGS_AT = 58;
    static final int TARGET_AT = 62;
    static final int OPTIONS_AT = 78;

    private static final int ICMP_OCTETS = OCTETS - ICMP_AT;
    private static final int CHECKSUM_AT = 56;

    private NeighborDiscoveryFrame() {}

    /** Writes every octet of the frame at absolute positions from offset. */
    static void encode(
            ByteBuffer frame,
            int offset,
            int type,
            int flags,
            MacAddress station,
            IpAddress source,
            IpAddress destination,
            IpAddress target,
            int optionType) {
        requireIpv6(source);
        requireIpv6(target);
        MacAddress.ofGroup(destination).write(frame, offset);
        station.write(frame, offset + MacAddress.OCTETS);
        frame.putShort(offset + 12, (short) ETHER_TYPE);
        frame.putInt(offset + IP_AT, 6 << 28);
        frame.putShort(offset + PAYLOAD_LENGTH_AT, (short) ICMP_OCTETS);
        frame.put(offset + NEXT_HEADER_AT, (byte) ICMPV6);
        frame.put(offset + HOP_LIMIT_AT, (byte) HOP_LIMIT);
        source.write(frame, offset + SOURCE_AT);
        destination.write(frame, offset + DESTINATION_AT);
        frame.putShort(offset + ICMP_AT, (short) (type << 8));
        frame.putShort(offset + CHECKSUM_AT, (short) 0);
        frame.putInt(offset + FLAGS_AT, flags);
        target.write(frame, offset + TARGET_AT);
        frame.putShort(offset + OPTIONS_AT, (short) ((optionType << 8) | 1));
        station.write(frame, offset + OPTIONS_AT + 2);
        long sum = InternetChecksum.sum(frame, offset + ICMP_AT, ICMP_OCTETS)
                + InternetChecksum.pseudoHeaderSum(source, destination, ICMPV6, ICMP_OCTETS);
        frame.putShort(offset + CHECKSUM_AT, (short) InternetChecksum.fold(sum));
    }

    static void requireIpv6(IpAddress address) {
        if (address.family() != AddressFamily.IPV6) {
            throw new ConfigurationException("address in neighbour discovery must be IPv6: " + address);
        }
    }
}
