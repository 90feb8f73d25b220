/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static io.vip4j.linux.netlink.NfTables.NFT_MSG_GETRULE;
import static io.vip4j.linux.netlink.NfTables.NFT_MSG_NEWRULE;
import static io.vip4j.linux.netlink.NfTables.header;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_DUMP;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_REQUEST;

import java.util.List;
import java.util.Optional;

/**
 * A rule of nftables.
 *
 * @param handle the number by which the nft program knows it ({@code nft -a list ruleset})
 */
record NftRule(NftChain.Place place, int handle, List<NftExpression> expressions) {

    private static final int NFTA_RULE_TABLE = 1;
    private static final int NFTA_RULE_CHAIN = 2;
    private static final int NFTA_RULE_HANDLE = 3;
    private static final int NFTA_RULE_EXPRESSIONS = 4;
    private static final int NFTA_LOOKUP_SET = 1;

    NftRule {
        expressions = List.copyOf(expressions);
    }

    /** The names of the sets that it looks into. */
    List<String> sets() {
        return expressions.stream()
                .filter(expression -> expression.name().equals("lookup"))
                .map(expression -> expression.text(NFTA_LOOKUP_SET))
                .toList();
    }

    /** Asks for the rules of all families, in their order. */
    static NetlinkRequest dump() {
        return new NetlinkRequest(
                "NFT_MSG_GETRULE",
                NFT_MSG_GETRULE,
                NLM_F_REQUEST | NLM_F_DUMP,
                writer -> header(writer, NfTables.NFPROTO_UNSPEC));
    }

    /** Reads a rule; empty if the message is about something else or damaged. */
    static Optional<NftRule> decode(MessageReader message) {
        if (message.type() != NFT_MSG_NEWRULE || message.bodyLength() < NfTables.HEADER_OCTETS) {
            return Optional.empty();
        }
        String table = "";
        String chain = "";
        int handle = 0;
        List<NftExpression> expressions = List.of();
        AttributeReader attributes = message.attributes(message.bodyStart() + NfTables.HEADER_OCTETS);
        while (attributes.next()) {
            switch (attributes.type()) {
                case NFTA_RULE_TABLE -> table = attributes.asText();
                case NFTA_RULE_CHAIN -> chain = attributes.asText();
                case NFTA_RULE_HANDLE -> handle = attributes.asNetworkOrderLowInt();
                case NFTA_RULE_EXPRESSIONS -> expressions = NftExpression.decodeList(attributes.nested());
                default -> {
                    // Of no interest.
                }
            }
        }
        return table.isEmpty() || chain.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new NftRule(new NftChain.Place(NfTables.family(message), table, chain), handle, expressions));
    }
}
