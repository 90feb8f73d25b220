/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.health.CheckSource;
import io.vip4j.health.HealthCheck;
import io.vip4j.plan.TakeoverTime.Part;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How long it takes at most until a node knows of its own failure, or of its end. */
final class Detection {

    private Detection() {}

    /** Of a failure; nothing for a whole node, whose silence is what the others wait for. */
    static List<Part> ofFailure(Failure failure, Member member) {
        return switch (failure.kind()) {
            case CRASH, STOP -> List.of();
            case INTERFACE -> link("link-down delay", member.config().timing().linkDownDelay());
            case CHECK -> check(failure, member, true);
        };
    }

    /** Of the end of a failure. */
    static List<Part> ofRepair(Failure failure, Member member) {
        return switch (failure.kind()) {
            case CRASH, STOP -> List.of();
            case INTERFACE -> link("link-up delay", member.config().timing().linkUpDelay());
            case CHECK -> check(failure, member, false);
        };
    }

    private static List<Part> link(String words, Duration delay) {
        return delay.isZero() ? List.of() : List.of(new Part(words, delay));
    }

    private static List<Part> check(Failure failure, Member member, boolean fails) {
        List<Part> slowest = List.of();
        for (Watched watched : Watched.allOf(member)) {
            if (watched.kind() == Failure.Kind.CHECK && watched.subject().equals(failure.subject())) {
                List<Part> parts = new ArrayList<>();
                boolean down = fails != watched.onFailure().reversed();
                watched.check().ifPresent(check -> add(parts, check, down));
                slowest = Waits.nanos(parts) > Waits.nanos(slowest) ? List.copyOf(parts) : slowest;
            }
        }
        return slowest;
    }

    /** How long one check needs at most to turn down, or up. */
    static Duration of(HealthCheck check, boolean down) {
        List<Part> parts = new ArrayList<>();
        add(parts, check, down);
        return Duration.ofNanos(Waits.nanos(parts));
    }

    private static void add(List<Part> parts, HealthCheck check, boolean down) {
        CheckSource source = check.source();
        if (source instanceof CheckSource.Composite composite) {
            // The slowest member decides at worst.
            List<Part> slowest = new ArrayList<>();
            for (CheckSource.Member member : composite.members()) {
                List<Part> one = new ArrayList<>();
                add(one, member.check(), down);
                if (Waits.nanos(one) > Waits.nanos(slowest)) {
                    slowest = one;
                }
            }
            parts.addAll(slowest);
        } else if (source instanceof CheckSource.Processes processes && down) {
            Duration missing = processes.query().missingFor();
            parts.add(new Part("process death is seen at once, and must last", missing));
        } else if (!isWatched(source)) {
            parts.add(asked(check, down));
        }
    }

    private static boolean isWatched(CheckSource source) {
        return source instanceof CheckSource.FileValue || source instanceof CheckSource.InterfaceLink;
    }

    /** The failure comes right after a probe has begun: the next one begins an interval later and ends at its timeout. */
    private static Part asked(HealthCheck check, boolean down) {
        Duration interval = down
                ? check.pace().interval()
                : check.pace().whileDown().orElse(check.pace().interval());
        interval = interval.plusNanos((long) (interval.toNanos() * check.pace().jitter()));
        Duration timeout = check.pace().timeout();
        int count = down ? check.fall() : check.rise();
        Duration between = check.pace().whileChanging().orElse(check.pace().interval());
        between = between.plusNanos((long) (between.toNanos() * check.pace().jitter()));
        Duration step = between.compareTo(timeout) > 0 ? between : timeout;
        String words = "detection: interval " + Words.time(interval)
                + (count > 1 ? " + " + (count - 1) + " more at " + Words.time(step) : "")
                + " + timeout " + Words.time(timeout);
        return new Part(words, interval.plus(step.multipliedBy(count - 1L)).plus(timeout));
    }
}
