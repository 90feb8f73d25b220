/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.SyncGroup;
import io.vip4j.config.Timing;
import io.vip4j.driver.checks.CheckSet;
import io.vip4j.driver.checks.Conditions;
import io.vip4j.event.Cause;
import io.vip4j.event.CheckResult;
import io.vip4j.event.CheckStatus;
import io.vip4j.event.Trigger;
import io.vip4j.machine.Rule;
import io.vip4j.spi.VipPlatform;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Virtual routers that move together. Not in RFC.
 *
 * <pre>
 * all members want the role, or have it   those that want it claim it, in the same turn
 * one gives way, or cannot bind           the others that have the role give it away, in the same turn
 * one has an obstacle                     the others have it too
 * </pre>
 */
final class GroupDriver {

    private final String name;
    private final VipPlatform platform;
    private final Conditions conditions = new Conditions();
    private final CheckSet checks;
    private final TrackedLinks trackedLinks;

    // Written by the loop.
    private List<ElectorDriver> members = List.of();
    private boolean spreading;
    private boolean resigning;

    GroupDriver(String name, HostScope host) {
        this.name = name;
        this.platform = host.platform();
        this.checks = new CheckSet(host.checks(), name, conditions, this::answered, () -> evaluateAll(Trigger.HEALTH));
        this.trackedLinks = new TrackedLinks(platform, conditions, () -> evaluateAll(Trigger.INTERFACE));
    }

    String name() {
        return name;
    }

    List<ElectorDriver> members() {
        return members;
    }

    /**
     * Other members or checks are in force from now on. The members must be told that they are.
     *
     * @param running whether it runs already, so that a new check must not take the role away before it has been asked
     */
    void configure(SyncGroup group, List<ElectorDriver> newMembers, boolean running) {
        members = List.copyOf(newMembers);
        checks.run(group.checks(), running);
        trackedLinks.track(group.trackedInterfaces(), Timing.DEFAULT);
        checks.start();
    }

    /** A router is closed or in this group no longer. */
    void leave(ElectorDriver member) {
        members = members.stream().filter(other -> other != member).toList();
        evaluateAll(Trigger.STARTUP); // Its obstacle is theirs no longer.
        claimIfAllWant();
    }

    void close() {
        members = List.of();
        checks.close();
        trackedLinks.close();
    }

    /** A check of the group has said something: the listeners of every member hear it. */
    void answered(CheckResult result) {
        members.forEach(member -> member.answered(result));
    }

    /** What the checks of the group add to the priority of each member. */
    int weight() {
        return conditions.weight();
    }

    List<CheckStatus> checks() {
        return conditions.checks();
    }

    /** What lowered {@link #weight} last. */
    String lastLoss() {
        return conditions.lastLoss();
    }

    /** Whether a failed check makes the members the last resort instead of keeping them away: if all of them say so. */
    boolean keepsWhenAllBad() {
        return members.stream().allMatch(member -> member.config().keepWhenAllBad());
    }

    /** What keeps a member from taking part besides its own obstacles; empty if nothing does. */
    Optional<String> obstacleFor(ElectorDriver member) {
        Optional<String> own = keepsWhenAllBad() ? conditions.obstacleBesidesChecks() : conditions.obstacle();
        return spread(own, member, Eligibility::ownObstacle);
    }

    /** What makes a member the last resort besides its own failed checks; empty if nothing does. */
    Optional<String> failureFor(ElectorDriver member) {
        Optional<String> own = keepsWhenAllBad() ? conditions.failedCheck() : Optional.empty();
        return spread(own, member, Eligibility::ownFailure);
    }

    private Optional<String> spread(
            Optional<String> ofGroup, ElectorDriver member, Function<Eligibility, Optional<String>> ofMember) {
        if (ofGroup.isPresent()) {
            return ofGroup.map(what -> "group " + name + ": " + what);
        }
        for (ElectorDriver other : members) {
            // One that was added a moment ago and waits for its first check, say, takes no role away.
            if (other != member && (other.hasTakenPart() || !member.hasRole())) {
                Optional<String> what = ofMember.apply(other.eligibility());
                if (what.isPresent()) {
                    return Optional.of(sayOf(other, what.get()));
                }
            }
        }
        return Optional.empty();
    }

