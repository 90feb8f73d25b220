/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What kind of interface it is and how IPv4 is set up on it.
 *
 * @param link the interface
 * @param kind IFLA_INFO_KIND, for example {@code macvlan}; empty for hardware
 * @param baseIndex the interface it sits on, 0 if none
 * @param macvlanMode MACVLAN_MODE_ bit, 0 if it is no macvlan
 * @param alias IFLA_IFALIAS, a note for people; empty if there is none
 * @param ipv4Settings IFLA_INET_CONF: what /proc/sys/net/ipv4/conf shows, in the order of the IPV4_DEVCONF_ numbers
 */
public record LinkDetails(
        LinkEntry link, String kind, int baseIndex, int macvlanMode, String alias, List<Integer> ipv4Settings) {

    private static final int IFLA_LINK = 5;
    private static final int IFLA_LINKINFO = 18;
    private static final int IFLA_IFALIAS = 20;
    private static final int IFLA_AF_SPEC = 26;
    private static final int IFLA_INFO_KIND = 1;
    private static final int IFLA_INFO_DATA = 2;
    private static final int IFLA_INET_CONF = 1;
    private static final int IFLA_MACVLAN_MODE = 1;
    private static final int BODY_OCTETS = 16;

    /** Copies the list. */
    public LinkDetails {
        ipv4Settings = List.copyOf(ipv4Settings);
    }

    /** Reads RTM_NEWLINK; empty as for {@link LinkEntry#decode}. */
    public static Optional<LinkDetails> decode(MessageReader message) {
        Optional<LinkEntry> link = LinkEntry.decode(message);
        if (link.isEmpty()) {
            return Optional.empty();
        }
        String kind = "";
        int baseIndex = 0;
        int mode = 0;
        String alias = "";
        List<Integer> settings = List.of();
        AttributeReader attributes = message.attributes(message.bodyStart() + BODY_OCTETS);
        while (attributes.next()) {
            switch (attributes.type()) {
                case IFLA_LINK -> baseIndex = attributes.asInt(0);
                case IFLA_IFALIAS -> alias = attributes.asText();
                case IFLA_LINKINFO -> {
                    kind = find(attributes.nested(), IFLA_INFO_KIND)
                            .map(AttributeReader::asText)
                            .orElse("");
                    mode = find(attributes.nested(), IFLA_INFO_DATA)
                            .flatMap(data -> find(data.nested(), IFLA_MACVLAN_MODE))
                            .map(value -> value.asInt(0))
                            .orElse(0);
                }
                case IFLA_AF_SPEC ->
                    settings = find(attributes.nested(), Rtnetlink.AF_INET)
                            .flatMap(inet -> find(inet.nested(), IFLA_INET_CONF))
                            .map(LinkDetails::integers)
                            .orElse(List.of());
                default -> {
                    // Read by LinkEntry, or of no interest.
                }
            }
        }
        // The number under IFLA_INFO_DATA means something else for each kind.
        return Optional.of(
                new LinkDetails(link.get(), kind, baseIndex, kind.equals("macvlan") ? mode : 0, alias, settings));
    }

    /** Whether it is a macvlan whose traffic with others on the same base is dropped. */
    public boolean isPrivateMacvlan() {
        return macvlanMode == LinkRequests.MACVLAN_MODE_PRIVATE;
    }

    /** An IPv4 setting; empty if the kernel does not know it. */
    public Optional<Integer> ipv4(Ipv4Setting setting) {
        return setting.number() <= ipv4Settings.size()
                ? Optional.of(ipv4Settings.get(setting.number() - 1))
                : Optional.empty();
    }

    private static Optional<AttributeReader> find(AttributeReader attributes, int type) {
        while (attributes.next()) {
            if (attributes.type() == type) {
                return Optional.of(attributes);
            }
        }
        return Optional.empty();
    }

    private static List<Integer> integers(AttributeReader attribute) {
        List<Integer> integers = new ArrayList<>();
        for (int offset = 0; offset + 4 <= attribute.valueLength(); offset += 4) {
            integers.add(attribute.asInt(offset));
        }
        return integers;
    }
}
