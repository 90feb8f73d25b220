/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;

/**
 * The gratuitous ARP request with which a router that became Active tells the link where an IPv4 address lives (RFC
 * 9568 6.4.1; errata 7947 and 7949: the virtual IPv4 address is both sender and target).
 *
 * <pre>
 *  0 Ethernet destination ff:ff:ff:ff:ff:ff     6 Ethernet source     12 type 0x0806
 * 14 hardware type 1   16 protocol type 0x0800   18 lengths 6, 4      20 operation 1 (request)
 * 22 sender hardware   28 sender address         32 target hardware   38 target address
 * </pre>
 *
 * The target hardware address is not specified for a request. It is all ones here, as keepalived and FRR send it.
 */
public final class GratuitousArp {

    /** Length of the frame in octets, without padding and checksum, which the link layer adds. */
    public static final int FRAME_OCTETS = 42;

    /** The Ethernet type of ARP. */
    public static final int ETHER_TYPE = 0x0806;

    private static final int HARDWARE_ETHERNET = 1;
    private static final int PROTOCOL_IPV4 = 0x0800;
    private static final int OPERATION_REQUEST = 1;

    private GratuitousArp() {}

    /**
     * Writes the frame at absolute positions from {@code offset}; every octet of it is written. The position of the
     * buffer stays.
     *
     * @param frame a big-endian buffer with room for {@value #FRAME_OCTETS} octets
     * @param station the hardware address of the sending interface
     * @param address the IPv4 address to announce
     * @throws ConfigurationException if the address is not IPv4
     * @throws IndexOutOfBoundsException if the buffer is too short
     */
    public static void encode(ByteBuffer frame, int offset, MacAddress station, IpAddress address) {
        if (address.family() != AddressFamily.IPV4) {
            throw new ConfigurationException("gratuitous ARP must announce an IPv4 address: " + address);
        }
        MacAddress.BROADCAST.write(frame, offset);
        station.write(frame, offset + 6);
        frame.putShort(offset + 12, (short) ETHER_TYPE);
        frame.putShort(offset + 14, (short) HARDWARE_ETHERNET);
        frame.putShort(offset + 16, (short) PROTOCOL_IPV4);
        frame.put(offset + 18, (byte) MacAddress.OCTETS);
        frame.put(offset + 19, (byte) AddressFamily.IPV4.octets());
        frame.putShort(offset + 20, (short) OPERATION_REQUEST);
        station.write(frame, offset + 22);
        address.write(frame, offset + 28);
        MacAddress.BROADCAST.write(frame, offset + 32);
        address.write(frame, offset + 38);
    }
}
