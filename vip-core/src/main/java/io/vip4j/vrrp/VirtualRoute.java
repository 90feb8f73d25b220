/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * A route that exists on the Active router only. One next hop or none; the kernel's other forms are not offered.
 *
 * @param kind what becomes of packets
 * @param destination where it leads
 * @param via the next hop, of the same family
 * @param networkInterface where it leaves; empty: the interface of the virtual router, if kind is UNICAST
 * @param source preferred source address of packets that take it, for example the virtual address
 * @param metric 0 or more; the lowest wins
 * @param table 1..2^31-1; empty: main
 * @param scope empty: LINK without a next hop, else GLOBAL
 * @param onLink treat the next hop as a neighbour whatever the addresses say
 * @param mtu 68 or more
 */
public record VirtualRoute(
        Kind kind,
        IpPrefix destination,
        Optional<IpAddress> via,
        Optional<String> networkInterface,
        Optional<IpAddress> source,
        OptionalInt metric,
        OptionalInt table,
        Optional<AddressScope> scope,
        boolean onLink,
        OptionalInt mtu) {

    /** What becomes of packets that take a route. */
    public enum Kind {
        /** They are sent. */
        UNICAST,
        /** They are dropped without a word. */
        BLACKHOLE,
        /** They are refused as unreachable. */
        UNREACHABLE,
        /** They are refused as prohibited. */
        PROHIBIT
    }

    /** Checks families and ranges. */
    public VirtualRoute {
        requireFamily("via", via, destination);
        requireFamily("source", source, destination);
        requireRange("metric", metric, 0);
        requireRange("table", table, 1);
        requireRange("mtu", mtu, 68);
        if (kind != Kind.UNICAST && (via.isPresent() || networkInterface.isPresent() || onLink)) {
            throw new ConfigurationException("route to " + destination + " must have no next hop as it is " + kind);
        }
    }

    /** A route by a next hop out of the interface of the virtual router. */
    public static VirtualRoute via(IpPrefix destination, IpAddress nextHop) {
        return new VirtualRoute(
                Kind.UNICAST,
                destination,
                Optional.of(nextHop),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                false,
                OptionalInt.empty());
    }

    private static void requireFamily(String field, Optional<IpAddress> address, IpPrefix destination) {
        address.filter(a -> a.family() != destination.family()).ifPresent(a -> {
            throw new ConfigurationException(
                    "route " + field + " must be " + destination.family() + " like " + destination + ": " + a);
        });
    }

    private static void requireRange(String field, OptionalInt value, int least) {
        if (value.isPresent() && value.getAsInt() < least) {
            throw new ConfigurationException("route " + field + " must be " + least + " or more: " + value.getAsInt());
        }
    }
}
