/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A program in the kernel that decides which packets a socket receives (classic BPF, socket(7) SO_ATTACH_FILTER). What
 * it drops wakes nobody. It accepts a packet for which every condition holds, and what lies outside of the packet makes
 * it drop it.
 *
 * <pre>
 * for each condition    load the field, compare, jump to the last instruction if it does not hold
 * then                  accept so many octets
 * last                  drop
 * </pre>
 */
public final class PacketFilter {

    /** Accepts nothing. */
    public static final PacketFilter DROP_ALL = new PacketFilter(0, List.of());

    private static final int LOAD = 0x20;
    private static final int LOAD_HALF = 0x28;
    private static final int LOAD_OCTET = 0x30;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_GREATER_OR_EQUAL = 0x35;
    private static final int RETURN = 0x06;

    /** SKF_AD_OFF + SKF_AD_PKTTYPE, where the kernel shows how the packet was addressed. */
    private static final int PACKET_TYPE = -0x1000 + 4;

    private static final int PACKET_OTHERHOST = 3;
    private static final int INSTRUCTION_OCTETS = 8;
    private static final int PROGRAM_OCTETS = 16;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;

    private final NativeMemory instructions;
    private final NativeMemory program = new NativeMemory(PROGRAM_OCTETS);

    /**
     * What must hold for a field of the packet.
     *
     * @param load the instruction that reads the field
     * @param offset where it is
     * @param jump the instruction that compares it
     * @param value what it is compared with, unsigned
     * @param expected whether the comparison must be true
     */
    public record Condition(int load, int offset, int jump, int value, boolean expected) {

        /** The packet was sent to this host, to all or to a group: not from this host, and not to somebody else. */
        public static Condition incoming() {
            return new Condition(LOAD_OCTET, PACKET_TYPE, JUMP_GREATER_OR_EQUAL, PACKET_OTHERHOST, false);
        }

        /** An octet has this value. */
        public static Condition octet(int offset, int value) {
            return new Condition(LOAD_OCTET, offset, JUMP_EQUAL, value, true);
        }

        /** Two octets are less than this. */
        public static Condition shortBelow(int offset, int limit) {
            return new Condition(LOAD_HALF, offset, JUMP_GREATER_OR_EQUAL, limit, false);
        }

        /** Four octets are not all zero. */
        public static Condition intNotZero(int offset) {
            return new Condition(LOAD, offset, JUMP_EQUAL, 0, false);
        }
    }

    /**
     * @param acceptedOctets how much of a packet is given to the socket at most
     * @param conditions at most 100
     */
    public PacketFilter(int acceptedOctets, List<Condition> conditions) {
        int drop = 2 * conditions.size() + 1;
        this.instructions = new NativeMemory((drop + 1) * INSTRUCTION_OCTETS);
        for (int i = 0; i < conditions.size(); i++) {
            Condition condition = conditions.get(i);
            // Jumps count from the instruction that follows.
            int away = drop - (2 * i + 2);
            write(2 * i, condition.load, 0, 0, condition.offset);
            write(
                    2 * i + 1,
                    condition.jump,
                    condition.expected ? 0 : away,
                    condition.expected ? away : 0,
                    condition.value);
        }
        write(drop - 1, RETURN, 0, 0, acceptedOctets);
        write(drop, RETURN, 0, 0, 0);
        program.nativeOrder().putShort(0, (short) (drop + 1));
        program.nativeOrder().putLong(8, instructions.address());
    }

    private void write(int index, int code, int onTrue, int onFalse, int operand) {
        ByteBuffer memory = instructions.nativeOrder();
        int at = index * INSTRUCTION_OCTETS;
        memory.putShort(at, (short) code);
        memory.put(at + 2, (byte) onTrue);
        memory.put(at + 3, (byte) onFalse);
        memory.putInt(at + 4, operand);
    }

    /**
     * Makes the socket receive what this accepts, in place of an earlier filter. What waits in the socket stays there.
     *
     * @throws SystemCallException if the kernel refuses
     */
    public void attach(NativeSocket socket) {
        socket.setOption("SO_ATTACH_FILTER", SOL_SOCKET, SO_ATTACH_FILTER, program);
    }
}
