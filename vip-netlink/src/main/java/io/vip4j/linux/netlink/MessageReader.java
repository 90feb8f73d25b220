/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import java.nio.ByteBuffer;

/** Walks over the messages of one datagram. Lengths that do not fit end the walk; nothing throws. */
public final class MessageReader {

    private static final int HEADER_OCTETS = 16;

    private final ByteBuffer buffer;
    private final int datagramEnd;
    private int start;
    private int next;

    /**
     * @param buffer in the order of the processor, the datagram from index 0
     * @param length of the datagram
     */
    public MessageReader(ByteBuffer buffer, int length) {
        this.buffer = buffer;
        this.datagramEnd = Math.min(length, buffer.capacity());
    }

    /** Moves to the next message; false if there is none. */
    public boolean next() {
        if (datagramEnd - next < HEADER_OCTETS) {
            return false;
        }
        int length = buffer.getInt(next);
        if (length < HEADER_OCTETS || length > datagramEnd - next) {
            return false;
        }
        start = next;
        next = (int) Math.min(datagramEnd, (start + (long) length + 3) & ~3L);
        return true;
    }

    /** Kind of message. */
    public int type() {
        return Short.toUnsignedInt(buffer.getShort(start + 4));
    }

    int flags() {
        return Short.toUnsignedInt(buffer.getShort(start + 6));
    }

    int sequence() {
        return buffer.getInt(start + 8);
    }

    ByteBuffer buffer() {
        return buffer;
    }

    /** Index of the first octet of the body. */
    int bodyStart() {
        return start + HEADER_OCTETS;
    }

    /** Index behind the last octet of the body. */
    int bodyEnd() {
        return start + buffer.getInt(start);
    }

    int bodyLength() {
        return bodyEnd() - bodyStart();
    }

    /** The attributes from an index of the body on. */
    AttributeReader attributes(int from) {
        return new AttributeReader(buffer, from, bodyEnd());
    }
}
