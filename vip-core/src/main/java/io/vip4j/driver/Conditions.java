/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.VipStatus.CheckStatus;
import io.vip4j.health.OnFailure;
import io.vip4j.vrrp.Priority;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The health of everything that an elector or a group stands for: checks, handles and tracked interfaces. */
final class Conditions {

    private static final OnFailure RELEASE = OnFailure.release();

    /**
     * One thing.
     *
     * @param up whether it works
     * @param detail why, for people
     * @param words the sentence part that names it, without the detail
     */
    private record Health(boolean up, String detail, String words, OnFailure onFailure) {}

    private final Map<String, Health> health = new LinkedHashMap<>();

    /** A handle or check is so. */
    void check(String name, boolean up, String detail, OnFailure onFailure) {
        health.put(name, new Health(up, detail, "check " + name + " ", onFailure));
    }

    /** A handle or check is so; its effect stays what it was, at first a release. */
    void check(String name, boolean up, String detail) {
        Health before = health.get(name);
        check(name, up, detail, before == null ? RELEASE : before.onFailure());
    }

    /** A tracked interface is so. */
    void trackedInterface(String key, String networkInterface, boolean up, String detail, OnFailure onFailure) {
        health.put(key, new Health(up, detail, "interface " + networkInterface + " ", onFailure));
    }

    /** What is known stays so, but has another effect. */
    void effect(String name, OnFailure onFailure) {
        health.computeIfPresent(
                name, (unused, known) -> new Health(known.up(), known.detail(), known.words(), onFailure));
    }

    void forget(String name) {
        health.remove(name);
    }

    boolean knows(String name) {
        return health.containsKey(name);
    }

    /** How a thing is; empty if it is not known. */
    Optional<Boolean> isUp(String name) {
        return Optional.ofNullable(health.get(name)).map(Health::up);
    }

    /** What keeps the elector from taking part; empty if nothing does. */
    Optional<String> obstacle() {
        for (Health thing : health.values()) {
            if (thing.onFailure().releasesWhen(thing.up())) {
                return Optional.of(thing.words() + thing.detail());
            }
        }
        return Optional.empty();
    }

    /** What all of them add to the priority. */
    int weight() {
        int sum = 0;
        for (Health thing : health.values()) {
            sum += thing.onFailure().contribution(thing.up());
        }
        return sum;
    }

    /**
     * The priority in force: only the sum of all weights is held within 1..254, so that they cancel each other exactly.
     * The owner of the addresses keeps its own (RFC 9568 5.2.4).
     */
    static Priority effective(Priority configured, int weight) {
        return configured.isOwner() || weight == 0
                ? configured
                : new Priority(Math.max(1, Math.min(254, configured.value() + weight)));
    }

    List<CheckStatus> checks() {
        List<CheckStatus> checks = new ArrayList<>();
        health.forEach((name, state) -> checks.add(new CheckStatus(name, state.up(), state.detail())));
        return checks;
    }
}
