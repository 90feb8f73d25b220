/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import java.nio.ByteBuffer;

/**
 * A {@code struct msghdr} for one data buffer, with room for a socket address and control data, laid out by hand. Made
 * once and used for every message of a socket; not for two threads at a time.
 *
 * <pre>
 *  0 msg_name      8 msg_namelen   16 msg_iov     24 msg_iovlen   32 msg_control
 * 40 msg_controllen                48 msg_flags   56 iov_base     64 iov_len
 * 72 socket address (28 octets, the longest used is sockaddr_in6)  104 control data
 * </pre>
 */
public final class MessageHeader {

    /** Index of the socket address in {@link #nativeOrder} and {@link #networkOrder}. */
    public static final int NAME = 72;

    /** Index of the control data in {@link #nativeOrder} and {@link #networkOrder}. */
    public static final int CONTROL = 104;

    /** Index in {@link #nativeOrder} of the number of octets of control data that were received, a long. */
    public static final int CONTROL_LENGTH = 40;

    /** Octets of struct msghdr itself. */
    static final int HEADER_OCTETS = 56;

    private static final int NAME_LENGTH = 8;
    private static final int FLAGS = 48;
    private static final int MSG_TRUNC = 0x20;
    private static final int IOV_BASE = 56;
    private static final int IOV_LENGTH = 64;

    private final NativeMemory memory;
    private final NativeMemory data;
    private final int nameLength;
    private final int controlLength;

    /**
     * @param data what is sent or received
     * @param nameLength octets of the socket address, 0..28
     * @param controlLength octets of control data, 0 or more
     */
    public MessageHeader(NativeMemory data, int nameLength, int controlLength) {
        this.memory = new NativeMemory(CONTROL + Math.max(8, controlLength));
        this.data = data;
        this.nameLength = nameLength;
        this.controlLength = controlLength;
        ByteBuffer header = memory.nativeOrder();
        header.putLong(0, nameLength == 0 ? 0 : memory.address() + NAME);
        header.putLong(16, memory.address() + IOV_BASE);
        header.putLong(24, 1);
        header.putLong(32, controlLength == 0 ? 0 : memory.address() + CONTROL);
        header.putLong(IOV_BASE, data.address());
    }

    /** The header in the order of the processor. */
    public ByteBuffer nativeOrder() {
        return memory.nativeOrder();
    }

    /** The header in network byte order, for the fields of socket addresses that need it. */
    public ByteBuffer networkOrder() {
        return memory.networkOrder();
    }

    /** The data buffer. */
    public NativeMemory data() {
        return data;
    }

    /** Whether the message that was received is longer than its buffer, and has lost its end (MSG_TRUNC). */
    public boolean isCut() {
        return (memory.nativeOrder().getInt(FLAGS) & MSG_TRUNC) != 0;
    }

    /** Says which part of the data buffer is the message. */
    void place(int offset, int length) {
        memory.nativeOrder().putLong(IOV_BASE, data.address() + offset);
        memory.nativeOrder().putLong(IOV_LENGTH, length);
    }

    /** Sets the lengths that the kernel reads and, for a message that is received, overwrites. */
    long prepare(int dataLength) {
        ByteBuffer header = memory.nativeOrder();
        header.putInt(NAME_LENGTH, nameLength);
        header.putLong(CONTROL_LENGTH, controlLength);
        header.putInt(FLAGS, 0);
        header.putLong(IOV_LENGTH, dataLength);
        return memory.address();
    }
}
