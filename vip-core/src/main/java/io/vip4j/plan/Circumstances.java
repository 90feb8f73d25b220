/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.plan;

import io.vip4j.plan.Roles.Place;
import io.vip4j.plan.TakeoverTime.Part;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How everybody stands after a change, and stood before it: what an election needs to know. */
final class Circumstances {

    static final Standing ABSENT = new Standing(false, false, Priority.ZERO, 0, false);

    private final Unit unit;
    private final Situation situation;
    private final Roles before;
    private final Map<Place, Standing> was;
    private final Map<Place, Standing> now;
    private final Situation earlier;

    /**
     * @param unit the routers that are bound together by groups
     * @param earlier the situation in which the roles were settled
     * @param situation what it has become
     * @param before who held what in the earlier one
     */
    Circumstances(Unit unit, Situation earlier, Situation situation, Roles before) {
        this.unit = unit;
        this.earlier = earlier;
        this.situation = situation;
        this.before = before;
        this.was = unit.standings(earlier);
        this.now = unit.standings(situation);
    }

    private Circumstances(Unit unit, Situation allWell) {
        this.unit = unit;
        this.situation = allWell;
        this.earlier = situation;
        this.before = Roles.NOBODY;
        this.now = unit.standings(situation);
        this.was = new LinkedHashMap<>();
    }

    /** All nodes start at once, and all is well. */
    static Circumstances atTheStart(Unit unit, Situation allWell) {
        return new Circumstances(unit, allWell);
    }

    List<Place> places() {
        return unit.places();
    }

    List<Place> groupOf(Place place) {
        return unit.groupOf(place);
    }

    Standing now(Place place) {
        return now.getOrDefault(place, ABSENT);
    }

    Standing was(Place place) {
        return was.getOrDefault(place, ABSENT);
    }

    Priority priority(Place place) {
        return now(place).priority();
    }

    /** Whether it takes the role from a router with this lower priority. */
    boolean preempts(Place place, Priority lower) {
        return preempts(place, priority(place), lower);
    }

    /** A last resort is relieved by those that know of last resorts, with preemption off as well. */
    private boolean preempts(Place place, Priority own, Priority lower) {
        return own.isOwner()
                || place.member().config().preemption().enabled()
                || (lower.equals(Standing.LAST_RESORT)
                        && own.compareTo(lower) > 0
                        && unit.keepsWhenAllBad(place.member()));
    }

    boolean hears(Place receiver, Place sender) {
        return unit.hears(receiver, sender)
                && situation.isConnected(receiver.member())
                && situation.isConnected(sender.member());
    }

    /**
     * Whether its timer runs out sooner or later, and it may claim then: it hears nobody, or those only whom it preempts.
     * From whoever has the vote and does not hear it no store takes the vote away.
     */
    boolean wants(Place place, Roles roles) {
        if (!now(place).takesPart()) {
            return false;
        }
        for (Place holder : roles.holdersOf(place.router())) {
            boolean heard = hears(place, holder);
            if (place.member().sharesVoteWith(holder.member()) && !(heard && hears(holder, place))) {
                return false;
            }
            if (heard && (!preempts(place, priority(holder)) || priority(holder).compareTo(priority(place)) >= 0)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether an Active router that has become lower may give the role away at once, because it has heard a better one in
     * the time that it remembers, even if that one is gone since. Nobody can know whether it has.
     */
    boolean mayReleaseEarly(Place place) {
        if (priority(place).compareTo(was(place).priority()) >= 0
                || place.member().config().timing().peerMemory().isZero()) {
            return false;
        }
        Map<Place, Standing> healthy = unit.standings(situation.allWell());
        return places().stream()
                .filter(other -> other.router().equals(place.router()) && !other.equals(place))
                .filter(other -> unit.hears(place, other))
                .anyMatch(other -> priority(other).compareTo(priority(place)) > 0
                        || healthy.getOrDefault(other, ABSENT).priority().compareTo(priority(place)) > 0);
    }

    /** How long a router that wants the role waits until it claims. */
    List<Part> waits(Place place, Roles roles) {
        Member member = place.member();
        boolean fresh = !was(place).takesPart();
        List<Part> parts = new ArrayList<>();
        if (fresh
                && !started(member.node())
                && !member.config().timing().startupDelay().isZero()) {
            parts.add(new Part(
                    "start-up delay of " + member.node(),
                    member.config().timing().startupDelay()));
        }
        Priority priority = priority(place);
        if (fresh && priority.isOwner()) {
            parts.add(new Part(member.node() + " owns the addresses and claims at once", Duration.ZERO));
            return parts;
        }
        boolean held = before.holds(place);
        if (!fresh && !held && !roles.isGivenTo(place) && wanted(place)) {
            parts.add(new Part(
                    "the timer of " + member.node() + " has run out before: its group held it back", Duration.ZERO));
            return parts;
        }
        AdvertisementInterval own = member.config().advertisementInterval();
        AdvertisementInterval interval = fresh || held ? own : heard(place);
        boolean vacant = roles.holdersOf(place.router()).stream().noneMatch(holder -> hears(place, holder));
        if (!vacant) {
            parts.addAll(Waits.preemption(member, priority, interval));
        } else if (roles.isGivenTo(place)) {
            parts.addAll(Waits.skew(member, priority, interval));
        } else {
            parts.addAll(Waits.activeDown(member, priority, interval));
            if (!held
                    && before.holdersOf(place.router()).stream()
                            .anyMatch(holder -> member.sharesVoteWith(holder.member()))) {
                parts.addAll(Waits.vote(member, parts)); // Nobody has given it back.
            }
        }
        return parts;
    }

    /** Whether its timer had run out before the change, and only its group held it back. */
    private boolean wanted(Place place) {
        Priority priority = was(place).priority();
        return before.holdersOf(place.router()).stream()
                .filter(holder -> unit.hears(place, holder)
                        && earlier.isConnected(place.member())
                        && earlier.isConnected(holder.member()))
                .allMatch(holder -> preempts(place, priority, was(holder).priority())
                        && was(holder).priority().compareTo(priority) < 0);
    }

    private boolean started(String node) {
        return !was.isEmpty() && earlier.runs(node);
    }

    /** The interval that it has learned: only from those whose advertisements it accepted (RFC 9568 6.4.2). */
    private AdvertisementInterval heard(Place place) {
        Priority own = was(place).priority();
        return before.holdersOf(place.router()).stream()
                .filter(holder -> unit.hears(place, holder))
                .filter(holder -> was(holder).priority().compareTo(own) >= 0
                        || !preempts(place, own, was(holder).priority()))
                .map(holder -> holder.member().config().advertisementInterval())
                .findFirst()
                .orElse(place.member().config().advertisementInterval());
    }
}
