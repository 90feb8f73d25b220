/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.health.NamedCheck;
import io.vip4j.health.Reading;
import io.vip4j.spi.VipPlatform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The running checks of an elector or a group. */
final class CheckSet {

    private record Running(NamedCheck named, CheckRunner runner) {}

    private final VipPlatform platform;
    private final Conditions conditions;
    private final Runnable changed;
    private final Map<String, Running> running = new LinkedHashMap<>();

    /**
     * @param changed runs when a check has said something
     */
    CheckSet(VipPlatform platform, Conditions conditions, Runnable changed) {
        this.platform = platform;
        this.conditions = conditions;
        this.changed = changed;
    }

    /**
     * Runs these checks and no others. One that is the same as before keeps its state and its pace.
     *
     * @param assumedUp whether a new check counts as up until its first answer: at a change of what runs already it must
     *     not take the role away before it has been asked
     */
    void run(List<NamedCheck> wanted, boolean assumedUp) {
        Map<String, NamedCheck> byName = new LinkedHashMap<>();
        wanted.forEach(named -> byName.put(named.name(), named));
        running.entrySet().removeIf(entry -> {
            NamedCheck still = byName.get(entry.getKey());
            if (still != null && still.check().equals(entry.getValue().named().check())) {
                return false;
            }
            entry.getValue().runner().close();
            if (still == null) {
                conditions.forget(entry.getKey());
            }
            return true;
        });
        for (NamedCheck named : byName.values()) {
            Running known = running.get(named.name());
            if (known != null) {
                running.put(named.name(), new Running(named, known.runner()));
                conditions.effect(named.name(), named.onFailure());
                continue;
            }
            boolean assumed = conditions.isUp(named.name()).orElse(assumedUp);
            CheckRunner runner = new CheckRunner(named, assumed, platform, (name, reading, detail) -> {
                conditions.check(name, reading, detail);
                changed.run();
            });
            running.put(named.name(), new Running(named, runner));
            conditions.check(named.name(), Reading.of(assumed), "has not answered yet", named.onFailure());
        }
    }

    /** Asks the checks that have not been asked yet. */
    void start() {
        List.copyOf(running.values()).forEach(check -> check.runner().start());
    }

    boolean has(String name) {
        return running.containsKey(name);
    }

    void close() {
        running.values().forEach(check -> check.runner().close());
        running.clear();
    }
}
