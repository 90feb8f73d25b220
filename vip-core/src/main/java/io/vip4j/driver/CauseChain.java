/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Cause;
import io.vip4j.event.Trigger;
import io.vip4j.machine.Input;
import io.vip4j.machine.Input.ActiveDied;
import io.vip4j.machine.Input.AdvertisementReceived;
import io.vip4j.machine.Rule;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Collects why an elector is about to change its state. What leads to a claim or release comes some steps before the
 * transition, so it is remembered here until then.
 */
final class CauseChain {

    private Trigger trigger = Trigger.STARTUP;
    private final List<String> links = new ArrayList<>();

    // Kept as they came: they are put into words only when a transition asks, not with every advertisement.
    private Optional<AdvertisementReceived> lastHeard = Optional.empty();
    private Optional<AdvertisementReceived> ignoredLower = Optional.empty();
    private Optional<ActiveDied> died = Optional.empty();
    private long diedAtNanos;
    private long lastHeardAtNanos;
    private long listeningSinceNanos;
    private long stepStartedAtNanos;
    private long tookNanos;

    /** Remembers a wish or an obstacle that comes from outside the protocol. */
    void begin(Trigger newTrigger, String link) {
        trigger = newTrigger;
        links.clear();
        links.add(link);
    }

    /** The same with more than one link. */
    void begin(Trigger newTrigger, List<String> newLinks) {
        trigger = newTrigger;
        links.clear();
        links.addAll(newLinks);
    }

    /** Something that happened on the way to the next transition. */
    void add(String link) {
        links.add(link);
    }

    /** Takes note of a step before its transition, if any, is published. */
    void note(Rule rule, Input input, Priority ownPriority, long now) {
        tookNanos = 0;
        switch (rule) {
            case STARTUP, STARTUP_AS_OWNER_WITHHELD, BIND_FAILED -> listenAnew(now);
            case STARTUP_AS_OWNER -> {
                links.add("owner of the addresses");
                stepStartedAtNanos = now;
            }
            case ACTIVE_ACCEPTED, PREEMPTION_DELAYED, PRIORITY_ZERO_IN_BACKUP ->
                heard((AdvertisementReceived) input, now);
            case ACTIVE_DIED -> {
                died = Optional.of((ActiveDied) input);
                diedAtNanos = now;
            }
            case LOWER_PRIORITY_IN_BACKUP -> ignoredLower = same(ignoredLower, (AdvertisementReceived) input);
            case ACTIVE_DOWN -> {
                activeDown(now);
                stepStartedAtNanos = now;
            }
            case RECLAIM -> {
                begin(Trigger.SWITCHOVER, "nobody took the role within " + millis(now - listeningSinceNanos));
                stepStartedAtNanos = now;
            }
            case HIGHER_PRIORITY -> yielded(Trigger.HIGHER_PRIORITY, input, "is above our " + ownPriority, now);
            case HIGHER_ADDRESS -> yielded(Trigger.HIGHER_ADDRESS, input, "equals ours and its address is higher", now);
            case YIELD_AFTER_STALL -> yielded(Trigger.STALL, input, "took over while this process stood still", now);
            case ACTIVE_SHUTDOWN, RESIGN -> stepStartedAtNanos = now;
            case CLAIMED -> {
                tookNanos = now - stepStartedAtNanos;
                links.add("addresses bound in " + millis(tookNanos));
            }
            case RELEASED -> released("addresses removed in ", now);
            case RELEASE_TIMEOUT -> released("addresses not confirmed removed after ", now);
            default -> {
                // Other rules lead to no transition, or its cause was given by begin().
            }
        }
    }

    Cause cause() {
        return new Cause(trigger, links.isEmpty() ? List.of("no further detail") : links);
    }

    /** How long the step of the latest note took, from the decision to its end; zero if it took no time of its own. */
    Duration took() {
        return Duration.ofNanos(tookNanos);
    }

    private void heard(AdvertisementReceived advertisement, long now) {
        lastHeard = same(lastHeard, advertisement);
        lastHeardAtNanos = now;
        ignoredLower = Optional.empty();
        died = Optional.empty();
    }

    /** What is heard again and again is kept as it was. */
    private static Optional<AdvertisementReceived> same(
            Optional<AdvertisementReceived> before, AdvertisementReceived advertisement) {
        return before.isPresent() && before.get().equals(advertisement) ? before : Optional.of(advertisement);
    }

    private void listenAnew(long now) {
        listeningSinceNanos = now;
        lastHeard = Optional.empty();
        ignoredLower = Optional.empty();
        died = Optional.empty();
    }

    private void released(String what, long now) {
        tookNanos = now - stepStartedAtNanos;
        links.add(what + millis(tookNanos));
        listenAnew(now);
    }

    private void activeDown(long now) {
        if (died.isPresent()) {
            begin(Trigger.PEER_DIED, "process of " + died.get().source() + " ended");
            String waited = millis(now - diedAtNanos);
            links.add(
                    died.get().lingerNanos() == 0
                            ? "Skew_Time of " + waited + " passed"
                            : "waited " + waited + " for Skew_Time and until its addresses are gone");
        } else if (lastHeard.isPresent() && lastHeard.get().priority().isZero()) {
            begin(Trigger.PRIORITY_ZERO, sender(lastHeard.get()) + " gave the role away");
            links.add("Skew_Time of " + millis(now - lastHeardAtNanos) + " passed");
        } else if (ignoredLower.isPresent()) {
            begin(Trigger.ACTIVE_DOWN, sender(ignoredLower.get()) + " is lower than ours");
            links.add("Active_Down_Interval passed");
        } else if (lastHeard.isPresent()) {
            begin(Trigger.ACTIVE_DOWN, "last heard " + sender(lastHeard.get()));
            links.add("silent for " + millis(now - lastHeardAtNanos));
        } else {
            begin(Trigger.ACTIVE_DOWN, "no Active router heard for " + millis(now - listeningSinceNanos));
        }
    }

    private void yielded(Trigger newTrigger, Input input, String why, long now) {
        AdvertisementReceived advertisement = (AdvertisementReceived) input;
        begin(newTrigger, sender(advertisement) + " " + why);
        heard(advertisement, now);
        listeningSinceNanos = now;
    }

    private static String sender(AdvertisementReceived advertisement) {
        return advertisement.source() + " with priority " + advertisement.priority();
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, nanos < 10_000_000 ? "%.1f ms" : "%.0f ms", nanos / 1e6);
    }
}
