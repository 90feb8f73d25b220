/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import io.vip4j.machine.Action.AnnounceAddresses;
import io.vip4j.machine.Action.BindAddresses;
import io.vip4j.machine.Action.RenewAddresses;
import io.vip4j.machine.Action.SendAdvertisement;
import io.vip4j.machine.Action.UnbindAddresses;
import io.vip4j.machine.Input.AddressLost;
import io.vip4j.machine.Input.AddressesBound;
import io.vip4j.machine.Input.AddressesUnbound;
import io.vip4j.machine.Input.AdvertisementReceived;
import io.vip4j.machine.Input.BindFailed;
import io.vip4j.machine.Input.InterfaceLost;
import io.vip4j.machine.Input.Resign;
import io.vip4j.machine.Input.Shutdown;
import io.vip4j.machine.Input.Startup;
import io.vip4j.machine.Input.Tick;
import io.vip4j.machine.RouterState.Active;
import io.vip4j.machine.RouterState.Backup;
import io.vip4j.machine.RouterState.Claiming;
import io.vip4j.machine.RouterState.Holding;
import io.vip4j.machine.RouterState.Initialize;
import io.vip4j.machine.RouterState.Releasing;
import io.vip4j.machine.RouterState.Successor;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Timers;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The state machine of RFC 9568 6.4. Pure: the same arguments always give the same step. One method per state decides,
 * one leaf per {@link Rule} acts.
 */
public final class VirtualRouterMachine {

    /** How long a release waits for the platform before the role is given away all the same. */
    static final long RELEASE_WAIT_NANOS = Duration.ofMillis(50).toNanos();

    private static final int ASSERTS_PER_INTERVAL = 4;
    private static final long MIN_ASSERT_SPACING_NANOS = Duration.ofMillis(50).toNanos();

    private VirtualRouterMachine() {}

    /**
     * Applies one input.
     *
     * @param parameters the parameters in force; they may differ from step to step
     * @param state where the router stands
     * @param input what happened
     * @param nowNanos the loop's time
     */
    public static Step step(Parameters parameters, RouterState state, Input input, long nowNanos) {
        if (state instanceof Initialize initialize) {
            return inInitialize(parameters, initialize, input, nowNanos);
        }
        if (state instanceof Backup backup) {
            return inBackup(parameters, backup, input, nowNanos);
        }
        if (state instanceof Active active) {
            return active.phase() instanceof Releasing releasing
                    ? inReleasing(parameters, active, releasing, input, nowNanos)
                    : inActive(parameters, active, input, nowNanos);
        }
        throw new AssertionError(state);
    }

    /** When the state wants its next {@link Tick}; empty in Initialize. */
    public static OptionalLong deadlineNanos(RouterState state) {
        if (state instanceof Backup backup) {
            return OptionalLong.of(backup.activeDownAtNanos());
        }
        if (state instanceof Active active) {
            return OptionalLong.of(
                    active.phase() instanceof Releasing releasing
                            ? releasing.giveUpAtNanos()
                            : active.nextAdvertAtNanos());
        }
        return OptionalLong.empty();
    }

    private static Step inInitialize(Parameters parameters, Initialize state, Input input, long now) {
        if (!(input instanceof Startup)) {
            return Step.of(state, Rule.NOT_APPLICABLE);
        }
        if (parameters.priority().isOwner()) {
            return claim(parameters, now, Rule.STARTUP_AS_OWNER);
        }
        return Step.of(listening(parameters, parameters.advertisementInterval(), false, now), Rule.STARTUP);
    }

    private static Step inBackup(Parameters parameters, Backup state, Input input, long now) {
        if (input instanceof AdvertisementReceived advertisement) {
            return advertisementInBackup(parameters, state, advertisement, now);
        }
        if (input instanceof Tick) {
            return now - state.activeDownAtNanos() >= 0
                    ? claim(parameters, now, Rule.ACTIVE_DOWN)
                    : Step.of(state, Rule.ACTIVE_DOWN_PENDING);
        }
        if (input instanceof Shutdown) {
            return Step.of(new Initialize(), Rule.BACKUP_SHUTDOWN);
        }
        if (input instanceof InterfaceLost) {
            return Step.of(new Initialize(), Rule.BACKUP_INTERFACE_LOST);
        }
        return Step.of(state, Rule.NOT_APPLICABLE);
    }

