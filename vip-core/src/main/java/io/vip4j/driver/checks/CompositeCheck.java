/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import io.vip4j.health.Reading;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/** Is up while enough of its members are. Members that have not answered yet count as they say. */
final class CompositeCheck implements RunningCheck {

    /** A member. */
    record Part(String name, CheckStanding standing, RunningCheck running) {}

    private final int needed;
    private final CheckReport report;
    private final List<Part> parts = new ArrayList<>();

    // Written by the loop.
    private boolean started;
    private boolean closed;
    private boolean up;
    private boolean decided;

    /**
     * @param assumed how it counts before the first answer
     */
    CompositeCheck(int needed, Reading assumed, CheckReport report) {
        this.needed = needed;
        this.up = assumed.up();
        this.report = report;
    }

    /** Before the start. */
    void add(Part part) {
        parts.add(part);
    }

    @Override
    public void start() {
        parts.forEach(part -> part.running().start());
        started = true;
        memberChanged();
    }

    @Override
    public void close() {
        closed = true;
        for (Part part : parts) {
            part.standing().close();
            part.running().close();
        }
    }

    /** A member counts otherwise. */
    void memberChanged() {
        if (!started || closed) {
            return;
        }
        Reading reading = combine(
                needed, parts.stream().map(part -> part.standing().reading()).toList());
        boolean changed = reading.up() != up;
        boolean first = !decided && isDecided();
        if (!changed && !first && !decided) {
            return; // Nothing is known yet.
        }
        up = reading.up();
        decided |= first;
        String members = sayOfMembers(reading);
        String detail = (up ? "UP" : "DOWN") + members;
        if (changed || first) {
            String seen = members.isEmpty() ? "all are up" : members.replaceFirst("^[^:]*: ", "");
            report.answered(new CheckReport.Answer(up, seen, Duration.ZERO, false), reading, detail);
        } else {
            report.counts(reading, detail);
        }
    }

    /** Whether those that have answered are enough to know, whatever the others will say. */
    private boolean isDecided() {
        int answeredUp = 0;
        int answeredDown = 0;
        for (Part part : parts) {
            if (part.standing().hasAnswered()) {
                if (part.standing().reading().up()) {
                    answeredUp++;
                } else {
                    answeredDown++;
                }
            }
        }
        return answeredUp >= needed || answeredDown > parts.size() - needed;
    }

    /** Which ones are not as they should be, and why; empty if all are. */
    private String sayOfMembers(Reading reading) {
        List<String> notUp = new ArrayList<>();
        int upOnes = 0;
        for (Part part : parts) {
            if (part.standing().reading().up()) {
                upOnes++;
            } else {
                notUp.add(part.name() + " " + part.standing().detail());
            }
        }
        String strength = reading.up() && reading.level() < 1 ? " at " + Math.round(reading.level() * 100) + " %" : "";
        if (notUp.isEmpty()) {
            return strength;
        }
        return strength + ": " + upOnes + " of " + parts.size() + " up, " + needed + " needed ("
                + String.join("; ", notUp) + ")";
    }

    /** How a composite counts whose members count so: as well as the worst of the best that it needs. */
    static Reading combine(int needed, List<Reading> members) {
        double level = members.stream()
                .map(Reading::level)
                .sorted(Comparator.reverseOrder())
                .skip(needed - 1)
                .findFirst()
                .orElseThrow();
        return new Reading(level > 0, level, OptionalInt.empty());
    }
}
