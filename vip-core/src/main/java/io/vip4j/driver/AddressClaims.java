/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.event.AnomalyKind;
import io.vip4j.spi.ConflictMonitor;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches, while the addresses of a router are held, whether another station uses one of them, tells it, and says again
 * whose it is. In the first second of a tenure the last frames of the former Active router are no anomaly. The answer
 * waits for a second: after a split it may be a higher router that speaks, and by then the advertisements have settled
 * whose the address is.
 */
final class AddressClaims {

    static final long GRACE_NANOS = 1_000_000_000L;

    /** RFC 5227 2.4, DEFEND_INTERVAL: two stations that both defend an address must not make a storm. */
    static final long DEFENCE_SPACING_NANOS = 10_000_000_000L;

    static final long DEFENCE_DELAY_NANOS = 1_000_000_000L;

    private static final Logger log = LoggerFactory.getLogger(AddressClaims.class);

    private final ConflictMonitor monitor;
    private final Loop loop;
    private final Anomalies anomalies;
    private final Announcements announcements;
    private final ListenerDispatch dispatch;
    private final Map<String, ConflictMonitor.Watch> watches = new HashMap<>();
    private final Map<IpAddress, Long> defendedAtNanos = new HashMap<>(); // Own addresses only.

    private final Set<IpAddress> toDefend = new LinkedHashSet<>(); // Own addresses only.
    private final Loop.Alarm defence;

    // Written by the loop.
    private Set<Place> places;
    private boolean holding;
    private boolean watchFailed;
    private long holdingSinceNanos;
    private long defenceAtNanos;

    AddressClaims(
            ConflictMonitor monitor,
            Loop loop,
            List<Place> places,
            Anomalies anomalies,
            Announcements announcements,
            ListenerDispatch dispatch) {
        this.monitor = monitor;
        this.loop = loop;
        this.places = Set.copyOf(places);
        this.anomalies = anomalies;
        this.announcements = announcements;
        this.dispatch = dispatch;
        this.defence = loop.newAlarm(this::defend);
    }

    /** Other addresses from now on. */
    void places(List<Place> now) {
        places = Set.copyOf(now);
        defendedAtNanos
                .keySet()
                .removeIf(address ->
                        now.stream().noneMatch(place -> place.address().equals(address)));
        if (holding) {
            watch();
        }
    }

    /** Whether the addresses are held now. */
    void holding(boolean now) {
        if (now == holding) {
            return;
        }
        holding = now;
        if (now) {
            holdingSinceNanos = loop.nanoTime();
            watch();
        } else {
            watches.values().forEach(ConflictMonitor.Watch::close);
            watches.clear();
            defendedAtNanos.clear();
            toDefend.clear();
            defence.disarm();
            anomalies.over(AnomalyKind.DUPLICATE_ADDRESS);
        }
    }

    private void watch() {
        Set<String> wanted = places.stream().map(Place::networkInterface).collect(Collectors.toSet());
        watches.entrySet().removeIf(entry -> {
            if (wanted.contains(entry.getKey())) {
                return false;
            }
            entry.getValue().close();
            return true;
        });
        for (String name : wanted) {
            if (watches.containsKey(name)) {
                continue;
            }
            try {
                watches.put(
                        name, monitor.watch(name, (address, station) -> claimed(new Place(name, address), station)));
                watchFailed = false;
            } catch (PlatformException e) {
                watchFailed(name, e);
            }
        }
    }

    /** Said once until it works again; the role does not depend on it. */
    private void watchFailed(String name, PlatformException failure) {
        if (!watchFailed) {
            watchFailed = true;
            dispatch.log(
                    () -> log.warn("Duplicate addresses on {} will not be noticed: {}", name, failure.getMessage()));
        }
    }

    private void claimed(Place place, String station) {
        long now = loop.nanoTime();
        if (!holding || now - holdingSinceNanos < GRACE_NANOS || !places.contains(place)) {
            return;
        }
        IpAddress address = place.address();
        anomalies.notice(
                AnomalyKind.DUPLICATE_ADDRESS,
                address,
                0,
                () -> "station " + station + " on "
                        + place.networkInterface() + " uses " + address
                        + ", which this router holds: take the address off that host, or let it speak VRRP with this one");
        Long last = defendedAtNanos.get(address);
        if (last == null || now - last >= DEFENCE_SPACING_NANOS) {
            defendedAtNanos.put(address, now);
            if (toDefend.isEmpty()) {
                defenceAtNanos = now + DEFENCE_DELAY_NANOS;
                defence.armAt(defenceAtNanos);
            }
            toDefend.add(address);
        }
    }

    private void defend() {
        if (holding && loop.nanoTime() - defenceAtNanos >= 0) {
            toDefend.forEach(announcements::defend);
            toDefend.clear();
        }
    }
}
