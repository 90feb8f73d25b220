/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.CheckStatus;
import io.vip4j.health.OnFailure;
import io.vip4j.health.Reading;
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
     * @param reading how it counts
     * @param detail why, for people
     * @param words the sentence part that names it, without the detail
     */
    private record Health(Reading reading, String detail, String words, OnFailure onFailure) {}

    private final Map<String, Health> health = new LinkedHashMap<>();

    /** A handle or check is so. */
    void check(String name, Reading reading, String detail, OnFailure onFailure) {
        health.put(name, new Health(reading, detail, "check " + name + " ", onFailure));
    }

    /** A handle or check is so; its effect stays what it was, at first a release. */
    void check(String name, Reading reading, String detail) {
        Health before = health.get(name);
        check(name, reading, detail, before == null ? RELEASE : before.onFailure());
    }

    /** A tracked interface is so. */
    void trackedInterface(String key, String networkInterface, boolean up, String detail, OnFailure onFailure) {
        health.put(key, new Health(Reading.of(up), detail, "interface " + networkInterface + " ", onFailure));
    }

    /** What is known stays so, but has another effect. */
    void effect(String name, OnFailure onFailure) {
        health.computeIfPresent(
                name, (unused, known) -> new Health(known.reading(), known.detail(), known.words(), onFailure));
    }

    void forget(String name) {
        health.remove(name);
    }

    boolean knows(String name) {
        return health.containsKey(name);
    }

    /** How a thing is; empty if it is not known. */
    Optional<Boolean> isUp(String name) {
        return Optional.ofNullable(health.get(name))
                .map(known -> known.reading().up());
    }

    /** What keeps the elector from taking part; empty if nothing does. */
    Optional<String> obstacle() {
        for (Health thing : health.values()) {
            if (thing.onFailure().releasesWhen(thing.reading())) {
                return Optional.of(thing.words() + thing.detail());
            }
        }
        return Optional.empty();
    }

    /** What all of them add to the priority. */
    int weight() {
        int sum = 0;
        for (Health thing : health.values()) {
            sum += thing.onFailure().contribution(thing.reading());
        }
        return sum;
    }

    List<CheckStatus> checks() {
        List<CheckStatus> checks = new ArrayList<>();
        health.forEach((name, state) -> checks.add(new CheckStatus(
                name,
                state.words().trim(),
                state.reading(),
                state.detail(),
                state.onFailure(),
                state.onFailure().contribution(state.reading()),
                Optional.empty(),
                0,
                0,
                0)));
        return checks;
    }
}
