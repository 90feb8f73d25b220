/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRoute.Kind;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A route as the kernel reports it.
 *
 * @param destination first address of its prefix
 * @param length of its prefix
 * @param table the table it is in
 * @param protocol who added it (rtm_protocol)
 * @param scope how far it leads; always 0 with IPv6
 * @param type what becomes of packets, an RTN_ number
 * @param flags RTNH_F_ bits
 * @param metric the lowest of a prefix wins
 * @param interfaceIndex where it leaves, 0 if it does not or has several next hops
 * @param via the next hop, of the same family
 * @param source preferred source address
 * @param mtu if it has one of its own
 */
public record RouteEntry(
        IpAddress destination,
        int length,
        int table,
        int protocol,
        int scope,
        int type,
        int flags,
        int metric,
        int interfaceIndex,
        Optional<IpAddress> via,
        Optional<IpAddress> source,
        OptionalInt mtu) {

    static final int RTA_DST = 1;
    static final int RTA_OIF = 4;
    static final int RTA_GATEWAY = 5;
    static final int RTA_PRIORITY = 6;
    static final int RTA_PREFSRC = 7;
    static final int RTA_METRICS = 8;
    static final int RTA_TABLE = 15;
    static final int RTAX_MTU = 2;
    static final int RTNH_F_ONLINK = 4;
    static final int BODY_OCTETS = 12;

    private static final int RTM_F_CLONED = 0x200;

    /** Reads RTM_NEWROUTE; empty if it is no IPv4 or IPv6 route, for one type of service only, or a cached one. */
    public static Optional<RouteEntry> decode(MessageReader message) {
        ByteBuffer buffer = message.buffer();
        int body = message.bodyStart();
        if (message.bodyLength() < BODY_OCTETS
                || buffer.get(body + 3) != 0
                || (buffer.getInt(body + 8) & RTM_F_CLONED) != 0) {
            return Optional.empty();
        }
        Optional<AddressFamily> family = familyOf(buffer.get(body));
        if (family.isEmpty()) {
            return Optional.empty();
        }
        IpAddress destination = new IpAddress(family.get(), 0, 0);
        int table = buffer.get(body + 4) & 0xFF;
        int metric = 0;
        int interfaceIndex = 0;
        Optional<IpAddress> via = Optional.empty();
        Optional<IpAddress> source = Optional.empty();
        OptionalInt mtu = OptionalInt.empty();
        AttributeReader attributes = message.attributes(body + BODY_OCTETS);
        while (attributes.next()) {
            switch (attributes.type()) {
                case RTA_DST ->
                    destination = addressOf(attributes, family.get()).orElse(destination);
                case RTA_OIF -> interfaceIndex = attributes.asInt(0);
                case RTA_GATEWAY -> via = addressOf(attributes, family.get());
                case RTA_PRIORITY -> metric = attributes.asInt(0);
                case RTA_PREFSRC -> source = addressOf(attributes, family.get());
                case RTA_METRICS -> mtu = mtuOf(attributes.nested());
                case RTA_TABLE -> table = attributes.asInt(0);
                default -> {
                    // Nothing that we set.
                }
            }
        }
        return Optional.of(new RouteEntry(
                destination,
                buffer.get(body + 1) & 0xFF,
                table,
                buffer.get(body + 5) & 0xFF,
                buffer.get(body + 6) & 0xFF,
                buffer.get(body + 7) & 0xFF,
                buffer.getInt(body + 8),
                metric,
                interfaceIndex,
                via,
                source,
                mtu));
    }

    /** Whether the kernel would refuse the other because of this one: same prefix, table and metric. */
    public boolean isInPlaceOf(VirtualRoute other) {
        return destination.equals(other.destination().address())
                && length == other.destination().length()
                && table == RouteRequests.table(other)
                && metric == RouteRequests.metric(other);
    }

    /**
     * Whether it is what the other asks for.
     *
     * @param otherIndex where the other leaves, 0 if it does not
     */
    public boolean isLike(VirtualRoute other, int otherIndex) {
        boolean ipv4 = destination.family() == AddressFamily.IPV4;
        return isInPlaceOf(other)
                && type == RouteRequests.type(other)
                && (!ipv4 || scope == RouteRequests.scope(other))
                // An IPv6 route that leads nowhere leaves by the loopback interface.
                && (interfaceIndex == otherIndex || (!ipv4 && other.kind() != Kind.UNICAST))
                && other.onLink() == ((flags & RTNH_F_ONLINK) != 0)
                && via.equals(other.via())
                && source.equals(other.source())
                && mtu.equals(other.mtu());
    }

    /** Text as of {@code ip route}, for messages. */
    @Override
    public String toString() {
        return destination + "/" + length + via.map(hop -> " via " + hop).orElse("")
                + (metric == 0 ? "" : " metric " + metric) + " table " + table + " proto " + protocol;
    }

    static Optional<AddressFamily> familyOf(int number) {
        return switch (number) {
            case Rtnetlink.AF_INET -> Optional.of(AddressFamily.IPV4);
            case Rtnetlink.AF_INET6 -> Optional.of(AddressFamily.IPV6);
            default -> Optional.empty();
        };
    }

    static Optional<IpAddress> addressOf(AttributeReader attribute, AddressFamily family) {
        return attribute.valueLength() == family.octets() ? Optional.of(attribute.asAddress()) : Optional.empty();
    }

    private static OptionalInt mtuOf(AttributeReader metrics) {
        while (metrics.next()) {
            if (metrics.type() == RTAX_MTU) {
                return OptionalInt.of(metrics.asInt(0));
            }
        }
        return OptionalInt.empty();
    }
}
