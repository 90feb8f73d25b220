/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.spi.Loop;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.vrrp.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Decides when the neighbours are told about the addresses of one router: a burst after a claim and when somebody else
 * has spoken for the addresses, a second burst later, and refreshes. The frames go through the {@link Pacer} of their
 * interface. Each of them, when its time comes, looks at the role again: of a role that is lost nothing is announced.
 *
 * <p>A router has one second burst and one chain of refreshes at most; a new one replaces the old one.
 */
final class Announcements {

    /** Whoever contests the role again and again does not make this router flood the segment. */
    static final long CONTESTED_SPACING_NANOS = 500_000_000L;

    private static final long FIRST_RECHECK_NANOS = 1_000_000L;
    private static final long LAST_RECHECK_NANOS = 1_000_000_000L;

    private final NeighborAnnouncer announcer;
    private final Loop loop;
    private final Pacers pacers;
    private final LongSupplier tenure;
    private final BooleanSupplier held;
    private final ListenerDispatch dispatch;
    private final Map<String, AddressQueue> queues = new LinkedHashMap<>();
    private final Loop.Alarm secondBurst;
    private final Loop.Alarm contest;
    private final Loop.Alarm refresh;
    private final Loop.Alarm recheck;

    // Written by the loop.
    private AnnouncementProfile profile;
    private List<Place> places;
    private boolean announcing;
    private long announcedTenure;
    private boolean justBound;
    private List<Place> secondPlaces = List.of();
    private int secondCopies;
    private long secondAtNanos;
    private boolean refreshDue;
    private long refreshAtNanos;
    private boolean contestedBefore;
    private boolean contestedAgain;
    private long contestedAtNanos;
    private long recheckNanos = FIRST_RECHECK_NANOS;

    /**
     * @param places the addresses, in the order in which they are announced
     * @param tenure changes whenever the role is taken or lost
     * @param held whether the addresses are held beyond doubt, see {@link Validity}
     */
    Announcements(
            NeighborAnnouncer announcer,
            Loop loop,
            Pacers pacers,
            List<Place> places,
            AnnouncementProfile profile,
            LongSupplier tenure,
            BooleanSupplier held,
            ListenerDispatch dispatch) {
        this.announcer = announcer;
        this.loop = loop;
        this.pacers = pacers;
        this.places = List.copyOf(places);
        this.profile = profile;
        this.tenure = tenure;
        this.held = held;
        this.dispatch = dispatch;
        this.secondBurst = loop.newAlarm(this::secondBurstAlarm);
        this.contest = loop.newAlarm(this::contestAlarm);
        this.refresh = loop.newAlarm(this::refreshAlarm);
        this.recheck = loop.newAlarm(this::recheckAlarm);
    }

    /** The addresses were bound a moment ago: a burst, then what the profile says. */
    void claimed() {
        cancel();
        announcing = true;
        announcedTenure = tenure.getAsLong();
        // The platform has just said that they are bound; the driver says so to the rest of the world after this turn.
        justBound = true;
        burst(places, profile.burst(), true);
        justBound = false;
        planSecond(places, profile.burst(), profile.secondBurstAfter().toNanos());
        planRefresh();
    }

    /** The role went on after a pause, or an address is back: like a claim, but nothing goes while there is doubt. */
    void resumed() {
        announcing = true;
        announcedTenure = tenure.getAsLong();
        burst(places, profile.burst(), true);
        planSecond(places, profile.burst(), profile.secondBurstAfter().toNanos());
        if (!refreshDue) {
            planRefresh();
        }
    }

    /** Another router has spoken for the addresses, and this one stays Active. */
    void contested() {
        long now = loop.nanoTime();
        if (!announcing || profile.contestedBurst() == 0) {
            return;
        }
        if (!contestedBefore || now - contestedAtNanos >= CONTESTED_SPACING_NANOS) {
            announceContested();
        } else if (!contestedAgain) {
            // Put off, not left out: it may be the last word of the other one, which clients still believe.
            contestedAgain = true;
            contest.armAt(contestedAtNanos + CONTESTED_SPACING_NANOS);
        }
        planSecond(
                places,
                profile.contestedBurst(),
                profile.contestedSecondBurstAfter().toNanos());
    }

    private void announceContested() {
        contestedBefore = true;
        contestedAgain = false;
        contestedAtNanos = loop.nanoTime();
        burst(places, profile.contestedBurst(), true);
    }

    private void contestAlarm() {
        boolean due = loop.nanoTime() - contestedAtNanos >= CONTESTED_SPACING_NANOS;
        if (isSameTenure() && contestedAgain && due) {
            announceContested();
        }
    }

