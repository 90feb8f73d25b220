/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.event.CheckResult;
import io.vip4j.health.OnFailure;
import io.vip4j.health.Reading;
import io.vip4j.spi.Loop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The handles of an elector. Used on the loop. */
public final class Handles implements PushedHealth.Listener {

    private final String router;
    private final Loop loop;
    private final Conditions conditions;
    private final Consumer<CheckResult> results;
    private final Runnable changed;
    private final Map<String, PushedHealth> handles = new LinkedHashMap<>();

    /**
     * @param results takes every word
     * @param changed runs when a handle may count otherwise
     */
    public Handles(String router, Loop loop, Conditions conditions, Consumer<CheckResult> results, Runnable changed) {
        this.router = router;
        this.loop = loop;
        this.conditions = conditions;
        this.results = results;
        this.changed = changed;
    }

    /**
     * A handle that is up.
     *
     * @throws IllegalArgumentException if a check or handle of this name exists
     */
    public PushedHealth add(String name, OnFailure onFailure) {
        if (conditions.knows(name)) {
            throw new IllegalArgumentException("health name must be unique in an elector: '" + name + "'");
        }
        PushedHealth handle = new PushedHealth(name, onFailure, loop, this);
        handles.put(name, handle);
        conditions.check(name, Reading.UP, "UP", onFailure);
        conditions.describe(name, "handle");
        changed.run(); // It may add to the priority, or keep the router away if it is reversed.
        return handle;
    }

    @Override
    public void says(PushedHealth handle, Reading reading, String detail, String seen, boolean timedOut) {
        String name = handle.name();
        boolean countsOtherwise = conditions
                .reading(name)
                .filter(before -> !before.equals(reading))
                .isPresent();
        CheckResult result = new CheckResult(
                router, name, loop.now(), reading.up(), seen, Duration.ZERO, reading.up(), countsOtherwise);
        conditions.check(name, reading, detail, handle.onFailure());
        conditions.answered(result, timedOut);
        results.accept(result); // Before what comes of it.
        changed.run();
    }

    @Override
    public void gone(PushedHealth handle) {
        if (handles.remove(handle.name(), handle)) {
            conditions.forget(handle.name());
            changed.run();
        }
    }

    /** Ends all of them. */
    public void close() {
        handles.values().forEach(PushedHealth::end);
        handles.clear();
    }
}
