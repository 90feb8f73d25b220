/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.netlink.Answer;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.linux.netlink.NetlinkExchange;
import io.vip4j.linux.netlink.NetlinkRequest;
import io.vip4j.linux.netlink.RouteEntry;
import io.vip4j.linux.netlink.RouteRequests;
import io.vip4j.linux.netlink.RuleEntry;
import io.vip4j.linux.netlink.RuleRequests;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.RouteBinder;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.IpPrefix;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRoute.Kind;
import io.vip4j.vrrp.VirtualRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Adds routes and policy rules by rtnetlink, marked with {@link RouteRequests#PROTOCOL}: what carries the mark was left
 * by an earlier run and is replaced, what does not is somebody else's and stays. Safe from any thread; on the netlink
 * thread of the binder, and so in order with it.
 */
public final class RtnetlinkRoutes implements RouteBinder {

    /** One round removes all rules unless one of ours has all selectors of another and more. */
    private static final int MAX_ROUNDS = 3;

    private static final int REHEARSALS = 50;

    private final NetlinkConnection connection;

    /** @param connection that of the binder */
    public RtnetlinkRoutes(NetlinkConnection connection) {
        this.connection = connection;
    }

    /** {@inheritDoc} What is there already as it is wanted, and ours, stays untouched, so this may be repeated. */
    @Override
    public CompletionStage<Void> add(String networkInterface, List<VirtualRoute> routes, List<VirtualRule> rules) {
        List<VirtualRoute> wantedRoutes = List.copyOf(routes);
        List<VirtualRule> wantedRules = List.copyOf(rules);
        return connection.submit(exchange -> {
            List<VirtualRoute> addedRoutes = new ArrayList<>();
            List<VirtualRule> addedRules = new ArrayList<>();
            try {
                // A rule that looks into a table which is not filled yet would send packets astray.
                addRoutes(exchange, networkInterface, wantedRoutes, addedRoutes);
                addRules(exchange, wantedRules, addedRules);
            } catch (PlatformException failure) {
                try {
                    removeAll(exchange, networkInterface, addedRoutes, addedRules);
                } catch (PlatformException e) {
                    failure.addSuppressed(e);
                }
                throw failure;
            }
        });
    }

    @Override
    public CompletionStage<Void> remove(String networkInterface, List<VirtualRoute> routes, List<VirtualRule> rules) {
        List<VirtualRoute> unwantedRoutes = List.copyOf(routes);
        List<VirtualRule> unwantedRules = List.copyOf(rules);
        return connection.submit(exchange -> removeAll(exchange, networkInterface, unwantedRoutes, unwantedRules));
    }

    private static void addRoutes(
            NetlinkExchange exchange, String networkInterface, List<VirtualRoute> routes, List<VirtualRoute> added) {
        for (VirtualRoute route : routes) {
            int index = interfaceIndex(exchange, networkInterface, route)
                    .orElseThrow(() -> new PlatformException("no network interface "
                            + route.networkInterface().orElse(networkInterface) + " for the route to "
                            + route.destination() + "; was it removed or renamed?"));
            NetlinkRequest request = RouteRequests.add(route, index);
            Answer answer = exchange.change(request);
            if (answer.errno() == Errno.EEXIST) {
                if (isThere(exchange, route, index, request)) {
                    continue;
                }
                answer = exchange.change(request);
            }
            if (!answer.isDone()) {
                throw answer.asException(request);
            }
            added.add(route);
        }
    }

    /** Whether a route of ours is there as it is wanted; if another of ours is in its place, that is removed. */
    private static boolean isThere(
            NetlinkExchange exchange, VirtualRoute route, int interfaceIndex, NetlinkRequest request) {
        List<RouteEntry> inPlace = exchange.routes(route.destination().family(), RouteRequests.table(route)).stream()
                .filter(entry -> entry.isInPlaceOf(route))
                .toList();
        for (RouteEntry entry : inPlace) {
            if (entry.protocol() != RouteRequests.PROTOCOL) {
                throw new PlatformException(request + ": the route " + entry
                        + " was configured by someone else; remove it, or give the virtual route another metric");
            }
        }
        if (inPlace.size() == 1 && inPlace.get(0).isLike(route, interfaceIndex)) {
            return true;
        }
        for (RouteEntry entry : inPlace) {
            requireGone(RouteRequests.delete(entry), exchange.change(RouteRequests.delete(entry)));
        }
        return false;
    }

    private static void addRules(NetlinkExchange exchange, List<VirtualRule> rules, List<VirtualRule> added) {
        Map<AddressFamily, List<RuleEntry>> present = new HashMap<>();
        for (VirtualRule rule : rules) {
            NetlinkRequest request = RuleRequests.add(rule);
            List<RuleEntry> like = present.computeIfAbsent(rule.family(), exchange::rules).stream()
                    .filter(entry -> entry.isLike(rule))
                    .toList();
            for (RuleEntry entry : like) {
                if (entry.protocol() != RouteRequests.PROTOCOL) {
                    throw new PlatformException(request + ": the same rule was configured by someone else (proto "
                            + entry.protocol() + "); remove it, or give the virtual rule another preference");
                }
            }
            if (like.isEmpty()) {
                Answer answer = exchange.change(request);
                if (!answer.isDone()) {
                    throw answer.asException(request);
                }
                added.add(rule);
            }
        }
    }

    private static void removeAll(
            NetlinkExchange exchange, String networkInterface, List<VirtualRoute> routes, List<VirtualRule> rules) {
        removeRules(exchange, rules);
        // From the last to the first: a next hop may be reached by a route before it.
        for (int i = routes.size() - 1; i >= 0; i--) {
            VirtualRoute route = routes.get(i);
            // With the interface its routes are gone.
            interfaceIndex(exchange, networkInterface, route).ifPresent(index -> {
                NetlinkRequest request = RouteRequests.delete(route, index);
                requireGone(request, exchange.change(request));
            });
        }
    }

    /**
     * The kernel removes the first rule of ours that has at least the selectors that are named, so this looks whether it
     * was the right one.
     */
    private static void removeRules(NetlinkExchange exchange, List<VirtualRule> rules) {
        for (int round = 0; round < MAX_ROUNDS; round++) {
            Map<AddressFamily, List<RuleEntry>> present = new HashMap<>();
            List<NetlinkRequest> removals = new ArrayList<>();
            for (VirtualRule rule : rules) {
                present.computeIfAbsent(rule.family(), exchange::rules).stream()
                        .filter(entry -> entry.isLike(rule) && entry.protocol() == RouteRequests.PROTOCOL)
                        .findFirst()
                        .ifPresent(entry -> removals.add(RuleRequests.delete(rule)));
            }
            if (removals.isEmpty()) {
                return;
            }
            List<Answer> answers = exchange.change(removals);
            for (int i = 0; i < answers.size(); i++) {
                requireGone(removals.get(i), answers.get(i));
            }
        }
    }

    private static void requireGone(NetlinkRequest request, Answer answer) {
        boolean absent =
                answer.errno() == Errno.ESRCH || answer.errno() == Errno.ENOENT || answer.errno() == Errno.ENODEV;
        if (!answer.isDone() && !absent) {
            throw answer.asException(request);
        }
    }

    /** 0 for a route that leaves nowhere; empty if there is no interface of the name. */
    private static Optional<Integer> interfaceIndex(
            NetlinkExchange exchange, String networkInterface, VirtualRoute route) {
        if (route.kind() != Kind.UNICAST) {
            return Optional.of(0);
        }
        return exchange.link(route.networkInterface().orElse(networkInterface)).map(LinkEntry::index);
    }

    /** Runs the code of the operations with an interface and a table that do not exist. Returns at once. */
    public void rehearse() {
        // Of 192.0.2.0/24 and 203.0.113.0/24, which are reserved for documentation.
        VirtualRoute route = VirtualRoute.via(IpPrefix.parse("203.0.113.1"), IpAddress.ofIpv4(0xC0000201));
        var unused = connection.submit(exchange -> {
            for (int i = 0; i < REHEARSALS; i++) {
                exchange.change(RouteRequests.add(route, Integer.MAX_VALUE));
                exchange.change(RouteRequests.delete(route, Integer.MAX_VALUE));
                exchange.routes(AddressFamily.IPV4, Integer.MAX_VALUE);
                exchange.rules(AddressFamily.IPV4);
            }
        });
    }
}