    /** Another station has used one address: says once whose it is. Nothing, if contested roles are not announced. */
    void defend(IpAddress address) {
        if (announcing && profile.contestedBurst() > 0) {
            burst(
                    places.stream()
                            .filter(place -> place.address().equals(address))
                            .toList(),
                    1,
                    true);
        }
    }

    /** Other addresses from now on: those that are gone are forgotten; {@link #added} announces new ones. */
    void places(List<Place> now) {
        for (Place place : places) {
            AddressQueue queue = queues.get(place.networkInterface());
            if (queue != null && !now.contains(place)) {
                queue.remove(place.address());
            }
        }
        places = List.copyOf(now);
        queues.keySet()
                .removeIf(name -> places.stream()
                        .noneMatch(place -> place.networkInterface().equals(name)));
        secondPlaces = secondPlaces.stream().filter(places::contains).toList();
    }

    /** Some of the addresses are held only now: they are announced, and no others. */
    void added(List<Place> some) {
        if (announcing) {
            burst(some, profile.burst(), true);
            if (secondPlaces.isEmpty()) {
                planSecond(some, profile.burst(), profile.secondBurstAfter().toNanos());
            } else {
                List<Place> all = new ArrayList<>(secondPlaces);
                some.stream().filter(place -> !secondPlaces.contains(place)).forEach(all::add);
                secondPlaces = List.copyOf(all);
            }
        }
    }

    /** Another profile from now on; what is planned already stays, except that refreshes follow it at once. */
    void profile(AnnouncementProfile now) {
        boolean otherRefresh = !profile.refreshEvery().equals(now.refreshEvery());
        profile = now;
        if (announcing && otherRefresh) {
            planRefresh();
        }
    }

    /** Forgets what is still to come: a router without the role must not attract traffic. */
    void cancel() {
        announcing = false;
        secondPlaces = List.of();
        refreshDue = false;
        contestedAgain = false;
        secondBurst.disarm();
        contest.disarm();
        refresh.disarm();
        recheck.disarm();
        recheckNanos = FIRST_RECHECK_NANOS;
        queues.values().forEach(AddressQueue::clear);
    }

    private void burst(List<Place> which, int copies, boolean news) {
        Map<String, List<IpAddress>> byInterface = new LinkedHashMap<>();
        for (Place place : which) {
            byInterface
                    .computeIfAbsent(place.networkInterface(), unused -> new ArrayList<>())
                    .add(place.address());
        }
        byInterface.forEach((name, addresses) -> queue(name).burst(addresses, copies, news, profile));
    }

    private AddressQueue queue(String networkInterface) {
        return queues.computeIfAbsent(
                networkInterface,
                name -> new AddressQueue(announcer, loop, name, pacers.of(name), new RoleGate(), dispatch));
    }

    private void planSecond(List<Place> which, int copies, long afterNanos) {
        if (afterNanos > 0) {
            secondPlaces = List.copyOf(which);
            secondCopies = copies;
            secondAtNanos = loop.nanoTime() + afterNanos;
            secondBurst.armAt(secondAtNanos);
        }
    }

    private void secondBurstAlarm() {
        if (isSameTenure() && !secondPlaces.isEmpty() && loop.nanoTime() - secondAtNanos >= 0) {
            List<Place> which = secondPlaces;
            secondPlaces = List.of();
            burst(which, secondCopies, false);
        }
    }

    private void planRefresh() {
        refreshDue = !profile.refreshEvery().isZero();
        if (refreshDue) {
            refreshAtNanos = loop.nanoTime() + profile.refreshEvery().toNanos();
            refresh.armAt(refreshAtNanos);
        } else {
            refresh.disarm();
        }
    }

    private void refreshAlarm() {
        if (isSameTenure() && refreshDue && loop.nanoTime() - refreshAtNanos >= 0) {
            planRefresh(); // From now, not from the missed time: a late process never catches up.
            burst(places, profile.refreshBurst(), false);
        }
    }

    private void recheckAlarm() {
        if (isSameTenure()) {
            queues.values().forEach(AddressQueue::resume);
        }
    }

    private boolean isSameTenure() {
        return announcing && tenure.getAsLong() == announcedTenure;
    }

    /** Looks at the role in the moment of each frame. */
    private final class RoleGate implements AddressQueue.Gate {

        @Override
        public boolean sameTenure() {
            return isSameTenure();
        }

        @Override
        public boolean certain() {
            if (justBound || held.getAsBoolean()) {
                recheckNanos = FIRST_RECHECK_NANOS;
                return true;
            }
            return false;
        }

        @Override
        public void postponed() {
            recheck.armAt(loop.nanoTime() + recheckNanos);
            recheckNanos = Math.min(2 * recheckNanos, LAST_RECHECK_NANOS);
        }
    }
}
