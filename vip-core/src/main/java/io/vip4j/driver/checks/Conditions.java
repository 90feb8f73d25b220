/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.event.CheckResult;
import io.vip4j.event.CheckStatus;
import io.vip4j.health.OnFailure;
import io.vip4j.health.Reading;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The health of everything that an elector or a group stands for: checks, handles and tracked interfaces. */
public final class Conditions {

    private static final OnFailure RELEASE = OnFailure.release();

    private enum Kind {
        CHECK,
        INTERFACE
    }

    /**
     * One thing.
     *
     * @param reading how it counts
     * @param detail why, for people
     * @param words the sentence part that names it, without the detail
     * @param description what it is, for people
     */
    private record Health(
            Kind kind,
            Reading reading,
            String detail,
            String words,
            String description,
            OnFailure onFailure,
            CheckStatistics statistics) {

        boolean releases() {
            return onFailure.releasesWhen(reading);
        }

        int contribution() {
            return onFailure.contribution(reading);
        }

        String sentence() {
            return words + detail;
        }
    }

    private final Map<String, Health> health = new LinkedHashMap<>();
    private String lastLoss = "";

    /** A handle or check is so. */
    void check(String name, Reading reading, String detail, OnFailure onFailure) {
        put(name, Kind.CHECK, reading, detail, "check " + name + " ", onFailure);
    }

    /** A handle or check is so; its effect stays what it was, at first a release. */
    void check(String name, Reading reading, String detail) {
        Health before = health.get(name);
        check(name, reading, detail, before == null ? RELEASE : before.onFailure());
    }

    /** A tracked interface is so. */
    public void trackedInterface(String key, String networkInterface, boolean up, String detail, OnFailure onFailure) {
        put(key, Kind.INTERFACE, Reading.of(up), detail, "interface " + networkInterface + " ", onFailure);
    }

    private void put(String name, Kind kind, Reading reading, String detail, String words, OnFailure onFailure) {
        Health before = health.get(name);
        String description = before == null ? words.trim() : before.description();
        CheckStatistics statistics = before == null ? new CheckStatistics() : before.statistics();
        replace(name, before, new Health(kind, reading, detail, words, description, onFailure, statistics));
    }

    /** What is known stays so, but has another effect. */
    void effect(String name, OnFailure onFailure) {
        Health known = health.get(name);
        if (known != null) {
            replace(
                    name,
                    known,
                    new Health(
                            known.kind(),
                            known.reading(),
                            known.detail(),
                            known.words(),
                            known.description(),
                            onFailure,
                            known.statistics()));
        }
    }

    private void replace(String name, @Nullable Health before, Health now) {
        health.put(name, now);
        if (now.contribution() < (before == null ? 0 : before.contribution())) {
            lastLoss = now.sentence();
        }
    }

    /** What a known thing is, for people. */
    void describe(String name, String description) {
        health.computeIfPresent(
                name,
                (unused, known) -> new Health(
                        known.kind(),
                        known.reading(),
                        known.detail(),
                        known.words(),
                        description,
                        known.onFailure(),
                        known.statistics()));
    }

    /**
     * A known check has answered, or the application has said how a handle is: what comes of it is told by
     * {@link #check}.
     *
     * @param timedOut whether the answer is that none came in time
     */
    void answered(CheckResult result, boolean timedOut) {
        Health known = health.get(result.check());
        if (known != null) {
            known.statistics().note(result, timedOut);
        }
    }

    /** It counts no longer. */
    public void forget(String name) {
        Health gone = health.remove(name);
        if (gone != null && gone.contribution() > 0) {
            lastLoss = gone.words() + "is gone";
        }
    }

    /** Whether anything has this name. */
    public boolean knows(String name) {
        return health.containsKey(name);
    }

    /** How a thing counts; empty if it is not known. */
    Optional<Reading> reading(String name) {
        return Optional.ofNullable(health.get(name)).map(Health::reading);
    }

    /** What keeps the elector from taking part; empty if nothing does. */
    public Optional<String> obstacle() {
        return first(Health::releases);
    }

    /** The check or handle that has failed, by its own word, and releases; empty if none has. */
    public Optional<String> failedCheck() {
        return first(Conditions::hasFailed);
    }

    /** What keeps the elector from taking part apart from {@link #failedCheck}; empty if nothing does. */
    public Optional<String> obstacleBesidesChecks() {
        return first(thing -> thing.releases() && !hasFailed(thing));
    }

    private static boolean hasFailed(Health thing) {
        return thing.kind() == Kind.CHECK
                && thing.releases()
                && thing.statistics().hasAnswered();
    }

    private Optional<String> first(Predicate<Health> condition) {
        return health.values().stream().filter(condition).findFirst().map(Health::sentence);
    }

    /** What all of them add to the priority. */
    public int weight() {
        int sum = 0;
        for (Health thing : health.values()) {
            sum += thing.contribution();
        }
        return sum;
    }

    /** What lowered {@link #weight} last, for people; empty if nothing ever did. */
    public String lastLoss() {
        return lastLoss;
    }

    /** All of them, as people see them. */
    public List<CheckStatus> checks() {
        List<CheckStatus> checks = new ArrayList<>();
        health.forEach((name, thing) -> checks.add(thing.statistics()
                .status(name, thing.description(), thing.reading(), thing.detail(), thing.onFailure())));
        return checks;
    }
}
