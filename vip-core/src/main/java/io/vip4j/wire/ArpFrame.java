/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What an ARP frame says (RFC 826), and the frames with which a router that became Active tells the link where an IPv4
 * address lives (RFC 9568 6.4.1).
 *
 * <pre>
 *  0 Ethernet destination             6 Ethernet source      12 type 0x0806
 * 14 hardware type 1   16 protocol type 0x0800   18 lengths 6, 4      20 operation: 1 request, 2 reply
 * 22 sender hardware   28 sender address         32 target hardware   38 target address
 * </pre>
 *
 * The target hardware address is not specified for a request. It is all ones in ours, as keepalived and FRR send it.
 * The encoders write every octet at absolute positions and leave the position of the buffer; they need a big-endian
 * buffer.
 *
 * @param operation 1 request, 2 reply
 * @param sender the station that the sender's address lives at
 * @param senderAddress the sender's address; 0.0.0.0 in a probe, which claims nothing (RFC 5227 1.1)
 * @param targetAddress whose station a request asks for
 */
public record ArpFrame(int operation, MacAddress sender, IpAddress senderAddress, IpAddress targetAddress) {

    /** Length of the frame in octets, without padding and checksum, which the link layer adds. */
    public static final int OCTETS = 42;

    /** The Ethernet type of ARP. */
    public static final int ETHER_TYPE = 0x0806;

    /** Operation: who has the target address? */
    public static final int REQUEST = 1;

    /** Operation: the sender has it. */
    public static final int REPLY = 2;

    private static final int HARDWARE_ETHERNET = 1;
    private static final int PROTOCOL_IPV4 = 0x0800;

    /**
     * Writes a gratuitous request: the virtual address is both sender and target (errata 7947 and 7949).
     *
     * @param station the hardware address to announce
     * @param address the IPv4 address to announce
     * @throws ConfigurationException if the address is not IPv4
     * @throws IndexOutOfBoundsException if the buffer is too short
     */
    public static void encodeGratuitousRequest(ByteBuffer frame, int offset, MacAddress station, IpAddress address) {
        encode(frame, offset, REQUEST, station, address, MacAddress.BROADCAST, address);
    }

    /**
     * Writes a gratuitous reply, for neighbours that take no note of requests (RFC 5944 4.6): the virtual address is both
     * sender and target, and so is the station.
     *
     * @param station the hardware address to announce
     * @param address the IPv4 address to announce
     * @throws ConfigurationException if the address is not IPv4
     * @throws IndexOutOfBoundsException if the buffer is too short
     */
    public static void encodeGratuitousReply(ByteBuffer frame, int offset, MacAddress station, IpAddress address) {
        encode(frame, offset, REPLY, station, address, station, address);
    }

    /**
     * Writes a request for the station of a neighbour. A host that is asked takes note of who asks (RFC 826).
     *
     * @param station the hardware address that the answer shall go to
     * @param asking the IPv4 address whose station the neighbour shall learn
     * @param neighbor the IPv4 address to ask for
     * @throws ConfigurationException if an address is not IPv4
     * @throws IndexOutOfBoundsException if the buffer is too short
     */
    public static void encodeRequest(
            ByteBuffer frame, int offset, MacAddress station, IpAddress asking, IpAddress neighbor) {
        encode(frame, offset, REQUEST, station, asking, MacAddress.BROADCAST, neighbor);
    }

    /**
     * Reads a frame from position to limit; neither changes. Never throws.
     *
     * @param frame big-endian, from the Ethernet header on; padding may follow
     * @return empty unless it is a complete request or reply about IPv4 on Ethernet from a single station
     */
    public static Optional<ArpFrame> decode(ByteBuffer frame) {
        int start = frame.position();
        if (frame.remaining() < OCTETS
                || unsigned16(frame, start + 12) != ETHER_TYPE
                || unsigned16(frame, start + 14) != HARDWARE_ETHERNET
                || unsigned16(frame, start + 16) != PROTOCOL_IPV4
                || frame.get(start + 18) != MacAddress.OCTETS
                || frame.get(start + 19) != AddressFamily.IPV4.octets()) {
            return Optional.empty();
        }
        int operation = unsigned16(frame, start + 20);
        MacAddress sender = MacAddress.read(frame, start + 22);
        // RFC 1812 3.3.2: nobody lives at a group address.
        if (operation < REQUEST || operation > REPLY || sender.isGroup()) {
            return Optional.empty();
        }
        return Optional.of(new ArpFrame(
                operation,
                sender,
                IpAddress.read(AddressFamily.IPV4, frame, start + 28),
                IpAddress.read(AddressFamily.IPV4, frame, start + 38)));
    }

    private static void encode(
            ByteBuffer frame,
            int offset,
            int operation,
            MacAddress station,
            IpAddress senderAddress,
            MacAddress targetStation,
            IpAddress targetAddress) {
        requireIpv4(senderAddress);
        requireIpv4(targetAddress);
        MacAddress.BROADCAST.write(frame, offset);
        station.write(frame, offset + 6);
        frame.putShort(offset + 12, (short) ETHER_TYPE);
        frame.putShort(offset + 14, (short) HARDWARE_ETHERNET);
        frame.putShort(offset + 16, (short) PROTOCOL_IPV4);
        frame.put(offset + 18, (byte) MacAddress.OCTETS);
        frame.put(offset + 19, (byte) AddressFamily.IPV4.octets());
        frame.putShort(offset + 20, (short) operation);
        station.write(frame, offset + 22);
        senderAddress.write(frame, offset + 28);
        targetStation.write(frame, offset + 32);
        targetAddress.write(frame, offset + 38);
    }

    private static void requireIpv4(IpAddress address) {
        if (address.family() != AddressFamily.IPV4) {
            throw new ConfigurationException("address in ARP must be IPv4: " + address);
        }
    }

    private static int unsigned16(ByteBuffer frame, int offset) {
        return frame.getShort(offset) & 0xFFFF;
    }
}
