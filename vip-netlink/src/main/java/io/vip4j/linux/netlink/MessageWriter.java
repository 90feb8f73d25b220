/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Appends netlink messages to a buffer, from index 0. Every octet is written, padding as zero. */
final class MessageWriter {

    private final ByteBuffer buffer;
    private int end;
    private int messageStart;

    /** @param buffer in the order of the processor */
    MessageWriter(ByteBuffer buffer) {
        this.buffer = buffer;
    }

    /** Forgets all messages. */
    void clear() {
        end = 0;
    }

    /** Octets of all messages. */
    int length() {
        return end;
    }

    /** Octets that are left. */
    int room() {
        return buffer.capacity() - end;
    }

    void begin(int type, int flags, int sequence) {
        messageStart = end;
        putInt(0);
        putShort(type);
        putShort(flags);
        putInt(sequence);
        putInt(0);
    }

    /** Adds flags to the message that was begun last. */
    void addFlags(int flags) {
        buffer.putShort(messageStart + 6, (short) (buffer.getShort(messageStart + 6) | flags));
    }

    void end() {
        buffer.putInt(messageStart, end - messageStart);
    }

    void putByte(int value) {
        buffer.put(end, (byte) value);
        end += 1;
    }

    void putShort(int value) {
        buffer.putShort(end, (short) value);
        end += 2;
    }

    void putInt(int value) {
        buffer.putInt(end, value);
        end += 4;
    }

    void attribute(int type, byte[] value) {
        putShort(4 + value.length);
        putShort(type);
        buffer.put(end, value);
        end += value.length;
        while ((end & 3) != 0) {
            putByte(0);
        }
    }

    void attribute(int type, IpAddress address) {
        attribute(type, address.octets());
    }

    void attribute(int type, int value) {
        putShort(8);
        putShort(type);
        putInt(value);
    }

    /** An integer as netfilter writes it: in network order, whatever the processor. */
    void networkOrderAttribute(int type, int value) {
        attribute(type, ByteBuffer.allocate(4).putInt(value).array());
    }

    /** As {@link #networkOrderAttribute(int, int)}, of eight octets. */
    void networkOrderAttribute(int type, long value) {
        attribute(type, ByteBuffer.allocate(8).putLong(value).array());
    }

    void byteAttribute(int type, int value) {
        attribute(type, new byte[] {(byte) value});
    }

    void textAttribute(int type, String value) {
        attribute(type, (value + '\0').getBytes(StandardCharsets.UTF_8));
    }

    /** Opens an attribute that holds attributes. */
    int beginNested(int type) {
        int start = end;
        putShort(0);
        putShort(type);
        return start;
    }

    /** @param start what {@link #beginNested} gave */
    void endNested(int start) {
        buffer.putShort(start, (short) (end - start));
    }
}
