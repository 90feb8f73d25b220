/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static io.vip4j.linux.netlink.NfTables.NFPROTO_ARP;
import static io.vip4j.linux.netlink.NfTables.NFPROTO_INET;
import static io.vip4j.linux.netlink.NfTables.NFPROTO_IPV4;
import static io.vip4j.linux.netlink.NfTables.NFPROTO_IPV6;
import static io.vip4j.linux.netlink.NfTables.NFTA_TABLE_NAME;
import static io.vip4j.linux.netlink.NfTables.NFT_MSG_DELTABLE;
import static io.vip4j.linux.netlink.NfTables.NFT_MSG_GETTABLE;
import static io.vip4j.linux.netlink.NfTables.NFT_MSG_NEWCHAIN;
import static io.vip4j.linux.netlink.NfTables.NFT_MSG_NEWRULE;
import static io.vip4j.linux.netlink.NfTables.NFT_MSG_NEWSET;
import static io.vip4j.linux.netlink.NfTables.NFT_MSG_NEWTABLE;
import static io.vip4j.linux.netlink.NfTables.NLM_F_APPEND;
import static io.vip4j.linux.netlink.NfTables.header;
import static io.vip4j.linux.netlink.NfTables.nested;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_CREATE;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_DUMP;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_REQUEST;
import static io.vip4j.linux.netlink.RuleWriter.ACCEPT;
import static io.vip4j.linux.netlink.RuleWriter.DESTINATION;
import static io.vip4j.linux.netlink.RuleWriter.DROP;
import static io.vip4j.linux.netlink.RuleWriter.NETWORK_HEADER;
import static io.vip4j.linux.netlink.RuleWriter.SOURCE;
import static io.vip4j.linux.netlink.RuleWriter.TRANSPORT_HEADER;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of a gate, one in the family inet and one in the family arp, both {@code vip4j-N}: their sets and their
 * rules. Everything in them is dropped that concerns an address that is guarded and not open, and
 *
 * <pre>
 * inet prerouting   is for it, and it is ours      before it can be given another destination
 * inet input        asks for it: a neighbour solicitation
 * inet output       says that it is here: a neighbour advertisement
 * inet postrouting  comes from it, and it is ours  after it was given another source
 * arp  input        asks for it; a station that says that it is there asks for itself, and is heard
 * arp  output       names it as sender
 * </pre>
 *
 * So a host that does not have the address still reaches the one that has it, and passes on what others send to it.
 */
public final class GateTable {

    /** Slots are numbered from 0. */
    public static final int MAX_SLOT = 63;

    private static final Pattern NAME = Pattern.compile("vip4j-(0|[1-9][0-9]?)");

    private static final int NFTA_CHAIN_TABLE = 1;
    private static final int NFTA_CHAIN_NAME = 3;
    private static final int NFTA_CHAIN_HOOK = 4;
    private static final int NFTA_CHAIN_TYPE = 7;
    private static final int NFTA_HOOK_HOOKNUM = 1;
    private static final int NFTA_HOOK_PRIORITY = 2;

    private static final int NFTA_RULE_TABLE = 1;
    private static final int NFTA_RULE_CHAIN = 2;
    private static final int NFTA_RULE_EXPRESSIONS = 4;

    private static final int NFTA_SET_TABLE = 1;
    private static final int NFTA_SET_NAME = 2;
    private static final int NFTA_SET_FLAGS = 3;
    private static final int NFTA_SET_KEY_TYPE = 4;
    private static final int NFTA_SET_KEY_LEN = 5;
    private static final int NFTA_SET_ID = 10;
    private static final int NFT_SET_TIMEOUT = 0x10;

    // The kernel does not care for these; the nft program prints the elements by them.
    private static final int IPV4_ADDRESS = 7;
    private static final int IPV6_ADDRESS = 8;
    private static final int CONCATENATION_SHIFT = 6;

    private static final int NF_INET_PRE_ROUTING = 0;
    private static final int NF_INET_LOCAL_IN = 1;
    private static final int NF_INET_LOCAL_OUT = 3;
    private static final int NF_INET_POST_ROUTING = 4;
    private static final int NF_ARP_IN = 0;
    private static final int NF_ARP_OUT = 1;

    /** Before the connection is looked up, which is at -200, and packets are put together, at -400. */
    private static final int FIRST = -450;

    /** After the source was translated, which is at 100. */
    private static final int LAST = 350;

    private static final int ICMPV6 = 58;
    private static final byte NEIGHBOR_SOLICITATION = (byte) 135;
    private static final byte NEIGHBOR_ADVERTISEMENT = (byte) 136;
    private static final int TARGET = 8;
    private static final int ARP_OPERATION = 6;
    private static final byte[] ARP_REQUEST = {0, 1};
    private static final int ARP_SENDER = 14;
    private static final int ARP_TARGET = 24;

