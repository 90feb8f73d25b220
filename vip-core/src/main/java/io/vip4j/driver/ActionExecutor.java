/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.machine.Action;
import io.vip4j.machine.Input;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the actions of one virtual router on the platform and reports their outcome as inputs. Each bind and
 * unbind opens a new tenure; an answer that belongs to an earlier one is dropped.
 */
final class ActionExecutor {

    /** Takes what became of the actions, on the loop. */
    interface Outcomes {
        /** An answer of the platform. */
        void answered(Input input);

        /** No unbind is under way any more. */
        void unbound();

        /** The addresses are gone and cannot be put back. */
        void cannotHold(String why);
    }

    private static final Logger log = LoggerFactory.getLogger(ActionExecutor.class);
    private static final int RENEWALS_PER_LIFETIME = 5;

    private final VirtualRouterConfig config;
    private final AdvertisementSender sender;
    private final VipPlatform platform;
    private final Loop loop;
    private final ListenerDispatch dispatch;
    private final Outcomes outcomes;
    private final Validity validity;
    private final Announcements announcements;
    private final Optional<Duration> lifetime;

    private long tenure;
    private long lastRenewalAtNanos;
    private boolean renewalDue;
    private boolean addressMissing;
    private long losses;
    private int unbindsUnderWay;
    private boolean sendFailing;
    private boolean renewFailing;
    private String lastBindError = "";

    ActionExecutor(
            VirtualRouterConfig config,
            AdvertisementSender sender,
            VipPlatform platform,
            ListenerDispatch dispatch,
            Validity validity,
            Outcomes outcomes) {
        this.config = config;
        this.sender = sender;
        this.platform = platform;
        this.loop = platform.loop();
        this.dispatch = dispatch;
        this.outcomes = outcomes;
        this.validity = validity;
        this.lifetime = config.lease().lifetime(config.advertisementInterval());
        this.announcements = new Announcements(
                platform.announcer(),
                loop,
                config.networkInterface(),
                config.addresses(),
                config.announcements(),
                dispatch);
    }

    /** Carries out one action; never throws. */
    void execute(Action action, IpAddress source) {
        if (action instanceof Action.SendAdvertisement send) {
            sendAdvertisement(send.priority(), source);
        } else if (action instanceof Action.BindAddresses) {
            bind();
        } else if (action instanceof Action.RenewAddresses) {
            renew();
        } else if (action instanceof Action.UnbindAddresses) {
            unbind();
        } else if (action instanceof Action.AnnounceAddresses) {
            announcements.begin();
        } else {
            throw new AssertionError(action);
        }
    }

    long advertsSent() {
        return sender.sent();
    }

    /** Why the last bind failed, for people; empty if it did not. */
    String lastBindError() {
        return lastBindError;
    }

    /**
     * An address has left the interface: the next renewal is not skipped, and until it succeeds nobody believes in
     * them.
     */
    void addressLost() {
        losses++;
        renewalDue = true;
        addressMissing = true;
        validity.present(false);
    }

    private void allPresent() {
        addressMissing = false;
        validity.present(true);
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
                warn("cannot send advertisements: " + e.getMessage());
            }
        }
    }

    private void bind() {
        long startedAt = loop.nanoTime();
        long mine = ++tenure;
        long lossesBefore = losses;
        onLoop(platform.binder().bind(config.networkInterface(), config.addresses(), lifetime), mine, failure -> {
            if (failure == null) {
                lastBindError = "";
                lastRenewalAtNanos = startedAt;
                renewalDue = false;
                confirmLease(startedAt);
                allPresent();
                outcomes.answered(new Input.AddressesBound());
                if (losses != lossesBefore) {
                    // Removed by somebody before the answer came, or by our own last release: one renewal settles it.
                    renewalDue = true;
                    renew();
                }
            } else {
                lastBindError = text(failure);
                warn("cannot bind the addresses: " + lastBindError);
                outcomes.answered(new Input.BindFailed());
            }
        });
    }

    private void renew() {
        long startedAt = loop.nanoTime();
        if (!renewalDue && (lifetime.isEmpty() || startedAt - lastRenewalAtNanos < renewalSpacingNanos())) {
            return;
        }
        lastRenewalAtNanos = startedAt;
        renewalDue = false;
        long lossesBefore = losses;
        onLoop(platform.binder().renew(config.networkInterface(), config.addresses(), lifetime), tenure, failure -> {
            if (failure != null) {
                renewalFailed(text(failure));
                return;
            }
            confirmLease(startedAt);
            renewFailing = false;
            if (losses == lossesBefore) {
                allPresent();
            }
        });
    }

    /** While the addresses are there the next advertisement tries again; without them the role is of no use. */
    private void renewalFailed(String why) {
        renewalDue = true;
        if (!renewFailing) {
            renewFailing = true;
            warn("cannot renew the addresses: " + why);
        }
        if (addressMissing) {
            outcomes.cannotHold(why);
        }
    }

    /** Advertisements every 10 ms need no renewal every 10 ms; those every second always renew. */
    private long renewalSpacingNanos() {
        return lifetime.map(l -> l.toNanos() / RENEWALS_PER_LIFETIME).orElse(0L);
    }

    private void confirmLease(long renewalStartedAt) {
        lifetime.ifPresent(l -> validity.leased(renewalStartedAt + l.toNanos()));
    }

    /** Whether the platform still owes the answer to an unbind. */
    boolean isUnbinding() {
        return unbindsUnderWay > 0;
    }

    private void unbind() {
        announcements.cancel();
        long mine = ++tenure;
        unbindsUnderWay++;
        onLoop(platform.binder().unbind(config.networkInterface(), config.addresses()), failure -> {
            unbindsUnderWay--;
            if (failure != null) {
                warn("cannot remove the addresses: " + text(failure)
                        + lifetime.map(l -> "; the kernel does so within " + l.toSeconds() + " s")
                                .orElse(""));
            }
            if (tenure == mine) {
                outcomes.answered(new Input.AddressesUnbound());
            }
            if (unbindsUnderWay == 0) {
                outcomes.unbound();
            }
        });
    }

    private void onLoop(CompletionStage<Void> stage, long expectedTenure, Consumer<@Nullable Throwable> then) {
        onLoop(stage, failure -> {
            if (tenure == expectedTenure) {
                then.accept(failure);
            }
        });
    }

    private void onLoop(CompletionStage<Void> stage, Consumer<@Nullable Throwable> then) {
        var unused = stage.whenComplete((nothing, failure) -> {
            try {
                loop.execute(() -> then.accept(failure));
            } catch (RejectedExecutionException e) {
                // The platform is closed; there is nobody left to tell.
            }
        });
    }

    private void warn(String text) {
        dispatch.log(() -> log.warn(
                "vip router={} vrid={} if={} {}", config.name(), config.vrid(), config.networkInterface(), text));
    }

    private static String text(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage());
    }
}
