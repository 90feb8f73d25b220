/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static io.vip4j.keepalived.Keywords.Row.ignored;
import static io.vip4j.keepalived.Keywords.Row.refused;
import static io.vip4j.keepalived.Keywords.Row.supported;

import io.vip4j.keepalived.Keywords.Row;
import io.vip4j.keepalived.Keywords.Section;
import java.util.List;

/** The words of the lines of addresses, peers, routes and rules; read through {@link Keywords} only. */
final class LineKeywords {

    static final List<Row> ROWS = List.of(
            supported(Section.ADDRESS, "dev", "interface of the address; default that of the instance"),
            supported(Section.ADDRESS, "scope", "global, site, link, host, nowhere or 0..255; IPv4 only"),
            supported(
                    Section.ADDRESS, "brd broadcast", "an address, + (all host bits set) or - (all clear); IPv4 only"),
            supported(Section.ADDRESS, "label", "1..15 octets; IPv4 only"),
            supported(Section.ADDRESS, "peer", "the other end of a point-to-point link, without a prefix"),
            supported(Section.ADDRESS, "noprefixroute", "no route to the prefix"),
            supported(
                    Section.ADDRESS,
                    "preferred_lft",
                    "seconds or forever; default 0 with /128, else forever; IPv6 only"),
            supported(Section.ADDRESS, "-nodad", "switches duplicate address detection on; IPv6 only"),
            ignored(Section.ADDRESS, "no_track", "an address that somebody removes is always put back"),
            refused(Section.ADDRESS, "home mngtmpaddr autojoin", "it makes no sense for an address that moves"),
            refused(Section.ADDRESS, "use_vmac", "virtual MACs on other interfaces are not supported"),
            refused(Section.ADDRESS, "track_group", "it belongs to static addresses"),
            //
            supported(Section.PEER, "min_ttl max_ttl", "0..255; the TTL that its advertisements may arrive with"),
            //
            supported(Section.ROUTE, "to", "a prefix, an address or default; the word may be left out"),
            supported(
                    Section.ROUTE,
                    "unicast blackhole unreachable prohibit",
                    "what becomes of packets; default unicast"),
            supported(Section.ROUTE, "via gw", "the next hop, of the family of the route"),
            supported(Section.ROUTE, "dev oif", "default the interface of the instance"),
            supported(Section.ROUTE, "src", "source of packets that take the route"),
            supported(Section.ROUTE, "metric preference priority", "0..999999999"),
            supported(Section.ROUTE, "table", "1..999999999, main, default or local"),
            supported(Section.ROUTE, "scope", "as for an address"),
            supported(Section.ROUTE, "onlink", "the next hop is a neighbour whatever the addresses say"),
            supported(Section.ROUTE, "mtu", "68..65535"),
            supported(
                    Section.ROUTE,
                    "inet inet6",
                    "the family, where nothing else tells it; keepalived 2.2.7 loses the word behind it"),
            ignored(Section.ROUTE, "no_track", "what becomes of the route is not watched in any case"),
            refused(
                    Section.ROUTE,
                    "or nexthop weight tos dsfield proto protocol type throw local broadcast multicast anycast nat "
                            + "lock advmss rtt rttvar reordering window cwnd initcwnd initrwnd ssthresh realms rto_min "
                            + "hoplimit features quickack congctl pref as encap expires ttl-propagate "
                            + "fastopen_no_cookie track_group",
                    "this form of a route is not supported"),
            //
            supported(Section.RULE, "from to", "a prefix, an address or all"),
            supported(Section.RULE, "iif dev", "interface that packets come in on"),
            supported(Section.RULE, "oif", "interface that a socket is bound to"),
            supported(Section.RULE, "fwmark", "MARK or MARK/MASK, decimal or 0x hexadecimal"),
            supported(Section.RULE, "table lookup", "1..999999999, main, default or local; required"),
            supported(
                    Section.RULE,
                    "preference priority order",
                    "1..999999999; a rule without it gets one, from 16384 downward, as in keepalived (warning)"),
            supported(Section.RULE, "not", "select what does not match"),
            supported(
                    Section.RULE,
                    "inet inet6",
                    "the family, where no prefix tells it; default IPv4; keepalived 2.2.7 loses the word behind it"),
            ignored(Section.RULE, "no_track", "what becomes of the rule is not watched in any case"),
            refused(
                    Section.RULE,
                    "goto nop blackhole unreachable prohibit nat map-to tos dsfield tun_id suppress_prefixlength "
                            + "sup_pl suppress_ifgroup sup_group realms uidrange l3mdev protocol ip_proto ipproto "
                            + "sport dport track_group",
                    "this form of a rule is not supported"));

    private LineKeywords() {}
}
