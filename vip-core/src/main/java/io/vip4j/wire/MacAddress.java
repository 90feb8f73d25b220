/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Vrid;
import java.nio.ByteBuffer;

/**
 * A 48-bit hardware address of a station on an Ethernet link.
 *
 * @param bits the six octets as an unsigned 48-bit number, the first octet on the wire being the highest
 */
public record MacAddress(long bits) {

    /** Length in octets. */
    public static final int OCTETS = 6;

    /** The address of every station on the link, ff:ff:ff:ff:ff:ff. */
    public static final MacAddress BROADCAST = new MacAddress(0xFFFF_FFFF_FFFFL);

    /** Checks that there are no more than 48 bits. */
    public MacAddress {
        if (bits >>> 48 != 0) {
            throw new ConfigurationException("hardware address must have 48 bits: 0x" + Long.toHexString(bits));
        }
    }

    /**
     * The hardware address of a virtual router: 00:00:5e:00:01 for IPv4 or 00:00:5e:00:02 for IPv6, and the VRID (RFC 9568
     * 7.3).
     */
    public static MacAddress ofVirtualRouter(AddressFamily family, Vrid vrid) {
        return new MacAddress((family == AddressFamily.IPV4 ? 0x5E_0001_00L : 0x5E_0002_00L) | vrid.value());
    }

    /**
     * The hardware address that frames to a multicast group have: 01:00:5e and 23 bits of an IPv4 group (RFC 1112 6.4),
     * 33:33 and 32 bits of an IPv6 group (RFC 2464 7).
     *
     * @throws ConfigurationException if the address is not a group
     */
    public static MacAddress ofGroup(IpAddress group) {
        if (!group.isMulticast()) {
            throw new ConfigurationException("group must be a multicast address: " + group);
        }
        return group.family() == AddressFamily.IPV4
                ? new MacAddress(0x0100_5E00_0000L | (group.low() & 0x7F_FFFF))
                : new MacAddress(0x3333_0000_0000L | (group.low() & 0xFFFF_FFFFL));
    }

    /** Whether this is the address of a group or of everybody, and not of one station. */
    public boolean isGroup() {
        return ((bits >>> 40) & 1) != 0;
    }

    /**
     * Reads an address at an absolute position of a big-endian buffer; the position of the buffer stays.
     *
     * @throws IndexOutOfBoundsException if the buffer ends before the address does
     */
    public static MacAddress read(ByteBuffer buffer, int offset) {
        long high = Short.toUnsignedLong(buffer.getShort(offset));
        return new MacAddress(high << 32 | Integer.toUnsignedLong(buffer.getInt(offset + 2)));
    }

    /** Writes the address at an absolute position of a big-endian buffer; the position of the buffer stays. */
    public void write(ByteBuffer buffer, int offset) {
        buffer.putShort(offset, (short) (bits >>> 32));
        buffer.putInt(offset + 2, (int) bits);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(17);
        for (int shift = 40; shift >= 0; shift -= 8) {
            int octet = (int) (bits >>> shift) & 0xFF;
            text.append(Character.forDigit(octet >> 4, 16)).append(Character.forDigit(octet & 15, 16));
            if (shift > 0) {
                text.append(':');
            }
        }
        return text.toString();
    }
}
