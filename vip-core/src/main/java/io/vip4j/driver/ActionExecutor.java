/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.AnomalyKind;
import io.vip4j.machine.Action;
import io.vip4j.machine.Action.Occasion;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Timers;
import io.vip4j.vrrp.VirtualAddress;
import java.util.List;

/** Carries out the actions of one virtual router on the platform. */
final class ActionExecutor {

    private final Home home;
    private final Loop loop;
    private final Tenure tenure;
    private final Leave leave;
    private final Validity validity;
    private final GateKeeper gate;
    private final Announcements announcements;
    private final Anomalies anomalies;
    private final AdvertisementSender sender;

    // Written by the loop.
    private VirtualRouterConfig config;
    private boolean sendFailing;

    ActionExecutor(
            VirtualRouterConfig config,
            Home home,
            AdvertisementSender sender,
            Announcements announcements,
            Tenure tenure,
            Leave leave,
            Validity validity,
            GateKeeper gate,
            Loop loop,
            Anomalies anomalies) {
        this.config = config;
        this.home = home;
        this.sender = sender;
        this.announcements = announcements;
        this.tenure = tenure;
        this.leave = leave;
        this.validity = validity;
        this.gate = gate;
        this.loop = loop;
        this.anomalies = anomalies;
    }

    /** Carries out one action; never throws. */
    void execute(Action action, IpAddress source) {
        if (action instanceof Action.SendAdvertisement send) {
            sendAdvertisement(send.priority(), source);
        } else if (action instanceof Action.BindAddresses) {
            leave.bind(tenure::bind);
        } else if (action instanceof Action.RenewAddresses) {
            if (leave.mayRenew(loop.nanoTime())) {
                tenure.renew();
            }
        } else if (action instanceof Action.UnbindAddresses) {
            announcements.cancel();
            leave.unbinding();
            tenure.unbind();
        } else if (action instanceof Action.AnnounceAddresses announce) {
            announce(announce.occasion());
        } else {
            throw new AssertionError(action);
        }
    }

    /** Another configuration is in force from now on. */
    void configure(VirtualRouterConfig newConfig) {
        config = newConfig;
        sender.change(newConfig);
        announcements.profile(newConfig.announcements());
        announcements.places(home.places(newConfig.allAddresses()));
    }

    /** Announces some of the addresses only. */
    void announce(List<VirtualAddress> some) {
        announcements.added(home.places(some));
    }

    private void announce(Occasion occasion) {
        switch (occasion) {
            case CLAIMED -> announcements.claimed();
            case CONTESTED -> announcements.contested();
            case RESTORED, RESUMED -> announcements.resumed();
        }
    }

    long advertsSent() {
        return sender.sent();
    }

    private void sendAdvertisement(Priority priority, IpAddress source) {
        try {
            sender.send(priority, source);
            if (!priority.isZero()) {
                validity.advertised(loop.nanoTime()
                        + Timers.silenceLimitNanos(
                                config.advertisementInterval(), config.timing().downAdvertisements()));
                gate.advertised();
            }
            if (sendFailing) {
                sendFailing = false;
                anomalies.over(AnomalyKind.CANNOT_SEND, "");
            }
        } catch (PlatformException e) {
            // The next turn of the timer tries again; the state stays as it is.
            sendFailing = true;
            anomalies.notice(AnomalyKind.CANNOT_SEND, "", "cannot send advertisements: " + e.getMessage());
        }
    }
}
