/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static io.vip4j.linux.netlink.RouteEntry.RTAX_MTU;
import static io.vip4j.linux.netlink.RouteEntry.RTA_DST;
import static io.vip4j.linux.netlink.RouteEntry.RTA_GATEWAY;
import static io.vip4j.linux.netlink.RouteEntry.RTA_METRICS;
import static io.vip4j.linux.netlink.RouteEntry.RTA_OIF;
import static io.vip4j.linux.netlink.RouteEntry.RTA_PREFSRC;
import static io.vip4j.linux.netlink.RouteEntry.RTA_PRIORITY;
import static io.vip4j.linux.netlink.RouteEntry.RTA_TABLE;
import static io.vip4j.linux.netlink.RouteEntry.RTNH_F_ONLINK;
import static io.vip4j.linux.netlink.Rtnetlink.AF_INET;
import static io.vip4j.linux.netlink.Rtnetlink.AF_INET6;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_ACK;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_CREATE;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_DUMP;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_EXCL;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_REQUEST;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_DELROUTE;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_GETROUTE;
import static io.vip4j.linux.netlink.Rtnetlink.RTM_NEWROUTE;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AddressScope;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRoute.Kind;
import java.util.Locale;

/** Requests about routes. Those that remove name our protocol, so that the kernel finds no route of others. */
public final class RouteRequests {

    /**
     * Who added a route or rule: 112, the IP protocol number of VRRP and the same as IFA_PROTO of our addresses. The
     * kernel and iproute2 (rt_protos) have given out 0 to 18, 42, 99 and 186 to 192; keepalived is 18.
     */
    public static final int PROTOCOL = 112;

    private static final int MAIN = 254;

    /** The kernel's own choice for an IPv6 route without a metric. */
    private static final int IPV6_METRIC = 1024;

    private RouteRequests() {}

    /**
     * Adds a route; EEXIST if there is one of this prefix, table and metric.
     *
     * @param interfaceIndex where it leaves, 0 if it does not
     */
    public static NetlinkRequest add(VirtualRoute route, int interfaceIndex) {
        return new NetlinkRequest(
                "RTM_NEWROUTE " + text(route),
                RTM_NEWROUTE,
                NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL,
                writer -> {
                    int flags = route.onLink() ? RTNH_F_ONLINK : 0;
                    int length = route.destination().length();
                    AddressFamily family = route.destination().family();
                    header(writer, family, length, table(route), PROTOCOL, scope(route), type(route), flags);
                    if (length > 0) {
                        writer.attribute(RTA_DST, route.destination().address());
                    }
                    tail(writer, metric(route), table(route), interfaceIndex);
                    route.via().ifPresent(hop -> writer.attribute(RTA_GATEWAY, hop));
                    route.source().ifPresent(source -> writer.attribute(RTA_PREFSRC, source));
                    route.mtu().ifPresent(mtu -> {
                        int metrics = writer.beginNested(RTA_METRICS);
                        writer.attribute(RTAX_MTU, mtu);
                        writer.endNested(metrics);
                    });
                });
    }

    /**
     * Removes a route of ours; ESRCH if it is not there.
     *
     * @param interfaceIndex as for {@link #add}
     */
    public static NetlinkRequest delete(VirtualRoute route, int interfaceIndex) {
        return new NetlinkRequest("RTM_DELROUTE " + text(route), RTM_DELROUTE, NLM_F_REQUEST | NLM_F_ACK, writer -> {
            int length = route.destination().length();
            AddressFamily family = route.destination().family();
            header(writer, family, length, table(route), PROTOCOL, scope(route), type(route), 0);
            if (length > 0) {
                writer.attribute(RTA_DST, route.destination().address());
            }
            tail(writer, metric(route), table(route), interfaceIndex);
            route.via().ifPresent(hop -> writer.attribute(RTA_GATEWAY, hop));
        });
    }

    /** Removes a route that the kernel has told about, if it is ours; ESRCH otherwise. */
    public static NetlinkRequest delete(RouteEntry entry) {
        return new NetlinkRequest("RTM_DELROUTE " + entry, RTM_DELROUTE, NLM_F_REQUEST | NLM_F_ACK, writer -> {
            AddressFamily family = entry.destination().family();
            header(writer, family, entry.length(), entry.table(), PROTOCOL, entry.scope(), entry.type(), 0);
            if (entry.length() > 0) {
                writer.attribute(RTA_DST, entry.destination());
            }
            tail(writer, entry.metric(), entry.table(), entry.interfaceIndex());
            entry.via().ifPresent(hop -> writer.attribute(RTA_GATEWAY, hop));
        });
    }

    /** Asks for the routes of a table. Kernels before 4.20 give those of all tables: compare. */
    public static NetlinkRequest dump(AddressFamily family, int table) {
        return new NetlinkRequest("RTM_GETROUTE table " + table, RTM_GETROUTE, NLM_F_REQUEST | NLM_F_DUMP, writer -> {
            header(writer, family, 0, 0, 0, 0, 0, 0);
            writer.attribute(RTA_TABLE, table);
        });
    }

    /** The table that a route belongs to. */
    public static int table(VirtualRoute route) {
        return route.table().orElse(MAIN);
    }

    static int metric(VirtualRoute route) {
        int metric = route.metric().orElse(0);
        return metric == 0 && route.destination().family() == AddressFamily.IPV6 ? IPV6_METRIC : metric;
    }

    static int scope(VirtualRoute route) {
        boolean onLink = route.kind() == Kind.UNICAST && route.via().isEmpty();
        AddressScope usual = onLink ? AddressScope.LINK : AddressScope.GLOBAL;
        return route.scope().orElse(usual).value();
    }

    static int type(VirtualRoute route) {
        return switch (route.kind()) {
            case UNICAST -> 1;
            case BLACKHOLE -> 6;
            case UNREACHABLE -> 7;
            case PROHIBIT -> 8;
        };
    }

    /** Text as of {@code ip route}, for messages. */
    private static String text(VirtualRoute route) {
        return (route.kind() == Kind.UNICAST ? "" : route.kind().name().toLowerCase(Locale.ROOT) + " ")
                + route.destination()
                + route.via().map(hop -> " via " + hop).orElse("")
                + route.networkInterface().map(name -> " dev " + name).orElse("")
                + (route.metric().isPresent() ? " metric " + route.metric().getAsInt() : "")
                + (route.table().isPresent() ? " table " + route.table().getAsInt() : "");
    }

    private static void header(
            MessageWriter writer,
            AddressFamily family,
            int length,
            int table,
            int protocol,
            int scope,
            int type,
            int flags) {
        writer.putByte(family == AddressFamily.IPV4 ? AF_INET : AF_INET6);
        writer.putByte(length);
        writer.putByte(0);
        writer.putByte(0);
        // RTA_TABLE tells the number in full.
        writer.putByte(table < 256 ? table : 0);
        writer.putByte(protocol);
        writer.putByte(scope);
        writer.putByte(type);
        writer.putInt(flags);
    }

    private static void tail(MessageWriter writer, int metric, int table, int interfaceIndex) {
        if (metric != 0) {
            writer.attribute(RTA_PRIORITY, metric);
        }
        writer.attribute(RTA_TABLE, table);
        if (interfaceIndex != 0) {
            writer.attribute(RTA_OIF, interfaceIndex);
        }
    }
}
