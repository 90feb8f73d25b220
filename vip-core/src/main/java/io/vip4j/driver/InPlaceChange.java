/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Trigger;
import io.vip4j.machine.Rule;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.VirtualAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Changes the configuration of one running router, whose identity stays, in two parts: first everything is added that
 * the new one needs and that can fail, then, when every router of the host has come so far, the new one is in force and
 * what only the old one needed goes.
 */
final class InPlaceChange {

    private static final long NOT_PREPARED = -1;

    private final ElectorDriver router;
    private final Tenure tenure;
    private final Leave leave;
    private final Loop loop;
    private final GateKeeper gate;
    private final Segment segment;
    private final Participation participation;

    // Written by the loop.
    private Holdings additions = Holdings.NOTHING;
    private long preparedInTenure = NOT_PREPARED;

    InPlaceChange(
            ElectorDriver router,
            Tenure tenure,
            Leave leave,
            Loop loop,
            GateKeeper gate,
            Segment segment,
            Participation participation) {
        this.router = router;
        this.tenure = tenure;
        this.leave = leave;
        this.loop = loop;
        this.gate = gate;
        this.segment = segment;
        this.participation = participation;
    }

    /**
     * Adds what the next configuration needs. The future fails with what the host refuses.
     *
     * @throws PlatformException if this host cannot give it
     */
    CompletableFuture<Void> prepare(VirtualRouterConfig next) {
        participation.require(next);
        segment.join(next);
        leave.prepare(next); // Before anything has another lifetime.
        leave.lookAt(loop.nanoTime());
        CompletableFuture<Void> guarded = gate.prepare(next); // Before what is guarded is there.
        if (isReady()) {
            return guarded;
        }
        Holdings fresh = holdingsOf(next).minus(tenure.wanted());
        additions = fresh.minus(fresh.addressesAlsoIn(tenure.wanted())); // Those in another form come later.
        if (additions.isEmpty()) {
            preparedInTenure = tenure.number();
            return guarded;
        }
        CompletableFuture<Void> added = new CompletableFuture<>();
        long number = tenure.number();
        tenure.add(additions, lifetimeOf(next), failure -> {
            if (failure == null) {
                preparedInTenure = number;
                added.complete(null);
            } else {
                added.completeExceptionally(new PlatformException(HoldingsBinder.text(failure), failure));
            }
        });
        return CompletableFuture.allOf(guarded, added);
    }

    /** Whether everything is added, or nothing is needed because nothing is on the host, or may be: a claim can wait. */
    boolean isReady() {
        return !tenure.isUnderWay() || preparedInTenure == tenure.number();
    }

    /** The old configuration stays in force. */
    void abandon() {
        if (preparedInTenure == tenure.number() && tenure.isUnderWay() && !additions.isEmpty()) {
            tenure.takeBack(additions);
        }
        leave.configure(router.config());
        gate.abandon();
        participation.watchAddresses();
        forget();
    }

    /** The new configuration is in force. The future completes when what is not needed any more is gone. */
    CompletableFuture<Void> commit(VirtualRouterConfig next) {
        VirtualRouterConfig before = router.config();
        List<VirtualAddress> fresh = next.allAddresses().stream()
                .filter(address -> !before.allAddresses().contains(address))
                .toList();
        router.configure(next);
        leave.lookAt(loop.nanoTime()); // What follows renews.
        tenure.change(holdingsOf(next), lifetimeOf(next));
        gate.commit(next);
        participation.configure(next);
        Optional<Rule> rule = router.followParameters(Trigger.HEALTH);
        boolean advertised =
                rule.filter(applied -> applied == Rule.ADVERTISE_CHANGE).isPresent();
        if (router.hasRole() && !advertised && !before.addresses().equals(next.addresses())) {
            router.advertiseNow();
        }
        if (router.isHolding() && !fresh.isEmpty()) {
            router.executor().announce(fresh);
        }
        forget();
        router.evaluate(Trigger.HEALTH);
        return router.whenUnbound();
    }

    private void forget() {
        additions = Holdings.NOTHING;
        preparedInTenure = NOT_PREPARED;
    }

    private Holdings holdingsOf(VirtualRouterConfig config) {
        return Holdings.of(config, router.home());
    }

    private static Optional<Duration> lifetimeOf(VirtualRouterConfig config) {
        return config.leaseLifetime();
    }
}