    /** The own obstacle or failure of a member has come or gone: the others follow in this turn. */
    void obstacleChanged(ElectorDriver member, Trigger trigger) {
        if (spreading) {
            return;
        }
        spreading = true;
        try {
            for (ElectorDriver other : members) {
                if (other != member) {
                    other.evaluate(trigger);
                }
            }
        } finally {
            spreading = false;
        }
        claimIfAllWant();
    }

    /** A member has applied a rule: the others follow in this turn. */
    void stepped(ElectorDriver member, Rule rule) {
        switch (rule) {
            case HIGHER_PRIORITY, HIGHER_ADDRESS, YIELD_AFTER_STALL -> othersResign(member, rule, true);
            case ACTIVE_ACCEPTED -> {
                // The members had parted, for example before they became a group.
                othersResign(member, rule, true);
            }
            case BIND_FAILED -> othersResign(member, rule, false);
            case RESIGN -> othersResignWith(member);
            case ACTIVE_DOWN_WITHHELD, STARTUP_AS_OWNER_WITHHELD, TIMER_REBASED -> claimIfAllWant();
            default -> {
                // Concerns the member alone.
            }
        }
    }

    private void othersResign(ElectorDriver member, Rule rule, boolean mayPreempt) {
        othersResign(member, new Resignation(triggerOf(rule), List.of(wordsOf(rule)), mayPreempt));
    }

    /** For the reasons of that member, which are known best by itself. */
    private void othersResignWith(ElectorDriver member) {
        if (!resigning) { // Else the member follows another one, and so do those that are left.
            othersResign(member, member.resignation());
        }
    }

    private void othersResign(ElectorDriver member, Resignation why) {
        boolean before = resigning;
        resigning = true;
        try {
            List<String> links = linksOfOthers(member, why.links());
            for (ElectorDriver other : members) {
                if (other != member && other.hasRole()) {
                    other.resign(new Resignation(why.trigger(), links, why.mayPreempt()));
                }
            }
        } finally {
            resigning = before;
        }
    }

    /** Why the others give the role away with a member. */
    Cause causeOfOthers(ElectorDriver member, Cause cause) {
        return new Cause(cause.trigger(), linksOfOthers(member, cause.chain()));
    }

    private List<String> linksOfOthers(ElectorDriver member, List<String> links) {
        String words = String.join(" -> ", links);
        return List.of(words.startsWith("group " + name + ": ") ? words : sayOf(member, words));
    }

    /**
     * Whether every member before this one has the role or may claim it. Votes are asked for in the order of the members,
     * which is the same on all hosts, so that no two hosts have one each and wait for the other's.
     */
    boolean isInTurn(ElectorDriver member) {
        long now = platform.loop().nanoTime();
        return members.stream()
                .takeWhile(other -> other != member)
                .allMatch(other -> other.hasRole() || other.wantsRole(now));
    }

    void claimIfAllWant() {
        long now = platform.loop().nanoTime();
        for (ElectorDriver member : members) {
            if (!member.hasRole() && !member.wantsRole(now)) {
                return;
            }
        }
        for (ElectorDriver member : members) {
            if (member.wantsRole(now)) {
                member.claim();
            }
        }
    }

    void evaluateAll(Trigger trigger) {
        members.forEach(member -> member.evaluate(trigger));
    }

    private String sayOf(ElectorDriver member, String what) {
        boolean namesake = members.stream()
                .anyMatch(other -> other != member
                        && other.config().name().equals(member.config().name()));
        String who = member.config().name() + (namesake ? " " + member.config().family() : "");
        return "group " + name + ": " + who + ": " + what;
    }

    private static Trigger triggerOf(Rule rule) {
        return switch (rule) {
            case HIGHER_PRIORITY, ACTIVE_ACCEPTED -> Trigger.HIGHER_PRIORITY;
            case HIGHER_ADDRESS -> Trigger.HIGHER_ADDRESS;
            case YIELD_AFTER_STALL -> Trigger.STALL;
            case BIND_FAILED -> Trigger.BIND_FAILED;
            default -> Trigger.SWITCHOVER;
        };
    }

    private static String wordsOf(Rule rule) {
        return switch (rule) {
            case HIGHER_PRIORITY -> "another router has a higher priority";
            case HIGHER_ADDRESS -> "another router has the same priority and a higher address";
            case YIELD_AFTER_STALL -> "another router took over while this process stood still";
            case ACTIVE_ACCEPTED -> "another router is Active";
            case BIND_FAILED -> "the addresses could not be bound";
            default -> "the role was given away";
        };
    }
}
