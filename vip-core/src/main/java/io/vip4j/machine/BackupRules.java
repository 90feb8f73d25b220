/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import io.vip4j.machine.Input.ActiveDied;
import io.vip4j.machine.Input.AdvertisementReceived;
import io.vip4j.machine.Input.InterfaceLost;
import io.vip4j.machine.Input.ParametersChanged;
import io.vip4j.machine.Input.Reclaim;
import io.vip4j.machine.Input.Shutdown;
import io.vip4j.machine.Input.Tick;
import io.vip4j.machine.RouterState.Backup;
import io.vip4j.machine.RouterState.Initialize;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.Timers;
import io.vip4j.vrrp.VrrpVersion;
import java.util.OptionalLong;

/** RFC 9568 6.4.2. */
final class BackupRules {

    private BackupRules() {}

    static Step step(Parameters parameters, Backup state, Input input, long now) {
        if (input instanceof AdvertisementReceived advertisement) {
            return advertisement(parameters, state, advertisement, now);
        }
        if (input instanceof Tick) {
            return tick(parameters, state, now);
        }
        if (input instanceof ActiveDied died) {
            return activeDied(parameters, state, died, now);
        }
        if (input instanceof ParametersChanged changed) {
            return parametersChanged(changed.before(), parameters, state, now);
        }
        if (input instanceof Reclaim) {
            return reclaim(parameters, state, now);
        }
        if (input instanceof Shutdown) {
            return Step.of(new Initialize(), Rule.BACKUP_SHUTDOWN);
        }
        if (input instanceof InterfaceLost) {
            return Step.of(new Initialize(), Rule.BACKUP_INTERFACE_LOST);
        }
        return Step.of(state, Rule.NOT_APPLICABLE);
    }

    private static Step tick(Parameters parameters, Backup state, long now) {
        if (now - state.activeDownAtNanos() < 0) {
            return Step.of(state, Rule.ACTIVE_DOWN_PENDING);
        }
        return parameters.claimAllowed()
                ? ActiveRules.claim(parameters, now, Rule.ACTIVE_DOWN)
                : Step.of(state, Rule.ACTIVE_DOWN_WITHHELD);
    }

    /** A member of a group waits for the others with its timer expired. */
    private static Step reclaim(Parameters parameters, Backup state, long now) {
        return parameters.claimAllowed()
                ? ActiveRules.claim(parameters, now, Rule.RECLAIM)
                : Step.of(
                        new Backup(
                                state.activeAdverInterval(),
                                now,
                                state.roleGivenAway(),
                                state.preemptionHeld(),
                                state.lowerSinceNanos()),
                        Rule.ACTIVE_DOWN_WITHHELD);
    }

    private static Step advertisement(
            Parameters parameters, Backup state, AdvertisementReceived advertisement, long now) {
        if (advertisement.priority().isZero()) {
            return priorityZero(parameters, state, now);
        }
        if (advertisement.priority().compareTo(parameters.priority()) >= 0) {
            return Step.of(accepted(parameters, state, advertisement, OptionalLong.empty(), now), Rule.ACTIVE_ACCEPTED);
        }
        // RFC 9568 6.1: the owner always preempts, whatever Preempt_Mode says.
        boolean owner = parameters.priority().isOwner();
        if (state.preemptionHeld() || !(parameters.preempt() || owner)) {
            return Step.of(accepted(parameters, state, advertisement, OptionalLong.empty(), now), Rule.ACTIVE_ACCEPTED);
        }
        if (owner || parameters.preemptDelayNanos() == 0) {
            return Step.of(state, Rule.LOWER_PRIORITY_IN_BACKUP);
        }
        // As keepalived does: the delay runs from the first lower advertisement.
        long lowerSince = state.lowerSinceNanos().orElse(now);
        return now - lowerSince >= parameters.preemptDelayNanos()
                ? Step.of(state, Rule.LOWER_PRIORITY_IN_BACKUP)
                : Step.of(
                        accepted(parameters, state, advertisement, OptionalLong.of(lowerSince), now),
                        Rule.PREEMPTION_DELAYED);
    }

