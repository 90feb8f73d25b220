/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualRule;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A policy routing rule that looks into a table, as the kernel reports it.
 *
 * @param rule what it says; a selector of length 0 is absent, as the kernel does not tell one from the other
 * @param protocol who added it (FRA_PROTOCOL, Linux 4.17), 0 if that is not known
 */
public record RuleEntry(VirtualRule rule, int protocol) {

    static final int FRA_DST = 1;
    static final int FRA_SRC = 2;
    static final int FRA_IIFNAME = 3;
    static final int FRA_PRIORITY = 6;
    static final int FRA_FWMARK = 10;
    static final int FRA_TABLE = 15;
    static final int FRA_FWMASK = 16;
    static final int FRA_OIFNAME = 17;
    static final int FRA_PROTOCOL = 21;
    static final int FIB_RULE_INVERT = 2;
    static final int FR_ACT_TO_TBL = 1;
    static final int BODY_OCTETS = 12;

    private static final int FRA_TUN_ID = 12;
    private static final int FRA_SUPPRESS_IFGROUP = 13;
    private static final int FRA_SUPPRESS_PREFIXLEN = 14;
    private static final int FRA_L3MDEV = 19;
    private static final int FRA_DSCP_MASK = 30;
    private static final int ALL_BITS = -1;

    /** Reads RTM_NEWRULE; empty if it is about something that a {@link VirtualRule} cannot say. */
    public static Optional<RuleEntry> decode(MessageReader message) {
        ByteBuffer buffer = message.buffer();
        int body = message.bodyStart();
        if (message.bodyLength() < BODY_OCTETS || buffer.get(body + 3) != 0 || buffer.get(body + 7) != FR_ACT_TO_TBL) {
            return Optional.empty();
        }
        Optional<AddressFamily> family = RouteEntry.familyOf(buffer.get(body));
        if (family.isEmpty()) {
            return Optional.empty();
        }
        int toLength = buffer.get(body + 1) & 0xFF;
        int fromLength = buffer.get(body + 2) & 0xFF;
        int table = buffer.get(body + 4) & 0xFF;
        int preference = 0;
        int mark = 0;
        int mask = 0;
        int protocol = 0;
        Optional<IpPrefix> to = Optional.empty();
        Optional<IpPrefix> from = Optional.empty();
        Optional<String> incoming = Optional.empty();
        Optional<String> outgoing = Optional.empty();
        AttributeReader attributes = message.attributes(body + BODY_OCTETS);
        while (attributes.next()) {
            switch (attributes.type()) {
                case FRA_DST -> to = prefixOf(attributes, family.get(), toLength);
                case FRA_SRC -> from = prefixOf(attributes, family.get(), fromLength);
                case FRA_IIFNAME -> incoming = Optional.of(attributes.asText());
                case FRA_OIFNAME -> outgoing = Optional.of(attributes.asText());
                case FRA_PRIORITY -> preference = attributes.asInt(0);
                case FRA_FWMARK -> mark = attributes.asInt(0);
                case FRA_FWMASK -> mask = attributes.asInt(0);
                case FRA_TABLE -> table = attributes.asInt(0);
                case FRA_PROTOCOL -> protocol = attributes.asByte();
                default -> {
                    if (isOtherSelector(attributes)) {
                        return Optional.empty();
                    }
                }
            }
        }
        if (preference < 1 || table < 1 || (toLength > 0 && to.isEmpty()) || (fromLength > 0 && from.isEmpty())) {
            return Optional.empty();
        }
        boolean negated = (buffer.getInt(body + 8) & FIB_RULE_INVERT) != 0;
        VirtualRule rule = new VirtualRule(
                family.get(),
                preference,
                from,
                to,
                incoming,
                outgoing,
                mask == 0 ? OptionalInt.empty() : OptionalInt.of(mark),
                mask == 0 || mask == ALL_BITS ? OptionalInt.empty() : OptionalInt.of(mask),
                negated,
                table);
        return Optional.of(new RuleEntry(rule, protocol));
    }

    /** Whether it says the same as the other. */
    public boolean isLike(VirtualRule other) {
        return rule.equals(plain(other));
    }

    /** The rule as the kernel would report it. */
    private static VirtualRule plain(VirtualRule other) {
        OptionalInt mask = other.mark().isEmpty() || mask(other) == ALL_BITS ? OptionalInt.empty() : other.markMask();
        boolean marked = other.mark().isPresent() && mask(other) != 0;
        return new VirtualRule(
                other.family(),
                other.preference(),
                other.from().filter(prefix -> prefix.length() > 0),
                other.to().filter(prefix -> prefix.length() > 0),
                other.incoming(),
                other.outgoing(),
                marked ? other.mark() : OptionalInt.empty(),
                marked ? mask : OptionalInt.empty(),
                other.negated(),
                other.table());
    }

    static int mask(VirtualRule rule) {
        return rule.markMask().orElse(ALL_BITS);
    }

    /** Text as of {@code ip rule}, for messages. */
    static String text(VirtualRule rule) {
        return rule.preference() + ": " + (rule.negated() ? "not " : "") + "from "
                + rule.from().map(IpPrefix::toString).orElse("all")
                + rule.to().map(prefix -> " to " + prefix).orElse("")
                + rule.incoming().map(name -> " iif " + name).orElse("")
                + rule.outgoing().map(name -> " oif " + name).orElse("")
                + (rule.mark().isPresent()
                        ? " fwmark 0x" + Integer.toHexString(rule.mark().getAsInt()) + "/0x"
                                + Integer.toHexString(mask(rule))
                        : "")
                + " lookup " + rule.table();
    }

    /** Something that narrows the rule down and that we never set. The kernel tells -1 where nothing is suppressed. */
    private static boolean isOtherSelector(AttributeReader attribute) {
        return switch (attribute.type()) {
            case FRA_SUPPRESS_IFGROUP, FRA_SUPPRESS_PREFIXLEN -> attribute.asInt(0) != -1;
            case FRA_L3MDEV -> attribute.asByte() != 0;
            case FRA_TUN_ID -> true;
            // FRA_UID_RANGE, FRA_IP_PROTO, ports and DSCP.
            default ->
                attribute.type() > FRA_L3MDEV && attribute.type() != FRA_PROTOCOL && attribute.type() <= FRA_DSCP_MASK;
        };
    }

    private static Optional<IpPrefix> prefixOf(AttributeReader attribute, AddressFamily family, int length) {
        if (length > family.bits()) {
            return Optional.empty();
        }
        return RouteEntry.addressOf(attribute, family)
                .filter(address -> length > 0 && IpPrefix.isZeroBehind(address, length))
                .map(address -> new IpPrefix(address, length));
    }
}
