/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.AnomalyKind;
import io.vip4j.machine.Action;
import io.vip4j.machine.Action.Occasion;
import io.vip4j.machine.Rule;
import io.vip4j.machine.Step;
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

    // What waits for an advertisement to leave.
    private final AdvertisementSender.Outcome departure = new RegularDeparture();
    private List<Action> following = List.of();
    private IpAddress followingSource;
    private long askedAtNanos;

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
        this.followingSource = new IpAddress(config.family(), 0, 0);
    }

    /** Carries out the actions of a step, in their order; never throws. */
    void execute(Step step, IpAddress source) {
        List<Action> actions = step.actions();
        if (step.rule() == Rule.ADVERTISE && actions.get(0) instanceof Action.SendAdvertisement advertise) {
            sendInCompany(advertise.priority(), actions, source);
            return;
        }
        for (int i = 0; i < actions.size(); i++) { // Without an iterator: it comes with every advertisement.
            execute(actions.get(i), source);
        }
    }

    /**
     * The advertisement of each interval may leave with those of other routers that are due in this turn. What follows it
     * waits until it has left: no lifetime may be longer than the advertisements give reason to.
     */
    private void sendInCompany(Priority priority, List<Action> actions, IpAddress source) {
        sender.settle();
        following = actions;
        followingSource = source;
        askedAtNanos = loop.nanoTime();
        sender.sendInCompany(priority, source, departure);
    }

    /** Carries out one action, when what waits for company has left; never throws. */
    void execute(Action action, IpAddress source) {
        sender.settle();
        following = List.of();
        carryOut(action, source);
    }

    private void carryOut(Action action, IpAddress source) {
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
                advertised(loop.nanoTime());
            }
            canSend();
        } catch (PlatformException e) {
            cannotSend(e);
        }
    }

    /** Backups wait anew, from this time on at least. */
    private void advertised(long atNanos) {
        validity.advertised(atNanos
                + Timers.silenceLimitNanos(
                        config.advertisementInterval(), config.timing().downAdvertisements()));
        gate.advertised();
    }

    private void canSend() {
        if (sendFailing) {
            sendFailing = false;
            anomalies.over(AnomalyKind.CANNOT_SEND, "");
        }
    }

    /** The next turn of the timer tries again; the state stays as it is. */
    private void cannotSend(PlatformException why) {
        sendFailing = true;
        anomalies.notice(AnomalyKind.CANNOT_SEND, "", "cannot send advertisements: " + why.getMessage());
    }

    /** A regular advertisement has left, or was refused: now what follows it. */
    private final class RegularDeparture implements AdvertisementSender.Outcome {

        @Override
        public void left() {
            advertised(askedAtNanos); // It has left since; whoever waits may have heard it as early as this.
            canSend();
            follow();
        }

        @Override
        public void refused(PlatformException why) {
            cannotSend(why);
            follow();
        }

        private void follow() {
            List<Action> actions = following;
            following = List.of();
            for (int i = 1; i < actions.size(); i++) {
                carryOut(actions.get(i), followingSource);
            }
        }
    }
}
