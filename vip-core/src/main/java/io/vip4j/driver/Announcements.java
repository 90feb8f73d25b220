/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.AnnouncementProfile;
import io.vip4j.spi.Loop;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.VirtualAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announces the addresses of one elector in bursts, until the role is lost. */
final class Announcements {

    private static final Logger log = LoggerFactory.getLogger(Announcements.class);

    private final NeighborAnnouncer announcer;
    private final Loop loop;
    private final String networkInterface;
    private final ListenerDispatch dispatch;
    private final Loop.Alarm secondBurst;

    private List<VirtualAddress> addresses;
    private AnnouncementProfile profile;
    private boolean secondBurstDue;
    private long secondBurstAtNanos;

    Announcements(
            NeighborAnnouncer announcer,
            Loop loop,
            String networkInterface,
            List<VirtualAddress> addresses,
            AnnouncementProfile profile,
            ListenerDispatch dispatch) {
        this.announcer = announcer;
        this.loop = loop;
        this.networkInterface = networkInterface;
        this.addresses = addresses;
        this.profile = profile;
        this.dispatch = dispatch;
        this.secondBurst = loop.newAlarm(this::secondBurstAlarm);
    }

    /** Other addresses and another profile are in force from now on. */
    void change(List<VirtualAddress> newAddresses, AnnouncementProfile newProfile) {
        addresses = newAddresses;
        profile = newProfile;
    }

    /** Sends the first burst and plans the second; one that was planned before is forgotten. */
    void begin() {
        begin(addresses);
    }

    /** As {@link #begin()} for some of the addresses only; the second burst is one of all. */
    void begin(List<VirtualAddress> some) {
        burst(some);
        if (!profile.secondBurstAfter().isZero()) {
            secondBurstDue = true;
            secondBurstAtNanos = loop.nanoTime() + profile.secondBurstAfter().toNanos();
            secondBurst.armAt(secondBurstAtNanos);
        }
    }

    /** Forgets what is still to come: a router without the role must not attract traffic. */
    void cancel() {
        secondBurstDue = false;
        secondBurst.disarm();
    }

    private void secondBurstAlarm() {
        if (secondBurstDue && loop.nanoTime() - secondBurstAtNanos >= 0) {
            secondBurstDue = false;
            burst(addresses);
        }
    }

    /** All addresses once, then all again: copies of one address lie a little apart. */
    private void burst(List<VirtualAddress> some) {
        try {
            for (int i = 0; i < profile.burst(); i++) {
                for (VirtualAddress address : some) {
                    String place = address.options().networkInterface().orElse(networkInterface);
                    announcer.announce(place, address.address(), NeighborAnnouncer.Form.REQUEST);
                }
            }
        } catch (PlatformException e) {
            dispatch.log(() -> log.warn("Neighbours on {} were not told: {}", networkInterface, e.getMessage()));
        }
    }
}
