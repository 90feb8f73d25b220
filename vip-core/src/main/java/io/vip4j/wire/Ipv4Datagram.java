/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;

/**
 * Reads the IPv4 header in front of a datagram from a raw socket (RFC 791 3.1). The methods work on a big-endian buffer
 * that holds the packet from position to limit and change neither. Ask {@link #isWellFormed} first; after a yes none of
 * the others throws, and the payload lies within the buffer.
 *
 * <p>There is no object for a datagram, so that reading one allocates nothing but its addresses.
 */
public final class Ipv4Datagram {

    /** Where the sender is in the header. */
    public static final int SOURCE_AT = 12;

    /** Where the destination is in the header. */
    public static final int DESTINATION_AT = 16;

    private static final int MIN_HEADER_OCTETS = 20;

    private Ipv4Datagram() {}

    /** Whether the buffer holds a version 4 header whose lengths fit each other and the buffer. Never throws. */
    public static boolean isWellFormed(ByteBuffer packet) {
        if (packet.remaining() < MIN_HEADER_OCTETS || (packet.get(packet.position()) & 0xF0) != 0x40) {
            return false;
        }
        int headerLength = headerLength(packet);
        int totalLength = totalLength(packet);
        return headerLength >= MIN_HEADER_OCTETS && totalLength >= headerLength && totalLength <= packet.remaining();
    }

    /** The sender. */
    public static IpAddress source(ByteBuffer packet) {
        return IpAddress.read(AddressFamily.IPV4, packet, packet.position() + SOURCE_AT);
    }

    /** Where it was sent to. */
    public static IpAddress destination(ByteBuffer packet) {
        return IpAddress.read(AddressFamily.IPV4, packet, packet.position() + DESTINATION_AT);
    }

    /** Time To Live, 0..255. */
    public static int timeToLive(ByteBuffer packet) {
        return packet.get(packet.position() + 8) & 0xFF;
    }

    /** Absolute index of the first octet after the header and its options. */
    public static int payloadStart(ByteBuffer packet) {
        return packet.position() + headerLength(packet);
    }

    /** Absolute index behind the last octet of the payload, by the total length; what follows is link padding. */
    public static int payloadEnd(ByteBuffer packet) {
        return packet.position() + totalLength(packet);
    }

    private static int headerLength(ByteBuffer packet) {
        return (packet.get(packet.position()) & 0x0F) * 4;
    }

    private static int totalLength(ByteBuffer packet) {
        return packet.getShort(packet.position() + 2) & 0xFFFF;
    }
}
