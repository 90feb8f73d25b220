/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.ffi;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;

/**
 * A program in the kernel that decides which packets a socket receives (classic BPF, socket(7) SO_ATTACH_FILTER). What
 * it drops wakes nobody. It accepts a packet for which every condition holds, or one that has one of several values in
 * one place; and what lies outside of the packet makes it drop it.
 *
 * <pre>
 * for each condition    load the field, compare, jump to the last instruction if it does not hold
 * then                  accept so many octets
 * last                  drop
 *
 * first                 find the start, load the octet
 * for each value        compare, jump to the last instruction if it is this one
 * then                  drop
 * last                  accept
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
    private static final int LOAD_OCTET_FROM_START = 0x50;
    private static final int START_AT = 0x01;
    private static final int START_BEHIND_IPV4_HEADER = 0xb1;

    /** Longer than any packet. */
    private static final int WHOLE_PACKET = 1 << 18;

    /** SKF_AD_OFF + SKF_AD_PKTTYPE, where the kernel shows how the packet was addressed. */
    private static final int PACKET_TYPE = -0x1000 + 4;

    private static final int PACKET_OTHERHOST = 3;
    private static final int INSTRUCTION_OCTETS = 8;
    private static final int PROGRAM_OCTETS = 16;
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int SO_DETACH_FILTER = 27;

    private final NativeMemory instructions;
    private final NativeMemory program = new NativeMemory(PROGRAM_OCTETS);

    private record Instruction(int code, int onTrue, int onFalse, int operand) {
        Instruction(int code, int operand) {
            this(code, 0, 0, operand);
        }
    }

    /** From where an offset counts. */
    public enum Start {
        /** The first octet that the socket is given. */
        PACKET,
        /** What follows the IPv4 header, which the socket is given as well and whose length may vary. */
        IPV4_PAYLOAD
    }

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
        this(all(acceptedOctets, conditions));
    }

    private PacketFilter(List<Instruction> code) {
        this.instructions = new NativeMemory(code.size() * INSTRUCTION_OCTETS);
        ByteBuffer memory = instructions.nativeOrder();
        for (int i = 0; i < code.size(); i++) {
            int at = i * INSTRUCTION_OCTETS;
            memory.putShort(at, (short) code.get(i).code);
            memory.put(at + 2, (byte) code.get(i).onTrue);
            memory.put(at + 3, (byte) code.get(i).onFalse);
            memory.putInt(at + 4, code.get(i).operand);
        }
        program.nativeOrder().putShort(0, (short) code.size());
        program.nativeOrder().putLong(8, instructions.address());
    }

    private static List<Instruction> all(int acceptedOctets, List<Condition> conditions) {
        List<Instruction> code = new ArrayList<>();
        int drop = 2 * conditions.size() + 1;
        for (Condition condition : conditions) {
            code.add(new Instruction(condition.load, condition.offset));
            int away = drop - (code.size() + 1); // Jumps count from the instruction that follows.
            code.add(new Instruction(
                    condition.jump, condition.expected ? 0 : away, condition.expected ? away : 0, condition.value));
        }
        code.add(new Instruction(RETURN, acceptedOctets));
        code.add(new Instruction(RETURN, 0));
        return code;
    }

    /**
     * Accepts packets that have one of several values in one place.
     *
     * @param start from where the offset counts
     * @param values 0..255, at most 255 of them; with none nothing is accepted
     */
    public static PacketFilter octetAmong(Start start, int offset, SortedSet<Integer> values) {
        List<Instruction> code = new ArrayList<>();
        code.add(new Instruction(start == Start.PACKET ? START_AT : START_BEHIND_IPV4_HEADER, 0));
        code.add(new Instruction(LOAD_OCTET_FROM_START, offset));
        int away = values.size();
        for (int value : values) {
            code.add(new Instruction(JUMP_EQUAL, away--, 0, value)); // 255 at most, which is what a jump can span.
        }
        code.add(new Instruction(RETURN, 0));
        code.add(new Instruction(RETURN, WHOLE_PACKET));
        return new PacketFilter(code);
    }

    /** The instructions, 8 octets each: code, jumps, operand. */
    ByteBuffer instructions() {
        return instructions.nativeOrder().duplicate().order(ByteOrder.nativeOrder());
    }

    /**
     * Makes the socket receive what this accepts, in place of an earlier filter. What waits in the socket stays there.
     *
     * @throws SystemCallException if the kernel refuses
     */
    public void attach(NativeSocket socket) {
        try {
            socket.setOption("SO_ATTACH_FILTER", SOL_SOCKET, SO_ATTACH_FILTER, program);
        } finally {
            Reference.reachabilityFence(this); // The program points to the instructions.
        }
    }

    /**
     * Makes the socket, which has a filter, receive everything.
     *
     * @throws SystemCallException if it has none
     */
    public static void detach(NativeSocket socket) {
        socket.setOption("SO_DETACH_FILTER", SOL_SOCKET, SO_DETACH_FILTER, 0);
    }
}
