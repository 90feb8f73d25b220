/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

/**
 * Numbers of linux/netfilter.h, linux/netfilter/nfnetlink.h and linux/netfilter/nf_tables.h, and what every message has.
 * Integers of netfilter are in network order.
 */
final class NfTables {

    static final int NFT_MSG_NEWTABLE = message(0);
    static final int NFT_MSG_GETTABLE = message(1);
    static final int NFT_MSG_DELTABLE = message(2);
    static final int NFT_MSG_NEWCHAIN = message(3);
    static final int NFT_MSG_GETCHAIN = message(4);
    static final int NFT_MSG_NEWRULE = message(6);
    static final int NFT_MSG_GETRULE = message(7);
    static final int NFT_MSG_NEWSET = message(9);
    static final int NFT_MSG_NEWSETELEM = message(12);
    static final int NFT_MSG_GETSETELEM = message(13);
    static final int NFT_MSG_DELSETELEM = message(14);

    /** Of the header behind that of netlink. */
    static final int HEADER_OCTETS = 4;

    static final int NLM_F_APPEND = 0x800;

    /** Of an attribute: its value holds attributes. */
    static final int NLA_F_NESTED = 0x8000;

    static final int NFTA_LIST_ELEM = 1;
    static final int NFTA_TABLE_NAME = 1;
    static final int NFTA_DATA_VALUE = 1;

    static final int NFPROTO_UNSPEC = 0;
    static final int NFPROTO_INET = 1;
    static final int NFPROTO_IPV4 = 2;
    static final int NFPROTO_ARP = 3;
    static final int NFPROTO_IPV6 = 10;

    private static final int NFNL_SUBSYS_NFTABLES = 10;
    private static final int NFNL_MSG_BATCH_BEGIN = 0x10;
    private static final int NFNL_MSG_BATCH_END = 0x11;

    private NfTables() {}

    private static int message(int number) {
        return NFNL_SUBSYS_NFTABLES << 8 | number;
    }

    /** Opens a batch, of which the kernel does all or nothing. */
    static NetlinkRequest beginBatch() {
        return new NetlinkRequest(
                "NFNL_MSG_BATCH_BEGIN",
                NFNL_MSG_BATCH_BEGIN,
                Rtnetlink.NLM_F_REQUEST,
                writer -> header(writer, NFPROTO_UNSPEC, NFNL_SUBSYS_NFTABLES));
    }

    /** Closes it. */
    static NetlinkRequest endBatch() {
        return new NetlinkRequest(
                "NFNL_MSG_BATCH_END",
                NFNL_MSG_BATCH_END,
                Rtnetlink.NLM_F_REQUEST,
                writer -> header(writer, NFPROTO_UNSPEC, NFNL_SUBSYS_NFTABLES));
    }

    /** The header of a message about tables of a family. */
    static void header(MessageWriter writer, int family) {
        header(writer, family, 0);
    }

    private static void header(MessageWriter writer, int family, int subsystem) {
        writer.putByte(family);
        writer.putByte(0); // NFNETLINK_V0.
        writer.putByte(subsystem >>> 8);
        writer.putByte(subsystem);
    }

    /** The family that a message is about, if it has a header. */
    static int family(MessageReader message) {
        return message.buffer().get(message.bodyStart()) & 0xFF;
    }

    /** A list of things, each of which writes its own attributes. */
    static void element(MessageWriter writer, Runnable attributes) {
        nested(writer, NFTA_LIST_ELEM, attributes);
    }

    /** An attribute that holds attributes. */
    static void nested(MessageWriter writer, int type, Runnable attributes) {
        int start = writer.beginNested(type | NLA_F_NESTED);
        attributes.run();
        writer.endNested(start);
    }
}
