/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.Cause;
import io.vip4j.event.Trigger;
import io.vip4j.machine.Input;
import io.vip4j.machine.Input.AdvertisementReceived;
import io.vip4j.machine.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Collects why an elector is about to change its state. What leads to a claim or release comes some steps before the
 * transition, so it is remembered here until then.
 */
final class CauseChain {

    private Trigger trigger = Trigger.STARTUP;
    private final List<String> links = new ArrayList<>();

    private String lastHeard = "";
    private long lastHeardAtNanos;
    private boolean gaveAway;
    private String ignoredLower = "";
    private long listeningSinceNanos;
    private long stepStartedAtNanos;

    /** Remembers a wish or an obstacle that comes from outside the protocol. */
    void begin(Trigger newTrigger, String link) {
        trigger = newTrigger;
        links.clear();
        links.add(link);
    }

    /** Takes note of a step before its transition, if any, is published. */
    void note(Rule rule, Input input, String ownPriority, long now) {
        switch (rule) {
            case STARTUP -> {
                listeningSinceNanos = now;
                forgetHeard();
            }
            case STARTUP_AS_OWNER -> {
                links.add("owner of the addresses");
                stepStartedAtNanos = now;
            }
            case ACTIVE_ACCEPTED -> heard((AdvertisementReceived) input, false, now);
            case PRIORITY_ZERO_IN_BACKUP -> heard((AdvertisementReceived) input, true, now);
            case LOWER_PRIORITY_IN_BACKUP -> ignoredLower = sender((AdvertisementReceived) input);
            case ACTIVE_DOWN -> {
                activeDown(now);
                stepStartedAtNanos = now;
            }
            case HIGHER_PRIORITY -> yielded(Trigger.HIGHER_PRIORITY, input, "is above our " + ownPriority, now);
            case HIGHER_ADDRESS -> yielded(Trigger.HIGHER_ADDRESS, input, "equals ours and its address is higher", now);
            case YIELD_AFTER_STALL -> yielded(Trigger.STALL, input, "took over while this process stood still", now);
            case ACTIVE_SHUTDOWN, RESIGN -> stepStartedAtNanos = now;
            case CLAIMED -> links.add("addresses bound in " + millis(now - stepStartedAtNanos));
            case RELEASED -> {
                links.add("addresses removed in " + millis(now - stepStartedAtNanos));
                listeningSinceNanos = now;
                forgetHeard();
            }
            case RELEASE_TIMEOUT -> {
                links.add("addresses not confirmed removed after " + millis(now - stepStartedAtNanos));
                listeningSinceNanos = now;
                forgetHeard();
            }
            case BIND_FAILED -> {
                listeningSinceNanos = now;
                forgetHeard();
            }
            default -> {
                // Other rules lead to no transition, or its cause was given by begin().
            }
        }
    }

    Cause cause() {
        return new Cause(trigger, links.isEmpty() ? List.of("no further detail") : links);
    }

    private void heard(AdvertisementReceived advertisement, boolean zero, long now) {
        lastHeard = sender(advertisement);
        lastHeardAtNanos = now;
        gaveAway = zero;
        ignoredLower = "";
    }

    private void forgetHeard() {
        lastHeard = "";
        ignoredLower = "";
        gaveAway = false;
    }

    private void activeDown(long now) {
        if (gaveAway) {
            begin(Trigger.PRIORITY_ZERO, lastHeard + " gave the role away");
            links.add("Skew_Time of " + millis(now - lastHeardAtNanos) + " passed");
        } else if (!ignoredLower.isEmpty()) {
            begin(Trigger.ACTIVE_DOWN, ignoredLower + " is lower than ours");
            links.add("Active_Down_Interval passed");
        } else if (!lastHeard.isEmpty()) {
            begin(Trigger.ACTIVE_DOWN, "last heard " + lastHeard);
            links.add("silent for " + millis(now - lastHeardAtNanos));
        } else {
            begin(Trigger.ACTIVE_DOWN, "no Active router heard for " + millis(now - listeningSinceNanos));
        }
    }

    private void yielded(Trigger newTrigger, Input input, String why, long now) {
        AdvertisementReceived advertisement = (AdvertisementReceived) input;
        begin(newTrigger, sender(advertisement) + " " + why);
        heard(advertisement, false, now);
        listeningSinceNanos = now;
    }

    private static String sender(AdvertisementReceived advertisement) {
        return advertisement.source() + " with priority " + advertisement.priority();
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, nanos < 10_000_000 ? "%.1f ms" : "%.0f ms", nanos / 1e6);
    }
}
