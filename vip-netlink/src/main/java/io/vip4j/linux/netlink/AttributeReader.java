/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Walks over the attributes of a message. Lengths that do not fit end the walk; nothing throws. */
final class AttributeReader {

    private static final int HEADER_OCTETS = 4;

    /** The two highest bits tell how the value is built, not what it is. */
    private static final int TYPE_MASK = 0x3FFF;

    private final ByteBuffer buffer;
    private final int end;
    private int start;
    private int next;

    AttributeReader(ByteBuffer buffer, int start, int end) {
        this.buffer = buffer;
        this.next = start;
        this.end = end;
    }

    boolean next() {
        if (end - next < HEADER_OCTETS) {
            return false;
        }
        int length = Short.toUnsignedInt(buffer.getShort(next));
        if (length < HEADER_OCTETS || length > end - next) {
            return false;
        }
        start = next;
        next = Math.min(end, (start + length + 3) & ~3);
        return true;
    }

    int type() {
        return buffer.getShort(start + 2) & TYPE_MASK;
    }

    int valueStart() {
        return start + HEADER_OCTETS;
    }

    int valueLength() {
        return Short.toUnsignedInt(buffer.getShort(start)) - HEADER_OCTETS;
    }

    /** The value as an unsigned octet; 0 if it is empty. */
    int asByte() {
        return valueLength() >= 1 ? buffer.get(valueStart()) & 0xFF : 0;
    }

    /** An integer within the value; 0 if the value is too short. */
    int asInt(int offset) {
        return valueLength() >= offset + 4 ? buffer.getInt(valueStart() + offset) : 0;
    }

    /** An integer in network order, as netfilter writes it; 0 if the value is too short. */
    int asNetworkOrderInt() {
        return networkOrderInt(0);
    }

    /** The lower half of an integer of eight octets in network order; 0 if the value is too short. */
    int asNetworkOrderLowInt() {
        return networkOrderInt(4);
    }

    /** The order of integers that are not in network order. */
    ByteOrder order() {
        return buffer.order();
    }

    private int networkOrderInt(int offset) {
        int value = asInt(offset);
        return buffer.order() == ByteOrder.BIG_ENDIAN ? value : Integer.reverseBytes(value);
    }

    /** The attributes within the value. */
    AttributeReader nested() {
        return new AttributeReader(buffer, valueStart(), valueStart() + valueLength());
    }

    byte[] asBytes() {
        byte[] octets = new byte[valueLength()];
        buffer.get(valueStart(), octets);
        return octets;
    }

    /** The value as text, up to the zero octet if there is one. */
    String asText() {
        byte[] octets = asBytes();
        int length = 0;
        while (length < octets.length && octets[length] != 0) {
            length++;
        }
        return new String(octets, 0, length, StandardCharsets.UTF_8);
    }

    /** Whether the value has the length of an address of either family. */
    boolean isAddress() {
        return valueLength() == 4 || valueLength() == 16;
    }

    IpAddress asAddress() {
        return IpAddress.ofOctets(asBytes());
    }
}
