/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.machine.Action;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Timers;
import io.vip4j.vrrp.VirtualAddress;
import java.util.List;
import java.util.function.Consumer;

/** Carries out the actions of one virtual router on the platform. */
final class ActionExecutor {

    private final Loop loop;
    private final Tenure tenure;
    private final Validity validity;
    private final Announcements announcements;
    private final Consumer<String> warn;

    // Written by the loop.
    private VirtualRouterConfig config;
    private AdvertisementSender sender;
    private long sentBefore;
    private boolean sendFailing;

    ActionExecutor(
            VirtualRouterConfig config,
            AdvertisementSender sender,
            Announcements announcements,
            Tenure tenure,
            Validity validity,
            Loop loop,
            Consumer<String> warn) {
        this.config = config;
        this.sender = sender;
        this.announcements = announcements;
        this.tenure = tenure;
        this.validity = validity;
        this.loop = loop;
        this.warn = warn;
    }

    /** Carries out one action; never throws. */
    void execute(Action action, IpAddress source) {
        if (action instanceof Action.SendAdvertisement send) {
            sendAdvertisement(send.priority(), source);
        } else if (action instanceof Action.BindAddresses) {
            tenure.bind();
        } else if (action instanceof Action.RenewAddresses) {
            tenure.renew();
        } else if (action instanceof Action.UnbindAddresses) {
            announcements.cancel();
            tenure.unbind();
        } else if (action instanceof Action.AnnounceAddresses) {
            announcements.begin();
        } else {
            throw new AssertionError(action);
        }
    }

    /** Another configuration is in force from now on. */
    void configure(VirtualRouterConfig newConfig, AdvertisementSender newSender) {
        sentBefore += sender.sent();
        config = newConfig;
        sender = newSender;
        announcements.change(newConfig.allAddresses(), newConfig.announcements());
    }

    /** Announces some of the addresses only. */
    void announce(List<VirtualAddress> some) {
        announcements.begin(some);
    }

    long advertsSent() {
        return sentBefore + sender.sent();
    }

    private void sendAdvertisement(Priority priority, IpAddress source) {
        try {
            sender.send(priority, source);
            if (!priority.isZero()) {
                validity.advertised(loop.nanoTime() + Timers.silenceLimitNanos(config.advertisementInterval()));
            }
            sendFailing = false;
        } catch (PlatformException e) {
            // The next turn of the timer tries again; the state stays as it is.
            if (!sendFailing) {
                sendFailing = true;
                warn.accept("cannot send advertisements: " + e.getMessage());
            }
        }
    }
}
