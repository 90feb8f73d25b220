/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which routers of a host have a claim to an address, route or rule. An address that moves from one router to another
 * has two claims for a moment: it is removed from the host by the last one that lets go.
 */
final class HoldingClaims {

    private record AddressKey(String networkInterface, IpAddress address) {}

    private record RouteKey(String home, VirtualRoute route) {}

    private final Map<Object, Set<Object>> claims = new HashMap<>();

    /** Claims everything for a router; what another one had a claim to before is returned. */
    Holdings claim(Object router, Holdings holdings) {
        return select(holdings, key -> {
            Set<Object> routers = claims.computeIfAbsent(key, unused -> new HashSet<>());
            boolean shared = routers.stream().anyMatch(other -> other != router);
            routers.add(router);
            return shared;
        });
    }

    /** Gives the claims of a router up; what it had a claim to and nobody has now is returned. */
    Holdings release(Object router, Holdings holdings) {
        return select(holdings, key -> {
            Set<Object> routers = claims.get(key);
            if (routers == null || !routers.remove(router) || !routers.isEmpty()) {
                return false;
            }
            claims.remove(key);
            return true;
        });
    }

    /** Asks exactly once about each thing. */
    private static Holdings select(Holdings holdings, Predicate<Object> wanted) {
        Map<String, List<VirtualAddress>> addresses = new LinkedHashMap<>();
        holdings.addresses().forEach((place, here) -> {
            List<VirtualAddress> chosen = here.stream()
                    .filter(address -> wanted.test(new AddressKey(place, address.address())))
                    .toList();
            if (!chosen.isEmpty()) {
                addresses.put(place, chosen);
            }
        });
        List<VirtualRoute> routes = new ArrayList<>();
        for (VirtualRoute route : holdings.routes()) {
            if (wanted.test(new RouteKey(holdings.home(), route))) {
                routes.add(route);
            }
        }
        List<VirtualRule> rules = holdings.rules().stream().filter(wanted).toList();
        return new Holdings(addresses, holdings.home(), routes, rules);
    }
}
