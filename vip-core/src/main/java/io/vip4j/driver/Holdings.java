/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an Active router has on its host: addresses by interface, routes and rules.
 *
 * @param addresses addresses by the interface they are on, in the order of the configuration
 * @param home the interface of routes that name none
 * @param routes routes
 * @param rules policy rules
 */
record Holdings(
        Map<String, List<VirtualAddress>> addresses, String home, List<VirtualRoute> routes, List<VirtualRule> rules) {

    /** Nothing at all. */
    static final Holdings NOTHING = new Holdings(Map.of(), "", List.of(), List.of());

    /**
     * What a configuration asks for.
     *
     * @param home where addresses and routes go that name no interface
     */
    static Holdings of(VirtualRouterConfig config, Home home) {
        Map<String, List<VirtualAddress>> addresses = new LinkedHashMap<>();
        for (VirtualAddress address : config.allAddresses()) {
            addresses
                    .computeIfAbsent(home.interfaceOf(address), unused -> new ArrayList<>())
                    .add(home.formOf(address));
        }
        return new Holdings(addresses, home.networkInterface(), config.routes(), config.rules());
    }

    boolean isEmpty() {
        return addresses.isEmpty() && routes.isEmpty() && rules.isEmpty();
    }

    boolean hasRoutes() {
        return !routes.isEmpty() || !rules.isEmpty();
    }

    Set<String> interfaces() {
        return addresses.keySet();
    }

    /** Whether an address is among them, in whatever form. */
    boolean has(String networkInterface, IpAddress address) {
        return addresses.getOrDefault(networkInterface, List.of()).stream()
                .anyMatch(virtual -> virtual.address().equals(address));
    }

    /** All addresses, whatever interface they are on. */
    List<VirtualAddress> allAddresses() {
        return addresses.values().stream().flatMap(List::stream).toList();
    }

    /** These without what the others have in the same form. */
    Holdings minus(Holdings others) {
        Map<String, List<VirtualAddress>> rest = new LinkedHashMap<>();
        addresses.forEach((place, here) -> {
            List<VirtualAddress> theirs = others.addresses.getOrDefault(place, List.of());
            List<VirtualAddress> left =
                    here.stream().filter(address -> !theirs.contains(address)).toList();
            if (!left.isEmpty()) {
                rest.put(place, left);
            }
        });
        boolean sameHome = home.equals(others.home);
        return new Holdings(
                rest,
                home,
                routes.stream()
                        .filter(route -> !(sameHome && others.routes.contains(route)))
                        .toList(),
                rules.stream().filter(rule -> !others.rules.contains(rule)).toList());
    }

    /** The addresses among these that the others have as well, in whatever form; no routes and rules. */
    Holdings addressesAlsoIn(Holdings others) {
        Map<String, List<VirtualAddress>> both = new LinkedHashMap<>();
        addresses.forEach((place, here) -> {
            List<VirtualAddress> known = here.stream()
                    .filter(address -> others.has(place, address.address()))
                    .toList();
            if (!known.isEmpty()) {
                both.put(place, known);
            }
        });
        return new Holdings(both, home, List.of(), List.of());
    }

    /** These and the others, none twice. */
    Holdings plus(Holdings others) {
        Holdings fresh = others.minus(this);
        Map<String, List<VirtualAddress>> all = new LinkedHashMap<>(addresses);
        fresh.addresses.forEach((place, theirs) -> {
            List<VirtualAddress> joined = new ArrayList<>(all.getOrDefault(place, List.of()));
            joined.addAll(theirs);
            all.put(place, joined);
        });
        List<VirtualRoute> allRoutes = new ArrayList<>(routes);
        allRoutes.addAll(fresh.routes);
        List<VirtualRule> allRules = new ArrayList<>(rules);
        allRules.addAll(fresh.rules);
        return new Holdings(all, home.isEmpty() ? others.home : home, allRoutes, allRules);
    }
}
