/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Messages that are received by one system call: an array of {@code struct mmsghdr}, one for each header. Made once and
 * used again and again; not for two threads at a time.
 *
 * <pre>
 * 0 struct msghdr, as {@link MessageHeader} has it     56 msg_len     60 padding
 * </pre>
 */
public final class MessageBatch {

    /** Octets of struct mmsghdr. */
    static final int ENTRY_OCTETS = 64;

    private static final int MESSAGE_LENGTH = 56;

    private final List<MessageHeader> headers;
    private final NativeMemory vector;
    private int used;

    /**
     * @param headers what is received into, at least one; each has its own data buffer
     */
    public MessageBatch(List<MessageHeader> headers) {
        this.headers = List.copyOf(headers);
        this.vector = new NativeMemory(headers.size() * ENTRY_OCTETS);
        this.used = headers.size();
    }

    /** How many messages it has room for. */
    public int size() {
        return headers.size();
    }

    /** The header of a message, with its data. */
    public MessageHeader header(int index) {
        return headers.get(index);
    }

    /** The length of a message that was received. */
    public int length(int index) {
        return vector.nativeOrder().getInt(index * ENTRY_OCTETS + MESSAGE_LENGTH);
    }

    /** Sets what the kernel has overwritten when it received last. */
    long prepare() {
        ByteBuffer entries = vector.nativeOrder();
        for (int i = 0; i < used; i++) {
            headers.get(i).prepare(headers.get(i).data().size());
            entries.put(i * ENTRY_OCTETS, headers.get(i).nativeOrder(), 0, MessageHeader.HEADER_OCTETS);
        }
        used = 0;
        return vector.address();
    }

    /** Gives each header the lengths that the kernel has told. */
    void received(int count) {
        used = count;
        for (int i = 0; i < count; i++) {
            headers.get(i).nativeOrder().put(0, vector.nativeOrder(), i * ENTRY_OCTETS, MessageHeader.HEADER_OCTETS);
        }
    }
}
