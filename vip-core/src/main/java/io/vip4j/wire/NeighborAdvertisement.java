/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a neighbour advertisement says (RFC 4861 4.4), and the unsolicited one with which a router that became Active
 * tells the link where an IPv6 address lives (RFC 9568 6.4.1).
 *
 * @param target the address it is about
 * @param station where that address lives: the option if there is one, else the sender of the frame
 */
public record NeighborAdvertisement(IpAddress target, MacAddress station) {

    /** Length of an encoded frame in octets, without the checksum of the link layer. */
    public static final int OCTETS = NeighborDiscoveryFrame.OCTETS;

    /** The Ethernet type of IPv6. */
    public static final int ETHER_TYPE = NeighborDiscoveryFrame.ETHER_TYPE;

    private static final int TYPE = 136;
    private static final int ROUTER = 1 << 31;
    private static final int SOLICITED = 1 << 30;
    private static final int OVERRIDE = 1 << 29;
    private static final int OPTION_TARGET_LINK_LAYER_ADDRESS = 2;
    private static final int MIN_ICMP_OCTETS = 24;
    private static final IpAddress ALL_NODES = new IpAddress(AddressFamily.IPV6, 0xFF02L << 48, 1);

    /**
     * Writes an unsolicited advertisement from the address itself to all nodes, with the override flag set and the
     * solicited flag clear, at absolute positions from {@code offset}; every octet of the frame is written. The position
     * of the buffer stays.
     *
     * @param frame a big-endian buffer with room for {@value #OCTETS} octets
     * @param station the hardware address to announce
     * @param address the IPv6 address to announce
     * @param router the router flag: whether this host forwards IPv6 packets
     * @throws ConfigurationException if the address is not IPv6
     * @throws IndexOutOfBoundsException if the buffer is too short
     */
    public static void encodeUnsolicited(
            ByteBuffer frame, int offset, MacAddress station, IpAddress address, boolean router) {
        NeighborDiscoveryFrame.encode(
                frame,
                offset,
                TYPE,
                router ? ROUTER | OVERRIDE : OVERRIDE,
                station,
                address,
                ALL_NODES,
                address,
                OPTION_TARGET_LINK_LAYER_ADDRESS);
    }

    /**
     * Reads a frame from position to limit with the checks of RFC 4861 7.1.2; position and limit stay. Never throws.
     *
     * @param frame big-endian, from the Ethernet header on; padding may follow
     * @return empty unless it is a valid neighbour advertisement without IPv6 extension headers
     */
    public static Optional<NeighborAdvertisement> decode(ByteBuffer frame) {
        int start = frame.position();
        int icmpAt = start + NeighborDiscoveryFrame.ICMP_AT;
        if (frame.remaining() < NeighborDiscoveryFrame.ICMP_AT + MIN_ICMP_OCTETS
                || unsigned16(frame, start + 12) != ETHER_TYPE
                || (frame.get(start + NeighborDiscoveryFrame.IP_AT) & 0xF0) != 0x60
                || frame.get(start + NeighborDiscoveryFrame.NEXT_HEADER_AT) != NeighborDiscoveryFrame.ICMPV6
                || unsigned8(frame, start + NeighborDiscoveryFrame.HOP_LIMIT_AT) != NeighborDiscoveryFrame.HOP_LIMIT
                || unsigned16(frame, icmpAt) != TYPE << 8) {
            return Optional.empty();
        }
        int length = unsigned16(frame, start + NeighborDiscoveryFrame.PAYLOAD_LENGTH_AT);
        if (length < MIN_ICMP_OCTETS || length > frame.limit() - icmpAt) {
            return Optional.empty();
        }
        IpAddress source = IpAddress.read(AddressFamily.IPV6, frame, start + NeighborDiscoveryFrame.SOURCE_AT);
        IpAddress destination =
                IpAddress.read(AddressFamily.IPV6, frame, start + NeighborDiscoveryFrame.DESTINATION_AT);
        long sum = InternetChecksum.sum(frame, icmpAt, length)
                + InternetChecksum.pseudoHeaderSum(source, destination, NeighborDiscoveryFrame.ICMPV6, length);
        boolean solicited = (frame.getInt(start + NeighborDiscoveryFrame.FLAGS_AT) & SOLICITED) != 0;
        IpAddress target = IpAddress.read(AddressFamily.IPV6, frame, start + NeighborDiscoveryFrame.TARGET_AT);
        if (InternetChecksum.fold(sum) != 0 || target.isMulticast() || (solicited && destination.isMulticast())) {
            return Optional.empty();
        }
        MacAddress sender = MacAddress.read(frame, start + MacAddress.OCTETS);
        return station(frame, start + NeighborDiscoveryFrame.OPTIONS_AT, icmpAt + length, sender)
                .filter(station -> !station.isGroup())
                .map(station -> new NeighborAdvertisement(target, station));
    }

    /** The hardware address of the option, or that of the sender without one; empty if an option is malformed. */
    private static Optional<MacAddress> station(ByteBuffer frame, int from, int end, MacAddress sender) {
        MacAddress station = sender;
        int at = from;
        while (at < end) {
            int octets = end - at < 2 ? 0 : unsigned8(frame, at + 1) * 8;
            if (octets == 0 || octets > end - at) {
                return Optional.empty();
            }
            if (unsigned8(frame, at) == OPTION_TARGET_LINK_LAYER_ADDRESS) {
                station = MacAddress.read(frame, at + 2);
            }
            at += octets;
        }
        return Optional.of(station);
    }

    private static int unsigned8(ByteBuffer frame, int offset) {
        return frame.get(offset) & 0xFF;
    }

    private static int unsigned16(ByteBuffer frame, int offset) {
        return frame.getShort(offset) & 0xFFFF;
    }
}
