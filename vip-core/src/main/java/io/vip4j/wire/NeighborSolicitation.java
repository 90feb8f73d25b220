/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;

/**
 * Asks for the station of a neighbour (RFC 4861 4.3). The neighbour takes note of who asks: the option of the message
 * names its station (7.2.3).
 */
public final class NeighborSolicitation {

    /** Length of the frame in octets, without the checksum of the link layer. */
    public static final int OCTETS = NeighborDiscoveryFrame.OCTETS;

    private static final int TYPE = 135;
    private static final int NO_FLAGS = 0;
    private static final int OPTION_SOURCE_LINK_LAYER_ADDRESS = 1;

    private NeighborSolicitation() {}

    /**
     * Writes a solicitation to the solicited-node group of the neighbour at absolute positions from {@code offset}; every
     * octet of the frame is written. The position of the buffer stays.
     *
     * @param frame a big-endian buffer with room for {@value #OCTETS} octets
     * @param station the hardware address that the answer shall go to
     * @param asking the IPv6 address whose station the neighbour shall learn
     * @param neighbor the IPv6 address to ask for
     * @throws ConfigurationException if an address is not IPv6
     * @throws IndexOutOfBoundsException if the buffer is too short
     */
    public static void encode(ByteBuffer frame, int offset, MacAddress station, IpAddress asking, IpAddress neighbor) {
        NeighborDiscoveryFrame.encode(
                frame,
                offset,
                TYPE,
                NO_FLAGS,
                station,
                asking,
                solicitedNodeGroup(neighbor),
                neighbor,
                OPTION_SOURCE_LINK_LAYER_ADDRESS);
    }

    /**
     * The group that every node with the address listens to: ff02::1:ff and its last 24 bits (RFC 4291 2.7.1).
     *
     * @throws ConfigurationException if the address is not IPv6
     */
    public static IpAddress solicitedNodeGroup(IpAddress address) {
        NeighborDiscoveryFrame.requireIpv6(address);
        return new IpAddress(AddressFamily.IPV6, 0xFF02L << 48, 0x1_FF00_0000L | (address.low() & 0xFF_FFFF));
    }
}
