/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static io.vip4j.linux.netlink.NfTables.NFTA_DATA_VALUE;
import static io.vip4j.linux.netlink.NfTables.NFT_MSG_GETSETELEM;
import static io.vip4j.linux.netlink.NfTables.NFT_MSG_NEWSETELEM;
import static io.vip4j.linux.netlink.NfTables.header;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_DUMP;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_REQUEST;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is in a set of nftables: single values, as far as it has no intervals. */
final class NftElements {

    private static final int NFTA_SET_ELEM_LIST_TABLE = 1;
    private static final int NFTA_SET_ELEM_LIST_SET = 2;
    private static final int NFTA_SET_ELEM_LIST_ELEMENTS = 3;
    private static final int NFTA_SET_ELEM_KEY = 1;
    private static final int NFTA_SET_ELEM_FLAGS = 3;
    private static final int NFTA_SET_ELEM_KEY_END = 10;
    private static final int NFT_SET_ELEM_INTERVAL_END = 1;

    private final List<byte[]> keys = new ArrayList<>();
    private boolean intervals;

    /** Asks for the elements of a set. */
    static NetlinkRequest dump(NftChain.Place anyChainOfTheTable, String set) {
        return new NetlinkRequest(
                "NFT_MSG_GETSETELEM " + anyChainOfTheTable.table() + " " + set,
                NFT_MSG_GETSETELEM,
                NLM_F_REQUEST | NLM_F_DUMP,
                writer -> {
                    header(writer, anyChainOfTheTable.family());
                    writer.textAttribute(NFTA_SET_ELEM_LIST_TABLE, anyChainOfTheTable.table());
                    writer.textAttribute(NFTA_SET_ELEM_LIST_SET, set);
                });
    }

    void clear() {
        keys.clear();
        intervals = false;
    }

    /** Adds what a message tells of; nothing if it is about something else. */
    void read(MessageReader message) {
        if (message.type() != NFT_MSG_NEWSETELEM || message.bodyLength() < NfTables.HEADER_OCTETS) {
            return;
        }
        AttributeReader attributes = message.attributes(message.bodyStart() + NfTables.HEADER_OCTETS);
        while (attributes.next()) {
            if (attributes.type() == NFTA_SET_ELEM_LIST_ELEMENTS) {
                AttributeReader list = attributes.nested();
                while (list.next()) {
                    element(list.nested());
                }
            }
        }
    }

    private void element(AttributeReader element) {
        while (element.next()) {
            if (element.type() == NFTA_SET_ELEM_KEY) {
                AttributeReader key = element.nested();
                if (key.next() && key.type() == NFTA_DATA_VALUE) {
                    keys.add(key.asBytes());
                }
            } else if (element.type() == NFTA_SET_ELEM_KEY_END
                    || (element.type() == NFTA_SET_ELEM_FLAGS
                            && (element.asNetworkOrderInt() & NFT_SET_ELEM_INTERVAL_END) != 0)) {
                intervals = true;
            }
        }
    }

    /** Its values; empty if it has intervals. */
    Optional<List<byte[]>> values() {
        return intervals ? Optional.empty() : Optional.of(keys);
    }
}
