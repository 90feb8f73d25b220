/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Cause;
import io.vip4j.event.Hold;
import io.vip4j.event.Releasing;
import io.vip4j.event.Switchover;
import io.vip4j.event.TemporaryPriority;
import io.vip4j.event.Trigger;
import io.vip4j.machine.RouterState;
import io.vip4j.machine.RouterState.Active;
import io.vip4j.spi.Loop;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people ask of a running router: to hand its role over, to keep out for a while, to take part with another
 * priority, to end. Before the role goes for such a reason its listeners drain, and those of its group with them. Used
 * on the loop.
 *
 * <pre>
 * switchover   drain, resign, watch; a second one joins the first
 * hold         drain, then an obstacle until it is over; if it is over while listeners drain, the role goes all the same,
 *              for they have stopped their work
 * close        drain, then the end; a switchover under way ends with a failure
 * </pre>
 */
public final class Steering {

    private static final Logger log = LoggerFactory.getLogger(Steering.class);

    private final ElectorDriver router;
    private final Loop loop;
    private final Drain drain;
    private final Temporary<Hold> hold;
    private final Temporary<TemporaryPriority> priority;

    // Written by the loop.
    private boolean holdInForce;
    private @Nullable SwitchoverWatch switchover;

    Steering(ElectorDriver router, Loop loop, ListenerDispatch dispatch) {
        this.router = router;
        this.loop = loop;
        this.drain = new Drain(loop, dispatch);
        this.hold = new Temporary<>(loop, this::holdIsOver);
        this.priority = new Temporary<>(loop, () -> router.evaluate(Trigger.HEALTH));
    }

    /**
     * Gives the role away and watches who takes it.
     *
     * @throws IllegalStateException if the addresses are not held
     */
    public CompletableFuture<Switchover> switchover(Duration limit) {
        SwitchoverWatch underWay = switchover;
        if (underWay != null) {
            return underWay.result().copy();
        }
        if (!router.isHolding() || router.isClosing()) {
            throw new IllegalStateException("switchover needs an Active router; "
                    + router.config().name() + " is " + (router.isClosing() ? "closed" : router.state()));
        }
        SwitchoverWatch watch = new SwitchoverWatch(loop, limit, this::reclaim);
        switchover = watch;
        var unused = watch.result().whenComplete((result, failure) -> switchover = null);
        String why = "switchover was asked for";
        afterDrain(Cause.of(Trigger.SWITCHOVER, why), () -> {
            if (router.hasRole()) {
                router.resign(Resignation.of(Trigger.SWITCHOVER, why, false));
            }
        });
        return watch.result().copy();
    }

    /** Takes no part for a while. The future completes when nothing is held any more. */
    public CompletableFuture<Void> hold(String reason, Duration limit) {
        hold.begin(new Hold(reason, loop.now().plus(limit)), limit);
        CompletableFuture<Void> released = new CompletableFuture<>();
        afterDrain(Cause.of(Trigger.HOLD, words(reason)), () -> {
            holdBegins();
            var unused = router.whenUnbound().thenRun(() -> released.complete(null));
        });
        return released;
    }

    private void holdBegins() {
        if (hold.value().isPresent()) {
            holdInForce = true;
            router.evaluate(Trigger.HOLD);
        } else if (router.hasRole()) {
            router.resign(Resignation.of(Trigger.HOLD, "the hold ended while the listeners were draining", true));
        }
    }

    /** Takes part again. Idempotent. */
    public void resume() {
        if (hold.end()) {
            holdIsOver();
        }
    }

    private void holdIsOver() {
        holdInForce = false;
        router.evaluate(Trigger.HOLD);
    }

    /**
     * Replaces the configured priority for a while.
     *
     * @throws IllegalStateException if this is the owner of the addresses
     */
    public void temporaryPriority(Priority value, Duration limit) {
        if (router.config().priority().isOwner()) {
            throw new IllegalStateException(router.config().name() + " owns its addresses and advertises 255"
                    + " (RFC 9568 5.2.4): hand the role over with switchover or hold, or configure another priority");
        }
        priority.begin(new TemporaryPriority(value, loop.now().plus(limit)), limit);
        router.evaluate(Trigger.HEALTH);
    }

    /** The configured priority counts again. Idempotent. */
    public void restorePriority() {
        if (priority.end()) {
            router.evaluate(Trigger.HEALTH);
        }
    }

    /** Lets the listeners drain before the router ends. */
    void close(Runnable then) {
        if (switchover != null) {
            switchover.abandon(router.config().name() + " was closed during the switchover");
        }
        afterDrain(Cause.of(Trigger.SHUTDOWN, "closed"), () -> {
            hold.end();
            priority.end();
            then.run();
        });
    }

    /** Another configuration is in force: an owner of the addresses has one priority only. */
    void configure(VirtualRouterConfig config) {
        if (config.priority().isOwner()) {
            priority.end();
        }
    }

    /** What keeps the router from taking part; empty if nothing does. */
    Optional<String> obstacle() {
        return holdInForce ? hold.value().map(held -> words(held.reason())) : Optional.empty();
    }

    private static String words(String reason) {
        return "held: " + reason;
    }

    Optional<Hold> hold() {
        return hold.value();
    }

    Optional<TemporaryPriority> temporaryPriority() {
        return priority.value();
    }

    /** The machine has made a step. */
    void stepped(RouterState state) {
        if (switchover != null && !(state instanceof Active)) {
            switchover.gone();
        }
        if (!router.isHolding()) {
            drain.end();
        }
    }

    /** Another router was heard; after the machine has made what it wants of it. */
    void heard(IpAddress source, Priority theirs, RouterState state) {
        if (switchover != null && !theirs.isZero() && !(state instanceof Active)) {
            switchover.tookOver(source);
        }
    }

    /** The listeners are told that the addresses are held. */
    void becameActive() {
        if (switchover != null) {
            switchover.nobodyTookOver();
        }
    }

    private boolean reclaim() {
        GroupDriver group = router.group();
        for (ElectorDriver member : group == null ? List.of(router) : group.members()) {
            member.reclaim();
        }
        return router.hasRole() || router.waitsForLeave();
    }

    /** Runs it when the listeners of every router that gives its role away need the addresses no longer. */
    private void afterDrain(Cause cause, Runnable then) {
        List<CompletableFuture<Void>> drains = new ArrayList<>();
        drains.add(drain(cause));
        GroupDriver group = router.group();
        if (group != null) {
            Cause theirs = group.causeOfOthers(router, cause);
            for (ElectorDriver member : group.members()) {
                if (member != router) {
                    drains.add(member.steering().drain(theirs));
                }
            }
        }
        var unused = CompletableFuture.allOf(drains.toArray(CompletableFuture[]::new))
                .thenRun(then)
                .exceptionally(failure -> {
                    log.error(
                            "vip router={} a release that was asked for went wrong",
                            router.config().name(),
                            failure);
                    return null;
                });
    }

    private CompletableFuture<Void> drain(Cause cause) {
        VirtualRouterConfig config = router.config();
        return router.isHolding()
                ? drain.begin(new Releasing(
                        loop.now(),
                        config.name(),
                        config.vrid(),
                        config.networkInterface(),
                        cause,
                        config.release().drain()))
                : CompletableFuture.completedFuture(null);
    }
}
