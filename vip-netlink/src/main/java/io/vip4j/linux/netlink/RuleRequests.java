/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static io.vip4j.linux.netlink.Rtnetlink.AF_INET;
import static io.vip4j.linux.netlink.Rtnetlink.AF_INET6;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_ACK;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_CREATE;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_DUMP;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_REQUEST;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_DELRULE;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_GETRULE;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_NEWRULE;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualRule;
import java.util.Optional;

/** Requests about policy routing rules. All name our protocol, so that the kernel removes no rule of others. */
public final class RuleRequests {

    private RuleRequests() {}

    /**
     * Adds a rule behind those of the same preference, even if there is one that says the same: look first. NLM_F_EXCL
     * would not help, as the kernel then takes a rule with more selectors for the same.
     */
    public static NetlinkRequest add(VirtualRule rule) {
        int flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE;
        return new NetlinkRequest(
                "RTM_NEWRULE " + RuleEntry.text(rule), RTM_NEWRULE, flags, writer -> encode(writer, rule));
    }

    /** Removes the first rule of ours that has at least these selectors; ENOENT if there is none. */
    public static NetlinkRequest delete(VirtualRule rule) {
        int flags = NLM_F_REQUEST | NLM_F_ACK;
        return new NetlinkRequest(
                "RTM_DELRULE " + RuleEntry.text(rule), RTM_DELRULE, flags, writer -> encode(writer, rule));
    }

    /** Asks for all rules of a family. */
    public static NetlinkRequest dump(AddressFamily family) {
        return new NetlinkRequest(
                "RTM_GETRULE " + family,
                RTM_GETRULE,
                NLM_F_REQUEST | NLM_F_DUMP,
                writer -> header(writer, family, 0, 0, 0, 0, 0));
    }

    private static void encode(MessageWriter writer, VirtualRule rule) {
        Optional<IpPrefix> from = rule.from().filter(prefix -> prefix.length() > 0);
        Optional<IpPrefix> to = rule.to().filter(prefix -> prefix.length() > 0);
        header(
                writer,
                rule.family(),
                to.map(IpPrefix::length).orElse(0),
                from.map(IpPrefix::length).orElse(0),
                rule.table() < 256 ? rule.table() : 0,
                RuleEntry.FR_ACT_TO_TBL,
                rule.negated() ? RuleEntry.FIB_RULE_INVERT : 0);
        writer.attribute(RuleEntry.FRA_PRIORITY, rule.preference());
        writer.attribute(RuleEntry.FRA_TABLE, rule.table());
        writer.byteAttribute(RuleEntry.FRA_PROTOCOL, RouteRequests.PROTOCOL);
        to.ifPresent(prefix -> writer.attribute(RuleEntry.FRA_DST, prefix.address()));
        from.ifPresent(prefix -> writer.attribute(RuleEntry.FRA_SRC, prefix.address()));
        rule.incoming().ifPresent(name -> writer.textAttribute(RuleEntry.FRA_IIFNAME, name));
        rule.outgoing().ifPresent(name -> writer.textAttribute(RuleEntry.FRA_OIFNAME, name));
        rule.mark().ifPresent(mark -> {
            writer.attribute(RuleEntry.FRA_FWMARK, mark);
            writer.attribute(RuleEntry.FRA_FWMASK, RuleEntry.mask(rule));
        });
    }

    private static void header(
            MessageWriter writer,
            AddressFamily family,
            int toLength,
            int fromLength,
            int table,
            int action,
            int flags) {
        writer.putByte(family == AddressFamily.IPV4 ? AF_INET : AF_INET6);
        writer.putByte(toLength);
        writer.putByte(fromLength);
        writer.putByte(0);
        writer.putByte(table);
        writer.putByte(0);
        writer.putByte(0);
        writer.putByte(action);
        writer.putInt(flags);
    }
}
