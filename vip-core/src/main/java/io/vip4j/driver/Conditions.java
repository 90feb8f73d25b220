/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.VipStatus.CheckStatus;
import io.vip4j.vrrp.AddressFamily;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that must hold for an elector to take part: a usable interface and the health of what it stands for. */
final class Conditions {

    /**
     * One thing that must be healthy.
     *
     * @param up whether it lets the elector take part
     * @param detail why, for people
     */
    private record Health(boolean up, String detail) {}

    private final Map<String, Health> health = new LinkedHashMap<>();
    private final String networkInterface;
    private final AddressFamily family;
    private String interfaceProblem;

    /**
     * @param networkInterface what to call the interface in an explanation
     * @param family the family that it must have an address of
     */
    Conditions(String networkInterface, AddressFamily family) {
        this.networkInterface = networkInterface;
        this.family = family;
        this.interfaceProblem = networkInterface + " is not known yet";
    }

    void networkInterface(boolean up, boolean hasAddress) {
        if (!up) {
            interfaceProblem = networkInterface + " is down";
        } else {
            interfaceProblem = hasAddress ? "" : networkInterface + " has no " + family + " address to send from";
        }
    }

    boolean interfaceUsable() {
        return interfaceProblem.isEmpty();
    }

    void health(String name, boolean up, String detail) {
        health.put(name, new Health(up, detail));
    }

    boolean knowsHealthOf(String name) {
        return health.containsKey(name);
    }

    /** What keeps the elector from taking part, the interface first; empty if nothing does. */
    Optional<String> obstacle() {
        if (!interfaceUsable()) {
            return Optional.of(interfaceProblem);
        }
        return health.entrySet().stream()
                .filter(entry -> !entry.getValue().up())
                .map(entry -> "check " + entry.getKey() + " " + entry.getValue().detail())
                .findFirst();
    }

    List<CheckStatus> checks() {
        List<CheckStatus> checks = new ArrayList<>();
        health.forEach((name, state) -> checks.add(new CheckStatus(name, state.up(), state.detail())));
        return checks;
    }
}