    private static Step advertisementInBackup(
            Parameters parameters, Backup state, AdvertisementReceived advertisement, long now) {
        if (advertisement.priority().isZero()) {
            // Nothing else is learned from it: the sender's interval is no longer in force.
            long skew = Timers.skewTimeNanos(parameters.version(), parameters.priority(), state.activeAdverInterval());
            return Step.of(
                    new Backup(state.activeAdverInterval(), now + skew, state.preemptionHeld()),
                    Rule.PRIORITY_ZERO_IN_BACKUP);
        }
        // RFC 9568 6.1: the owner always preempts, whatever Preempt_Mode says.
        boolean preempts = !state.preemptionHeld()
                && (parameters.preempt() || parameters.priority().isOwner());
        if (preempts && advertisement.priority().compareTo(parameters.priority()) < 0) {
            return Step.of(state, Rule.LOWER_PRIORITY_IN_BACKUP);
        }
        return Step.of(
                listening(parameters, learned(parameters, advertisement), state.preemptionHeld(), now),
                Rule.ACTIVE_ACCEPTED);
    }

    /** Active with the addresses bound, or being bound. */
    private static Step inActive(Parameters parameters, Active state, Input input, long now) {
        if (input instanceof Tick) {
            return tickInActive(parameters, state, now);
        }
        if (input instanceof AdvertisementReceived advertisement) {
            return advertisementInActive(parameters, state, advertisement, now);
        }
        if (input instanceof AddressesBound && state.phase() instanceof Claiming) {
            return Step.of(
                    new Active(state.nextAdvertAtNanos(), state.assertAllowedAtNanos(), new Holding()),
                    Rule.CLAIMED,
                    new AnnounceAddresses());
        }
        if (input instanceof BindFailed && state.phase() instanceof Claiming) {
            return Step.of(afterOwnRelease(parameters, now), Rule.BIND_FAILED, new SendAdvertisement(Priority.ZERO));
        }
        if (input instanceof AddressLost && state.phase() instanceof Holding && !stalled(parameters, state, now)) {
            return Step.of(state, Rule.ADDRESS_RESTORED, new RenewAddresses(), new AnnounceAddresses());
        }
        if (input instanceof Shutdown) {
            return release(state, Successor.INITIALIZE, Rule.ACTIVE_SHUTDOWN, now);
        }
        if (input instanceof Resign) {
            return release(state, Successor.BACKUP, Rule.RESIGN, now);
        }
        if (input instanceof InterfaceLost) {
            return Step.of(new Initialize(), Rule.ACTIVE_INTERFACE_LOST, new UnbindAddresses());
        }
        return Step.of(state, Rule.NOT_APPLICABLE);
    }

    private static Step tickInActive(Parameters parameters, Active state, long now) {
        if (now - state.nextAdvertAtNanos() < 0) {
            return Step.of(state, Rule.ADVERTISE_PENDING);
        }
        Rule rule = state.phase() instanceof Holding && stalled(parameters, state, now)
                ? Rule.ADVERTISE_AFTER_STALL
                : Rule.ADVERTISE;
        return advertiseNow(parameters, state, rule, now);
    }

    /** Advertises and restarts Adver_Timer; with it the lifetime of the addresses, which must outlive the next turn. */
    private static Step advertiseNow(Parameters parameters, Active state, Rule rule, long now) {
        // From now, not from the missed deadline: a late router never sends a burst to catch up.
        Active next = new Active(
                now + parameters.advertisementInterval().nanos(), state.assertAllowedAtNanos(), state.phase());
        SendAdvertisement advertise = new SendAdvertisement(parameters.priority());
        if (state.phase() instanceof Claiming) {
            return Step.of(next, rule, advertise);
        }
        return stalled(parameters, state, now)
                ? Step.of(next, rule, advertise, new RenewAddresses(), new AnnounceAddresses())
                : Step.of(next, rule, advertise, new RenewAddresses());
    }

    private static Step advertisementInActive(
            Parameters parameters, Active state, AdvertisementReceived advertisement, long now) {
        if (advertisement.priority().isZero()) {
            return advertiseNow(parameters, state, Rule.PRIORITY_ZERO_IN_ACTIVE, now);
        }
        int comparison = advertisement.priority().compareTo(parameters.priority());
        if (comparison > 0) {
            return giveWay(parameters, advertisement, Rule.HIGHER_PRIORITY, now);
        }
        if (comparison == 0 && advertisement.source().compareTo(parameters.primaryAddress()) > 0) {
            return giveWay(parameters, advertisement, Rule.HIGHER_ADDRESS, now);
        }
        if (stalled(parameters, state, now)) {
            return giveWay(parameters, advertisement, Rule.YIELD_AFTER_STALL, now);
        }
        return assertRole(parameters, state, now);
    }

