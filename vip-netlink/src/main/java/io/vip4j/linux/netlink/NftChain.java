/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static io.vip4j.linux.netlink.NfTables.NFT_MSG_GETCHAIN;
import static io.vip4j.linux.netlink.NfTables.NFT_MSG_NEWCHAIN;
import static io.vip4j.linux.netlink.NfTables.header;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_DUMP;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_REQUEST;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A chain of nftables.
 *
 * @param place family, table and name
 * @param hook the number of the hook that leads to it; empty: other chains do
 * @param drops whether it drops what none of its rules decides about
 */
record NftChain(Place place, OptionalInt hook, boolean drops) {

    /** The hook for packets to this host, of the families ip, ip6 and inet. */
    static final int INPUT = 1;

    private static final int NFTA_CHAIN_TABLE = 1;
    private static final int NFTA_CHAIN_NAME = 3;
    private static final int NFTA_CHAIN_HOOK = 4;
    private static final int NFTA_CHAIN_POLICY = 5;
    private static final int NFTA_HOOK_HOOKNUM = 1;
    private static final int NF_DROP = 0;

    /** Where a chain is. */
    record Place(int family, String table, String chain) {

        /** Whether packets of a family (NFPROTO_IPV4 or NFPROTO_IPV6) come by. */
        boolean sees(int packetFamily) {
            return family == packetFamily || family == NfTables.NFPROTO_INET;
        }

        /** Another chain of the same table. */
        Place sibling(String name) {
            return new Place(family, table, name);
        }

        @Override
        public String toString() {
            String word = family == NfTables.NFPROTO_IPV4 ? "ip" : family == NfTables.NFPROTO_IPV6 ? "ip6" : "inet";
            return "chain " + chain + " of table " + word + " " + table;
        }
    }

    /** Asks for the chains of all families. */
    static NetlinkRequest dump() {
        return new NetlinkRequest(
                "NFT_MSG_GETCHAIN",
                NFT_MSG_GETCHAIN,
                NLM_F_REQUEST | NLM_F_DUMP,
                writer -> header(writer, NfTables.NFPROTO_UNSPEC));
    }

    /** Reads a chain; empty if the message is about something else or damaged. */
    static Optional<NftChain> decode(MessageReader message) {
        if (message.type() != NFT_MSG_NEWCHAIN || message.bodyLength() < NfTables.HEADER_OCTETS) {
            return Optional.empty();
        }
        String table = "";
        String name = "";
        OptionalInt hook = OptionalInt.empty();
        boolean drops = false;
        AttributeReader attributes = message.attributes(message.bodyStart() + NfTables.HEADER_OCTETS);
        while (attributes.next()) {
            switch (attributes.type()) {
                case NFTA_CHAIN_TABLE -> table = attributes.asText();
                case NFTA_CHAIN_NAME -> name = attributes.asText();
                case NFTA_CHAIN_HOOK -> hook = hookOf(attributes.nested());
                case NFTA_CHAIN_POLICY -> drops = attributes.asNetworkOrderInt() == NF_DROP;
                default -> {
                    // Of no interest.
                }
            }
        }
        return table.isEmpty() || name.isEmpty()
                ? Optional.empty()
                : Optional.of(new NftChain(new Place(NfTables.family(message), table, name), hook, drops));
    }

    private static OptionalInt hookOf(AttributeReader hook) {
        while (hook.next()) {
            if (hook.type() == NFTA_HOOK_HOOKNUM) {
                return OptionalInt.of(hook.asNetworkOrderInt());
            }
        }
        return OptionalInt.empty();
    }
}
