/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import io.vip4j.machine.Action.AnnounceAddresses;
import io.vip4j.machine.Action.BindAddresses;
import io.vip4j.machine.Action.Occasion;
import io.vip4j.machine.Action.RenewAddresses;
import io.vip4j.machine.Action.SendAdvertisement;
import io.vip4j.machine.Action.UnbindAddresses;
import io.vip4j.machine.Input.AddressLost;
import io.vip4j.machine.Input.AddressesBound;
import io.vip4j.machine.Input.AdvertisementReceived;
import io.vip4j.machine.Input.BindFailed;
import io.vip4j.machine.Input.InterfaceLost;
import io.vip4j.machine.Input.ParametersChanged;
import io.vip4j.machine.Input.Resign;
import io.vip4j.machine.Input.Shutdown;
import io.vip4j.machine.Input.Tick;
import io.vip4j.machine.RouterState.Active;
import io.vip4j.machine.RouterState.Claiming;
import io.vip4j.machine.RouterState.Holding;
import io.vip4j.machine.RouterState.Initialize;
import io.vip4j.machine.RouterState.Successor;
import io.vip4j.vrrp.Timers;
import java.time.Duration;

/** RFC 9568 6.4.3: Active with the addresses bound, or being bound. */
final class ActiveRules {

    private static final int ASSERTS_PER_INTERVAL = 4;
    private static final long MIN_ASSERT_SPACING_NANOS = Duration.ofMillis(50).toNanos();

    private ActiveRules() {}

    static Step step(Parameters parameters, Active state, Input input, long now) {
        if (input instanceof Tick) {
            return tick(parameters, state, now);
        }
        if (input instanceof AdvertisementReceived advertisement) {
            return advertisement(parameters, state, advertisement, now);
        }
        if (input instanceof AddressesBound && state.phase() instanceof Claiming) {
            return Step.of(state.in(new Holding()), Rule.CLAIMED, new AnnounceAddresses(Occasion.CLAIMED));
        }
        if (input instanceof BindFailed && state.phase() instanceof Claiming) {
            return Step.of(
                    BackupRules.listening(parameters, true, now),
                    Rule.BIND_FAILED,
                    ReleasingRules.goodbyes(parameters));
        }
        if (input instanceof AddressLost && state.phase() instanceof Holding && !stalled(state, now)) {
            return Step.of(
                    state, Rule.ADDRESS_RESTORED, new RenewAddresses(), new AnnounceAddresses(Occasion.RESTORED));
        }
        if (input instanceof ParametersChanged changed) {
            return parametersChanged(changed.before(), parameters, state, now);
        }
        if (input instanceof Shutdown) {
            return ReleasingRules.begin(state, Successor.INITIALIZE, Rule.ACTIVE_SHUTDOWN, now);
        }
        if (input instanceof Resign resign) {
            Successor successor = resign.mayPreempt() ? Successor.PREEMPTING_BACKUP : Successor.BACKUP;
            return ReleasingRules.begin(state, successor, Rule.RESIGN, now);
        }
        if (input instanceof InterfaceLost) {
            return Step.of(new Initialize(), Rule.ACTIVE_INTERFACE_LOST, new UnbindAddresses());
        }
        return Step.of(state, Rule.NOT_APPLICABLE);
    }

    /** Takes the role: the addresses are announced only when they are there. */
    static Step claim(Parameters parameters, long now, Rule rule) {
        return Step.of(
                advertised(parameters, now, now, new Claiming()),
                rule,
                new SendAdvertisement(parameters.priority()),
                new BindAddresses());
    }

    private static Step tick(Parameters parameters, Active state, long now) {
        if (now - state.nextAdvertAtNanos() < 0) {
            return Step.of(state, Rule.ADVERTISE_PENDING);
        }
        Rule rule =
                state.phase() instanceof Holding && stalled(state, now) ? Rule.ADVERTISE_AFTER_STALL : Rule.ADVERTISE;
        return advertiseNow(parameters, state, rule, now);
    }

    /** Advertises and restarts Adver_Timer; with it the lifetime of the addresses, which must outlive the next turn. */
    private static Step advertiseNow(Parameters parameters, Active state, Rule rule, long now) {
        Active next = advertised(parameters, now, state.assertAllowedAtNanos(), state.phase());
        SendAdvertisement advertise = new SendAdvertisement(parameters.priority());
        if (state.phase() instanceof Claiming) {
            return Step.of(next, rule, advertise);
        }
        return stalled(state, now)
                ? Step.of(next, rule, advertise, new RenewAddresses(), new AnnounceAddresses(Occasion.RESUMED))
                : Step.of(next, rule, advertise, new RenewAddresses());
    }

