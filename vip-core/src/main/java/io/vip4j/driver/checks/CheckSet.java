/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.event.CheckResult;
import io.vip4j.health.CheckSource;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.health.Reading;
import io.vip4j.spi.Loop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The running checks of an elector or a group. */
public final class CheckSet implements CheckEvents {

    private static final class Running {

        private final HealthCheck check;
        private final RunningChecks.Made made;
        private boolean started;

        private Running(HealthCheck check, RunningChecks.Made made) {
            this.check = check;
            this.made = made;
        }
    }

    private final RunningChecks checks;
    private final String router;
    private final Loop loop;
    private final Conditions conditions;
    private final Consumer<CheckResult> results;
    private final Runnable changed;
    private final Map<String, Running> running = new LinkedHashMap<>();
    private Map<String, NamedCheck> wanted = Map.of();

    /**
     * @param router name of the router or group
     * @param results takes every answer
     * @param changed runs when a check counts otherwise or for another reason
     */
    public CheckSet(
            HostChecks host, String router, Conditions conditions, Consumer<CheckResult> results, Runnable changed) {
        this.checks = new RunningChecks(host, router, this);
        this.router = router;
        this.loop = host.platform().loop();
        this.results = results;
        this.conditions = conditions;
        this.changed = changed;
    }

    /**
     * Runs these checks and no others. One that is the same as before keeps its state and its pace.
     *
     * @param live whether it runs already: then a new check that is undecided counts so until its first answer that it
     *     does not take the role away before it has been asked
     */
    public void run(List<NamedCheck> named, boolean live) {
        Map<String, NamedCheck> byName = new LinkedHashMap<>();
        named.forEach(one -> byName.put(one.name(), one));
        wanted = byName;
        Map<String, Running> before = new LinkedHashMap<>(running);
        running.clear();
        byName.forEach((name, one) -> {
            Running known = before.remove(name);
            running.put(name, known == null ? fresh(one, live) : next(known, one, live));
        });
        before.forEach((name, gone) -> {
            end(name, gone);
            conditions.forget(name);
        });
    }

    private Running fresh(NamedCheck named, boolean live) {
        return new Running(named.check(), checks.make(named.name(), named.check(), undecidedUp(named, live), changed));
    }

    private Running next(Running known, NamedCheck named, boolean live) {
        if (known.check.equals(named.check())) {
            conditions.effect(named.name(), named.onFailure());
            return known;
        }
        end(named.name(), known);
        return new Running(
                named.check(), checks.succeed(known.made.standing(), named.check(), undecidedUp(named, live), changed));
    }

    private static boolean undecidedUp(NamedCheck named, boolean live) {
        OnFailure effect = named.onFailure();
        return live && !(effect.releases() && effect.reversed());
    }

    private void end(String name, Running gone) {
        gone.made.close();
        memberPaths(name, gone.check).forEach(conditions::forget);
    }

    private static List<String> memberPaths(String path, HealthCheck check) {
        List<String> paths = new ArrayList<>();
        if (check.source() instanceof CheckSource.Composite composite) {
            for (CheckSource.Member member : composite.members()) {
                String memberPath = path + "/" + member.name();
                paths.add(memberPath);
                paths.addAll(memberPaths(memberPath, member.check()));
            }
        }
        return paths;
    }

    /** Begins with the checks that have not begun yet. */
    public void start() {
        for (Running check : List.copyOf(running.values())) {
            if (!check.started) {
                check.started = true;
                check.made.running().start();
            }
        }
    }

    @Override
    public void begins(String path, String description, Reading reading, String detail) {
        NamedCheck named = wanted.get(path);
        // For a member the composite check counts; it is only shown.
        conditions.check(path, reading, detail, named == null ? OnFailure.advisory() : named.onFailure());
        conditions.describe(path, description);
    }

    @Override
    public void answered(String path, CheckReport.Answer answer, boolean up, boolean countsOtherwise) {
        CheckResult result = new CheckResult(
                router, path, loop.now(), answer.healthy(), answer.detail(), answer.latency(), up, countsOtherwise);
        conditions.answered(result, answer.timedOut());
        results.accept(result);
    }

    @Override
    public void counts(String path, Reading reading, String detail) {
        conditions.check(path, reading, detail);
    }

    /** Whether it runs a check of this name. */
    public boolean has(String name) {
        return running.containsKey(name);
    }

    /** Ends all of them. */
    public void close() {
        running.values().forEach(check -> check.made.close());
        running.clear();
    }
}
