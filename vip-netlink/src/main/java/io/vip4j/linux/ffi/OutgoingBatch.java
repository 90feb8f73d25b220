/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages that are sent by one system call: an array of {@code struct mmsghdr}, as {@link MessageBatch} has it, over one
 * buffer in which the messages lie one behind the other. Made once and used again and again without allocation; not for
 * two threads at a time.
 */
public final class OutgoingBatch {

    private final List<MessageHeader> headers = new ArrayList<>();
    private final NativeMemory data;
    private final NativeMemory vector;
    private int size;
    private int usedOctets;

    /**
     * @param messages how many it has room for, at least one
     * @param octets room for all of them together
     * @param nameLength octets of the socket address, 0..28
     * @param controlLength octets of control data, 0 or more
     */
    public OutgoingBatch(int messages, int octets, int nameLength, int controlLength) {
        this.data = new NativeMemory(octets);
        this.vector = new NativeMemory(messages * MessageBatch.ENTRY_OCTETS);
        for (int i = 0; i < messages; i++) {
            MessageHeader header = new MessageHeader(data, nameLength, controlLength);
            header.prepare(0);
            // The kernel changes nothing in what is sent, so this is done once.
            vector.nativeOrder()
                    .put(i * MessageBatch.ENTRY_OCTETS, header.nativeOrder(), 0, MessageHeader.HEADER_OCTETS);
            headers.add(header);
        }
    }

    /** Every header, also of those that are not in use, to fill in what never changes. */
    public List<MessageHeader> headers() {
        return headers;
    }

    /** Whether another message of this length can be added. */
    public boolean hasRoomFor(int octets) {
        return size < headers.size() && usedOctets + octets <= data.size();
    }

    /**
     * Adds a message that there is room for.
     *
     * @param message copied from position to limit; unchanged afterwards
     * @return its header, which has the address and control data of an earlier one
     */
    public MessageHeader add(ByteBuffer message) {
        MessageHeader header = headers.get(size++);
        data.nativeOrder().put(usedOctets, message, message.position(), message.remaining());
        header.place(usedOctets, message.remaining());
        usedOctets += message.remaining();
        return header;
    }

    /** How many messages are in it. */
    public int size() {
        return size;
    }

    /** Takes all of them out. */
    public void clear() {
        size = 0;
        usedOctets = 0;
    }

    /** Where the kernel finds a message and those behind it. */
    long address(int first) {
        return vector.address() + (long) first * MessageBatch.ENTRY_OCTETS;
    }
}
