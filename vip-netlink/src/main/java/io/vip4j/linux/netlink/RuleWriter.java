/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static io.vip4j.linux.netlink.NfTables.NFTA_DATA_VALUE;
import static io.vip4j.linux.netlink.NfTables.element;
import static io.vip4j.linux.netlink.NfTables.nested;

/**
 * Writes the expressions of one nftables rule, each of which must hold for the next one to be looked at. Values pass
 * from one to the next in registers.
 */
final class RuleWriter {

    /** Offsets count from the start of the IP or ARP header. */
    static final int NETWORK_HEADER = 1;

    /** Offsets count from the start of the header behind that of IP. */
    static final int TRANSPORT_HEADER = 2;

    static final int SOURCE = 1;
    static final int DESTINATION = 2;

    static final int DROP = 0;
    static final int ACCEPT = 1;

    private static final int NFTA_EXPR_NAME = 1;
    private static final int NFTA_EXPR_DATA = 2;

    private static final int NFTA_IMMEDIATE_DREG = 1;
    private static final int NFTA_IMMEDIATE_DATA = 2;
    private static final int NFTA_DATA_VERDICT = 2;
    private static final int NFTA_VERDICT_CODE = 1;

    private static final int NFTA_CMP_SREG = 1;
    private static final int NFTA_CMP_OP = 2;
    private static final int NFTA_CMP_DATA = 3;
    private static final int NFT_CMP_EQ = 0;

    private static final int NFTA_LOOKUP_SET = 1;
    private static final int NFTA_LOOKUP_SREG = 2;
    private static final int NFTA_LOOKUP_FLAGS = 5;
    private static final int NFT_LOOKUP_F_INV = 1;

    private static final int NFTA_PAYLOAD_DREG = 1;
    private static final int NFTA_PAYLOAD_BASE = 2;
    private static final int NFTA_PAYLOAD_OFFSET = 3;
    private static final int NFTA_PAYLOAD_LEN = 4;

    private static final int NFTA_META_DREG = 1;
    private static final int NFTA_META_KEY = 2;
    private static final int NFT_META_NFPROTO = 15;
    private static final int NFT_META_L4PROTO = 16;

    private static final int NFTA_FIB_DREG = 1;
    private static final int NFTA_FIB_RESULT = 2;
    private static final int NFTA_FIB_FLAGS = 3;
    private static final int NFT_FIB_RESULT_ADDRTYPE = 3;
    private static final int RTN_LOCAL = 2;

    private static final int NFT_REG_VERDICT = 0;

    /** The first of the registers of four octets; longer values go on in those behind it. */
    private static final int NFT_REG32_00 = 8;

    private final MessageWriter writer;

    RuleWriter(MessageWriter writer) {
        this.writer = writer;
    }

    /** Only packets of this family, where a table has two. */
    RuleWriter family(int family) {
        return meta(NFT_META_NFPROTO).equalTo((byte) family);
    }

    /** Only packets with this protocol above IP. */
    RuleWriter protocol(int protocol) {
        return meta(NFT_META_L4PROTO).equalTo((byte) protocol);
    }

    /** Only packets with these octets there. */
    RuleWriter octets(int base, int offset, byte... value) {
        return load(base, offset, value.length).equalTo(value);
    }

    /** Loads octets of the packet. */
    RuleWriter load(int base, int offset, int length) {
        return load(base, offset, length, NFT_REG32_00);
    }

    /** Loads four octets behind four that were loaded. */
    RuleWriter loadNext(int base, int offset) {
        return load(base, offset, 4, NFT_REG32_00 + 1);
    }

    /** Only if what was loaded is in the set. */
    RuleWriter in(String set) {
        return lookup(set, 0);
    }

    /** Only if what was loaded is not in the set. */
    RuleWriter notIn(String set) {
        return lookup(set, NFT_LOOKUP_F_INV);
    }

    /** Only if the source or destination is an address of this host, on whatever interface. */
    RuleWriter isOfThisHost(int whichAddress) {
        expression("fib", () -> {
            writer.networkOrderAttribute(NFTA_FIB_FLAGS, whichAddress);
            writer.networkOrderAttribute(NFTA_FIB_RESULT, NFT_FIB_RESULT_ADDRTYPE);
            writer.networkOrderAttribute(NFTA_FIB_DREG, NFT_REG32_00);
        });
        // The kind of address is a number of the kernel and in its order.
        return compare(() -> writer.attribute(NFTA_DATA_VALUE, RTN_LOCAL));
    }

    /** What becomes of the packet. */
    void verdict(int code) {
        expression("immediate", () -> {
            writer.networkOrderAttribute(NFTA_IMMEDIATE_DREG, NFT_REG_VERDICT);
            nested(
                    writer,
                    NFTA_IMMEDIATE_DATA,
                    () -> nested(
                            writer, NFTA_DATA_VERDICT, () -> writer.networkOrderAttribute(NFTA_VERDICT_CODE, code)));
        });
    }

    private RuleWriter meta(int key) {
        expression("meta", () -> {
            writer.networkOrderAttribute(NFTA_META_KEY, key);
            writer.networkOrderAttribute(NFTA_META_DREG, NFT_REG32_00);
        });
        return this;
    }

    private RuleWriter load(int base, int offset, int length, int register) {
        expression("payload", () -> {
            writer.networkOrderAttribute(NFTA_PAYLOAD_DREG, register);
            writer.networkOrderAttribute(NFTA_PAYLOAD_BASE, base);
            writer.networkOrderAttribute(NFTA_PAYLOAD_OFFSET, offset);
            writer.networkOrderAttribute(NFTA_PAYLOAD_LEN, length);
        });
        return this;
    }

    private RuleWriter lookup(String set, int flags) {
        expression("lookup", () -> {
            writer.textAttribute(NFTA_LOOKUP_SET, set);
            writer.networkOrderAttribute(NFTA_LOOKUP_SREG, NFT_REG32_00);
            if (flags != 0) {
                writer.networkOrderAttribute(NFTA_LOOKUP_FLAGS, flags);
            }
        });
        return this;
    }

    private RuleWriter equalTo(byte... value) {
        return compare(() -> writer.attribute(NFTA_DATA_VALUE, value));
    }

    private RuleWriter compare(Runnable value) {
        expression("cmp", () -> {
            writer.networkOrderAttribute(NFTA_CMP_SREG, NFT_REG32_00);
            writer.networkOrderAttribute(NFTA_CMP_OP, NFT_CMP_EQ);
            nested(writer, NFTA_CMP_DATA, value);
        });
        return this;
    }

    private void expression(String name, Runnable data) {
        element(writer, () -> {
            writer.textAttribute(NFTA_EXPR_NAME, name);
            nested(writer, NFTA_EXPR_DATA, data);
        });
    }
}
