/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import java.util.Arrays;
import java.util.Optional;

/** The registers of nftables while a rule is played through; what is not known about the packet is not known here. */
final class Registers {

    private static final int OCTETS = 64;
    private static final int FIRST_OF_FOUR = 8; // NFT_REG32_00; those below have 16 octets each, from number 1 on.

    private final byte[] values = new byte[OCTETS];
    private final boolean[] known = new boolean[OCTETS];

    private static int offset(int register) {
        return register >= FIRST_OF_FOUR ? 4 * (register - FIRST_OF_FOUR) : 16 * (register - 1);
    }

    void put(int register, byte[] value) {
        int from = offset(register);
        for (int i = 0; i < value.length && isOne(from + i); i++) {
            values[from + i] = value[i];
            known[from + i] = true;
        }
    }

    /** Nothing is known any more. */
    void forgetAll() {
        Arrays.fill(known, false);
    }

    /** The first octets of a register; empty if one of them is not known, or none is asked for. */
    Optional<byte[]> get(int register, int length) {
        int from = offset(register);
        if (length == 0) {
            return Optional.empty();
        }
        for (int i = 0; i < length; i++) {
            if (!isOne(from + i) || !known[from + i]) {
                return Optional.empty();
            }
        }
        return Optional.of(Arrays.copyOfRange(values, from, from + length));
    }

    private static boolean isOne(int index) {
        return index >= 0 && index < OCTETS;
    }
}
