/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import java.nio.ByteBuffer;

/** Runs the instructions of a filter as the kernel would: those of classic BPF that filters here consist of. */
final class PacketProgram {

    private static final int DROPPED = 0;

    private final ByteBuffer code;

    PacketProgram(PacketFilter filter) {
        this.code = filter.instructions();
    }

    /** How many instructions it has. */
    int length() {
        return code.capacity() / 8;
    }

    /** Whether a packet is given to the socket. */
    boolean accepts(byte[] packet) {
        return accepted(packet) != DROPPED;
    }

    /** How many octets of a packet are given to the socket at most; 0: it is dropped. */
    int accepted(byte[] packet) {
        int accumulator = 0;
        int index = 0;
        for (int at = 0; ; at++) {
            int operand = code.getInt(8 * at + 4);
            int instruction = code.getShort(8 * at);
            switch (instruction) {
                case 0x01 -> index = operand;
                case 0xb1 -> {
                    if (operand >= packet.length) {
                        return DROPPED;
                    }
                    index = 4 * (packet[operand] & 0x0F);
                }
                case 0x50 -> {
                    if (index + operand >= packet.length) {
                        return DROPPED;
                    }
                    accumulator = packet[index + operand] & 0xFF;
                }
                case 0x15 -> at += code.get(8 * at + (accumulator == operand ? 2 : 3)) & 0xFF;
                case 0x06 -> {
                    return operand;
                }
                default -> throw new AssertionError("instruction " + Integer.toHexString(instruction));
            }
        }
    }
}