    /** RFC 9568 6.4.3: answers a lower advertisement and leaves Adver_Timer as it is. */
    private static Step assertRole(Parameters parameters, Active state, long now) {
        if (now - state.assertAllowedAtNanos() < 0) {
            return Step.of(state, Rule.ASSERT_LIMITED);
        }
        // With short intervals the next regular advertisement asserts the role just as well.
        long spacing =
                Math.max(parameters.advertisementInterval().nanos() / ASSERTS_PER_INTERVAL, MIN_ASSERT_SPACING_NANOS);
        long allowedAgainAt = now + spacing;
        Active next = new Active(state.nextAdvertAtNanos(), allowedAgainAt, state.phase());
        SendAdvertisement advertise = new SendAdvertisement(parameters.priority());
        // The other router may have announced the addresses as its own: announce ours again, if they are bound.
        return state.phase() instanceof Holding
                ? Step.of(next, Rule.ASSERT, advertise, new AnnounceAddresses())
                : Step.of(next, Rule.ASSERT, advertise);
    }

    /** Active with the addresses on their way out: only the end of the release matters. */
    private static Step inReleasing(Parameters parameters, Active state, Releasing releasing, Input input, long now) {
        if (input instanceof AddressesUnbound) {
            return released(parameters, releasing, Rule.RELEASED, now);
        }
        if (input instanceof Tick && now - releasing.giveUpAtNanos() >= 0) {
            return released(parameters, releasing, Rule.RELEASE_TIMEOUT, now);
        }
        if (input instanceof InterfaceLost) {
            return Step.of(new Initialize(), Rule.ACTIVE_INTERFACE_LOST);
        }
        if (input instanceof Shutdown) {
            Releasing toInitialize = new Releasing(releasing.giveUpAtNanos(), Successor.INITIALIZE);
            return Step.of(
                    new Active(state.nextAdvertAtNanos(), state.assertAllowedAtNanos(), toInitialize),
                    Rule.RELEASE_PENDING);
        }
        return Step.of(state, Rule.RELEASE_PENDING);
    }

    private static Step claim(Parameters parameters, long now, Rule rule) {
        return Step.of(
                new Active(now + parameters.advertisementInterval().nanos(), now, new Claiming()),
                rule,
                new SendAdvertisement(parameters.priority()),
                new BindAddresses());
    }

    private static Step giveWay(Parameters parameters, AdvertisementReceived advertisement, Rule rule, long now) {
        return Step.of(
                listening(parameters, learned(parameters, advertisement), false, now), rule, new UnbindAddresses());
    }

    private static Step release(Active state, Successor successor, Rule rule, long now) {
        return Step.of(
                new Active(
                        state.nextAdvertAtNanos(),
                        state.assertAllowedAtNanos(),
                        new Releasing(now + RELEASE_WAIT_NANOS, successor)),
                rule,
                new UnbindAddresses());
    }

    private static Step released(Parameters parameters, Releasing releasing, Rule rule, long now) {
        RouterState next =
                releasing.successor() == Successor.BACKUP ? afterOwnRelease(parameters, now) : new Initialize();
        return Step.of(next, rule, new SendAdvertisement(Priority.ZERO));
    }

    /** Backup that gave the role away by itself: others go first, and their lower priority is no reason to preempt. */
    private static Backup afterOwnRelease(Parameters parameters, long now) {
        return listening(parameters, parameters.advertisementInterval(), true, now);
    }

    private static Backup listening(
            Parameters parameters, AdvertisementInterval activeAdverInterval, boolean preemptionHeld, long now) {
        long activeDown =
                Timers.activeDownIntervalNanos(parameters.version(), parameters.priority(), activeAdverInterval);
        return new Backup(activeAdverInterval, now + activeDown, preemptionHeld);
    }

    /** RFC 9568 6.1: VRRPv3 takes the interval of the Active router; in VRRPv2 it is equal to the own one. */
    private static AdvertisementInterval learned(Parameters parameters, AdvertisementReceived advertisement) {
        return parameters.version() == VrrpVersion.V3 ? advertisement.interval() : parameters.advertisementInterval();
    }

    /** Whether this router was silent so long that the quickest Backup may have taken over. Not in RFC. */
    private static boolean stalled(Parameters parameters, Active state, long now) {
        long lastAdvertAt =
                state.nextAdvertAtNanos() - parameters.advertisementInterval().nanos();
        return now - lastAdvertAt >= Timers.silenceLimitNanos(parameters.advertisementInterval());
    }
}