    private static Step advertisement(
            Parameters parameters, Active state, AdvertisementReceived advertisement, long now) {
        if (advertisement.priority().isZero()) {
            return priorityZero(parameters, state, now);
        }
        int comparison = advertisement.priority().compareTo(parameters.priority());
        if (comparison > 0) {
            return giveWay(parameters, state, advertisement, Rule.HIGHER_PRIORITY, now);
        }
        if (comparison == 0 && advertisement.source().compareTo(parameters.primaryAddress()) > 0) {
            return giveWay(parameters, state, advertisement, Rule.HIGHER_ADDRESS, now);
        }
        if (stalled(state, now)) {
            return Step.of(
                    BackupRules.yielded(parameters, advertisement, now), Rule.YIELD_AFTER_STALL, new UnbindAddresses());
        }
        return parameters.answersLower() ? assertRole(parameters, state, now) : Step.of(state, Rule.LOWER_IGNORED);
    }

    /**
     * With a last advertisement the other router, which is Active too, learns that there were two and announces the
     * addresses again; as a Backup it would take no notice. It is the only one, so nobody can be made to send more.
     * After a stall it has nothing to say: the other one took over meanwhile, and announced the addresses as it did.
     */
    private static Step giveWay(
            Parameters parameters, Active state, AdvertisementReceived advertisement, Rule rule, long now) {
        RouterState next = BackupRules.yielded(parameters, advertisement, now);
        return parameters.speaksBeforeYielding() && state.phase() instanceof Holding && !stalled(state, now)
                ? Step.of(next, rule, new SendAdvertisement(parameters.priority()), new UnbindAddresses())
                : Step.of(next, rule, new UnbindAddresses());
    }

    /** RFC 9568 6.4.3: answers at once and restarts Adver_Timer. */
    private static Step priorityZero(Parameters parameters, Active state, long now) {
        if (now - state.assertAllowedAtNanos() < 0) {
            return Step.of(state, Rule.PRIORITY_ZERO_LIMITED);
        }
        Active next = advertised(parameters, now, now + answerSpacingNanos(parameters), state.phase());
        SendAdvertisement advertise = new SendAdvertisement(parameters.priority());
        // Only an Active router sends it, and it may have announced the addresses as its own.
        return state.phase() instanceof Holding
                ? Step.of(
                        next,
                        Rule.PRIORITY_ZERO_IN_ACTIVE,
                        advertise,
                        new RenewAddresses(),
                        new AnnounceAddresses(Occasion.CONTESTED))
                : Step.of(next, Rule.PRIORITY_ZERO_IN_ACTIVE, advertise);
    }

    /** RFC 9568 6.4.3: answers a lower advertisement and leaves Adver_Timer as it is. */
    private static Step assertRole(Parameters parameters, Active state, long now) {
        if (now - state.assertAllowedAtNanos() < 0) {
            return Step.of(state, Rule.ASSERT_LIMITED);
        }
        long allowedAgainAt = now + answerSpacingNanos(parameters);
        Active next = new Active(state.nextAdvertAtNanos(), state.stalledAtNanos(), allowedAgainAt, state.phase());
        SendAdvertisement advertise = new SendAdvertisement(parameters.priority());
        // The other router may have announced the addresses as its own: announce ours again, if they are bound.
        return state.phase() instanceof Holding
                ? Step.of(next, Rule.ASSERT, advertise, new AnnounceAddresses(Occasion.CONTESTED))
                : Step.of(next, Rule.ASSERT, advertise);
    }

    private static long answerSpacingNanos(Parameters parameters) {
        // With short intervals the next regular advertisement asserts the role just as well.
        return Math.max(parameters.advertisementInterval().nanos() / ASSERTS_PER_INTERVAL, MIN_ASSERT_SPACING_NANOS);
    }

    /** What others can see goes out at once; after a stall only when the sockets were read, with the overdue turn. */
    private static Step parametersChanged(Parameters before, Parameters parameters, Active state, long now) {
        boolean visible = !before.priority().equals(parameters.priority())
                || !before.advertisementInterval().equals(parameters.advertisementInterval())
                || !before.primaryAddress().equals(parameters.primaryAddress());
        return visible && !stalled(state, now)
                ? advertiseNow(parameters, state, Rule.ADVERTISE_CHANGE, now)
                : Step.of(state, Rule.CHANGE_NOTED);
    }

    /** Active that advertises now. */
    private static Active advertised(Parameters parameters, long now, long assertAllowedAt, RouterState.Phase phase) {
        // From now, not from the missed deadline: a late router never sends a burst to catch up.
        return new Active(
                now + parameters.advertisementInterval().nanos(),
                now + Timers.silenceLimitNanos(parameters.advertisementInterval(), parameters.downAdvertisements()),
                assertAllowedAt,
                phase);
    }

    /** Whether this router was silent so long that the quickest Backup may have taken over. Not in RFC. */
    private static boolean stalled(Active state, long now) {
        return now - state.stalledAtNanos() >= 0;
    }
}