    private final String name;

    private GateTable(String name) {
        this.name = name;
    }

    /**
     * The tables of a slot.
     *
     * @param slot 0..63
     */
    public static GateTable of(int slot) {
        if (slot < 0 || slot > MAX_SLOT) {
            throw new IllegalArgumentException("slot must be 0.." + MAX_SLOT + ": " + slot);
        }
        return new GateTable("vip4j-" + slot);
    }

    /** The slot whose tables have this name; empty if it is a table of others. */
    static OptionalInt slotOf(String table) {
        Matcher matcher = NAME.matcher(table);
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > MAX_SLOT) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(Integer.parseInt(matcher.group(1)));
    }

    /** Asks for the tables of all families. */
    static NetlinkRequest dump() {
        return new NetlinkRequest(
                "NFT_MSG_GETTABLE",
                NFT_MSG_GETTABLE,
                NLM_F_REQUEST | NLM_F_DUMP,
                writer -> header(writer, NfTables.NFPROTO_UNSPEC));
    }

    /** The name of a table that the kernel tells of. */
    static Optional<String> decodeName(MessageReader message) {
        if (message.type() != NFT_MSG_NEWTABLE || message.bodyLength() < NfTables.HEADER_OCTETS) {
            return Optional.empty();
        }
        AttributeReader attributes = message.attributes(message.bodyStart() + NfTables.HEADER_OCTETS);
        while (attributes.next()) {
            if (attributes.type() == NFTA_TABLE_NAME) {
                return Optional.of(attributes.asText());
            }
        }
        return Optional.empty();
    }

    String name() {
        return name;
    }

    /** Removes the tables with everything in them, whether they are there or not. */
    public List<NetlinkRequest> remove() {
        List<NetlinkRequest> requests = new ArrayList<>();
        for (int family : List.of(NFPROTO_INET, NFPROTO_ARP)) {
            // One that is not there cannot be removed, one that is there can be added.
            requests.add(table(NFT_MSG_NEWTABLE, "NFT_MSG_NEWTABLE ", family));
            requests.add(table(NFT_MSG_DELTABLE, "NFT_MSG_DELTABLE ", family));
        }
        return requests;
    }

    /** Makes the tables anew, with empty sets. */
    public List<NetlinkRequest> make() {
        List<NetlinkRequest> requests = new ArrayList<>(remove());
        requests.add(table(NFT_MSG_NEWTABLE, "NFT_MSG_NEWTABLE ", NFPROTO_INET));
        requests.add(table(NFT_MSG_NEWTABLE, "NFT_MSG_NEWTABLE ", NFPROTO_ARP));
        for (GateSet set : GateSet.values()) {
            requests.add(set(set));
        }
        requests.add(chain(NFPROTO_INET, "prerouting", NF_INET_PRE_ROUTING, FIRST));
        requests.add(chain(NFPROTO_INET, "input", NF_INET_LOCAL_IN, FIRST));
        requests.add(chain(NFPROTO_INET, "output", NF_INET_LOCAL_OUT, FIRST));
        requests.add(chain(NFPROTO_INET, "postrouting", NF_INET_POST_ROUTING, LAST));
        requests.add(chain(NFPROTO_ARP, "input", NF_ARP_IN, FIRST));
        requests.add(chain(NFPROTO_ARP, "output", NF_ARP_OUT, FIRST));
        requests.add(packets("prerouting", NFPROTO_IPV4, 16, DESTINATION));
        requests.add(packets("prerouting", NFPROTO_IPV6, 24, DESTINATION));
        requests.add(packets("postrouting", NFPROTO_IPV4, 12, SOURCE));
        requests.add(packets("postrouting", NFPROTO_IPV6, 8, SOURCE));
        requests.add(discovery("input", NEIGHBOR_SOLICITATION));
        requests.add(discovery("output", NEIGHBOR_ADVERTISEMENT));
        requests.add(gratuitousArp());
        requests.add(rule(
                NFPROTO_ARP,
                "input",
                rule -> shut(
                                rule.octets(NETWORK_HEADER, ARP_OPERATION, ARP_REQUEST)
                                        .load(NETWORK_HEADER, ARP_TARGET, 4),
                                GateSet.GUARDED_ARP,
                                GateSet.OPEN_ARP)
                        .verdict(DROP)));
        requests.add(rule(
                NFPROTO_ARP,
                "output",
                rule -> shut(rule.load(NETWORK_HEADER, ARP_SENDER, 4), GateSet.GUARDED_ARP, GateSet.OPEN_ARP)
                        .verdict(DROP)));
        return requests;
    }

    private NetlinkRequest packets(String chain, int family, int offset, int whichAddress) {
        boolean ipv4 = family == NFPROTO_IPV4;
        return rule(
                NFPROTO_INET,
                chain,
                rule -> shut(
                                rule.family(family).load(NETWORK_HEADER, offset, ipv4 ? 4 : 16),
                                ipv4 ? GateSet.GUARDED_IPV4 : GateSet.GUARDED_IPV6,
                                ipv4 ? GateSet.OPEN_IPV4 : GateSet.OPEN_IPV6)
                        .isOfThisHost(whichAddress)
                        .verdict(DROP));
    }

    private NetlinkRequest discovery(String chain, byte type) {
        return rule(
                NFPROTO_INET,
                chain,
                rule -> shut(
                                rule.family(NFPROTO_IPV6)
                                        .protocol(ICMPV6)
                                        .octets(TRANSPORT_HEADER, 0, type)
                                        .load(TRANSPORT_HEADER, TARGET, 16),
                                GateSet.GUARDED_IPV6,
                                GateSet.OPEN_IPV6)
                        .verdict(DROP));
    }

    private NetlinkRequest gratuitousArp() {
        return rule(
                NFPROTO_ARP,
                "input",
                rule -> rule.load(NETWORK_HEADER, ARP_SENDER, 4)
                        .loadNext(NETWORK_HEADER, ARP_TARGET)
                        .in(GateSet.GRATUITOUS_ARP.text())
                        .verdict(ACCEPT));
    }

    private static RuleWriter shut(RuleWriter rule, GateSet guarded, GateSet open) {
        return rule.in(guarded.text()).notIn(open.text());
    }

    private NetlinkRequest table(int type, String what, int family) {
        int flags = type == NFT_MSG_NEWTABLE ? NLM_F_REQUEST | NLM_F_CREATE : NLM_F_REQUEST;
        // Not bound to the socket (NFT_TABLE_F_OWNER): the gate of a process that was killed must stay shut.
        return new NetlinkRequest(what + name, type, flags, writer -> {
            header(writer, family);
            writer.textAttribute(NFTA_TABLE_NAME, name);
        });
    }

    private NetlinkRequest set(GateSet set) {
        int type = set.isIpv4() ? IPV4_ADDRESS : IPV6_ADDRESS;
        int keyType = set.isPair() ? type << CONCATENATION_SHIFT | type : type;
        return new NetlinkRequest(
                "NFT_MSG_NEWSET " + name + " " + set.text(), NFT_MSG_NEWSET, NLM_F_REQUEST | NLM_F_CREATE, writer -> {
                    header(writer, set.family());
                    writer.textAttribute(NFTA_SET_TABLE, name);
                    writer.textAttribute(NFTA_SET_NAME, set.text());
                    writer.networkOrderAttribute(NFTA_SET_FLAGS, set.isOpen() ? NFT_SET_TIMEOUT : 0);
                    writer.networkOrderAttribute(NFTA_SET_KEY_TYPE, keyType);
                    writer.networkOrderAttribute(NFTA_SET_KEY_LEN, set.keyOctets());
                    writer.networkOrderAttribute(NFTA_SET_ID, set.id());
                });
    }

    private NetlinkRequest chain(int family, String chain, int hook, int priority) {
        return new NetlinkRequest(
                "NFT_MSG_NEWCHAIN " + name + " " + chain, NFT_MSG_NEWCHAIN, NLM_F_REQUEST | NLM_F_CREATE, writer -> {
                    header(writer, family);
                    writer.textAttribute(NFTA_CHAIN_TABLE, name);
                    writer.textAttribute(NFTA_CHAIN_NAME, chain);
                    nested(writer, NFTA_CHAIN_HOOK, () -> {
                        writer.networkOrderAttribute(NFTA_HOOK_HOOKNUM, hook);
                        writer.networkOrderAttribute(NFTA_HOOK_PRIORITY, priority);
                    });
                    writer.textAttribute(NFTA_CHAIN_TYPE, "filter");
                });
    }

    private NetlinkRequest rule(int family, String chain, Consumer<RuleWriter> expressions) {
        return new NetlinkRequest(
                "NFT_MSG_NEWRULE " + name + " " + chain,
                NFT_MSG_NEWRULE,
                NLM_F_REQUEST | NLM_F_CREATE | NLM_F_APPEND,
                writer -> {
                    header(writer, family);
                    writer.textAttribute(NFTA_RULE_TABLE, name);
                    writer.textAttribute(NFTA_RULE_CHAIN, chain);
                    nested(writer, NFTA_RULE_EXPRESSIONS, () -> expressions.accept(new RuleWriter(writer)));
                });
    }
}