    /** Nothing is learned from it: the sender's interval is no longer in force. */
    private static Step priorityZero(Parameters parameters, Backup state, long now) {
        return Step.of(
                new Backup(
                        state.activeAdverInterval(),
                        state.notBeforeTheyAreGone(now + waitNanos(parameters, state.activeAdverInterval(), true)),
                        true,
                        state.preemptionHeld(),
                        state.lowerSinceNanos(),
                        state.lingersUntilNanos()),
                Rule.PRIORITY_ZERO_IN_BACKUP);
    }

    /**
     * As after priority zero, but its kernel needs some time to remove the addresses. The timer never moves to a later
     * time: without this word of its kernel it would have expired then. Not in RFC.
     */
    private static Step activeDied(Parameters parameters, Backup state, ActiveDied died, long now) {
        long wait = Math.max(waitNanos(parameters, state.activeAdverInterval(), true), died.lingerNanos());
        if (state.activeDownAtNanos() - (now + wait) <= 0) {
            return Step.of(state, Rule.ACTIVE_DIED);
        }
        return Step.of(
                new Backup(
                        state.activeAdverInterval(),
                        now + wait,
                        true,
                        state.preemptionHeld(),
                        state.lowerSinceNanos(),
                        OptionalLong.of(now + died.lingerNanos())),
                Rule.ACTIVE_DIED);
    }

    private static Backup accepted(
            Parameters parameters,
            Backup state,
            AdvertisementReceived advertisement,
            OptionalLong lowerSinceNanos,
            long now) {
        AdvertisementInterval learned = inForce(parameters, advertisement.interval());
        return new Backup(
                learned, now + waitNanos(parameters, learned, false), false, state.preemptionHeld(), lowerSinceNanos);
    }

    /** As keepalived does: what is left of the timer changes by the difference of the intervals. Not in RFC. */
    private static Step parametersChanged(Parameters before, Parameters parameters, Backup state, long now) {
        AdvertisementInterval interval = inForce(parameters, state.activeAdverInterval());
        long difference = waitNanos(parameters, interval, state.roleGivenAway())
                - waitNanos(before, inForce(before, state.activeAdverInterval()), state.roleGivenAway());
        boolean expired = now - state.activeDownAtNanos() >= 0;
        if (expired || difference == 0) {
            return Step.of(state, Rule.CHANGE_NOTED);
        }
        long left = Math.max(0, state.activeDownAtNanos() + difference - now);
        return Step.of(
                new Backup(
                        interval,
                        state.notBeforeTheyAreGone(now + left),
                        state.roleGivenAway(),
                        state.preemptionHeld(),
                        state.lowerSinceNanos(),
                        state.lingersUntilNanos()),
                Rule.TIMER_REBASED);
    }

    /**
     * RFC 9568 6.1: VRRPv3 takes the interval of the Active router, here not below the floor (not in RFC); in VRRPv2 it is
     * equal to the own one.
     */
    private static AdvertisementInterval inForce(Parameters parameters, AdvertisementInterval heard) {
        if (parameters.version() == VrrpVersion.V2) {
            return parameters.advertisementInterval();
        }
        return parameters
                .learnedIntervalFloor()
                .filter(floor -> floor.nanos() > heard.nanos())
                .orElse(heard);
    }

    private static long waitNanos(Parameters parameters, AdvertisementInterval interval, boolean roleGivenAway) {
        return roleGivenAway
                ? Timers.skewTimeNanos(parameters.version(), parameters.priority(), interval)
                : Timers.activeDownIntervalNanos(
                        parameters.version(), parameters.priority(), interval, parameters.downAdvertisements());
    }

    /** Backup that has heard of nobody yet. */
    static Backup listening(Parameters parameters, boolean preemptionHeld, long now) {
        AdvertisementInterval own = parameters.advertisementInterval();
        return new Backup(own, now + waitNanos(parameters, own, false), false, preemptionHeld, OptionalLong.empty());
    }

    /** Backup that has given way to a router it heard of. */
    static Backup yielded(Parameters parameters, AdvertisementReceived advertisement, long now) {
        return accepted(parameters, expired(parameters, now), advertisement, OptionalLong.empty(), now);
    }

    /** Backup whose timer has expired. */
    static Backup expired(Parameters parameters, long now) {
        return new Backup(parameters.advertisementInterval(), now, false, false, OptionalLong.empty());
    }
}
