/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import io.vip4j.machine.Action.AnnounceAddresses;
import io.vip4j.machine.Action.BindAddresses;
import io.vip4j.machine.Action.RenewAddresses;
import io.vip4j.machine.Action.SendAdvertisement;
import io.vip4j.machine.Action.UnbindAddresses;
import io.vip4j.machine.Input.AddressLost;
import io.vip4j.machine.Input.AddressesBound;
import io.vip4j.machine.Input.AdvertisementReceived;
import io.vip4j.machine.Input.BindFailed;
import io.vip4j.machine.RouterState.Active;
import io.vip4j.machine.RouterState.Backup;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Timers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * State machines with one mistake each, many of them found in real implementations. Tests that do not notice every one
 * of them prove too little.
 */
public enum BrokenMachine {
    /** Skew_Time of VRRPv3 within a second instead of within an interval. */
    SKEW_NOT_SCALED {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return withSkew(own, state, input, now, (256 - own.priority().value()) * SECOND / 256);
        }
    },
    /** The highest priority waits longest. */
    SKEW_INVERTED {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return withSkew(own, state, input, now, own.priority().value() * SECOND / 256);
        }
    },
    /** All wait equally long. */
    SKEW_FORGOTTEN {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return withSkew(own, state, input, now, 0);
        }
    },
    /** Two missing advertisements are enough. */
    DOWN_TOO_SHORT {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return withDown(own, state, input, now, -own.advertisementInterval().nanos());
        }
    },
    /** Of two equal priorities the lower address wins. */
    TIE_REVERSED {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            if (input instanceof AdvertisementReceived heard
                    && heard.priority().equals(own.priority())
                    && !heard.source().equals(own.primaryAddress())) {
                boolean higher = heard.source().compareTo(own.primaryAddress()) > 0;
                IpAddress mirrored = higher ? lowest(own) : highest(own);
                return real(own, state, new AdvertisementReceived(mirrored, heard.priority(), heard.interval()), now);
            }
            return real(own, state, input, now);
        }
    },
    /** A Backup waits out Active_Down_Interval though the Active router has said that it goes. */
    PRIORITY_ZERO_IGNORED {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return state instanceof Backup
                            && input instanceof AdvertisementReceived heard
                            && heard.priority().isZero()
                    ? nothing(state)
                    : real(own, state, input, now);
        }
    },
    /** Lower advertisements are not answered. */
    NO_ASSERT {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return onRule(own, state, input, now, Rule.ASSERT, step -> nothing(state));
        }
    },
    /** Each lower advertisement is answered, however many there are. */
    ASSERTS_UNBOUNDED {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return onRule(
                    own,
                    state,
                    input,
                    now,
                    Rule.ASSERT_LIMITED,
                    step -> plus(step, new SendAdvertisement(own.priority())));
        }
    },
    /** An answer restarts Adver_Timer, so that a flood of lower advertisements silences the regular ones. */
    ASSERT_MOVES_ADVER_TIMER {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return onRule(
                    own,
                    state,
                    input,
                    now,
                    Rule.ASSERT,
                    step -> withAdvertAt(step, now + own.advertisementInterval().nanos()));
        }
    },
    /** A Backup reckons with its own interval. */
    LEARNED_INTERVAL_IGNORED {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return input instanceof AdvertisementReceived heard
                    ? real(
                            own,
                            state,
                            new AdvertisementReceived(heard.source(), heard.priority(), own.advertisementInterval()),
                            now)
                    : real(own, state, input, now);
        }
    },
    /** Preempt_Mode false is not looked at. */
    PREEMPTS_ALTHOUGH_OFF {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return input instanceof AdvertisementReceived heard
                            && !own.preempt()
                            && heard.priority().compareTo(own.priority()) < 0
                    ? onRule(own, state, input, now, Rule.ACTIVE_ACCEPTED, step -> nothing(state))
                    : real(own, state, input, now);
        }
    },
    /** Lower advertisements keep a preempting Backup waiting for ever. */
    DOWN_RESTARTED_BY_LOWER {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return input instanceof AdvertisementReceived heard
                    ? onRule(
                            own,
                            state,
                            input,
                            now,
                            Rule.LOWER_PRIORITY_IN_BACKUP,
                            step -> real(
                                    own,
                                    state,
                                    new AdvertisementReceived(heard.source(), own.priority(), heard.interval()),
                                    now))
                    : real(own, state, input, now);
        }
    },
    /** An Active router stays in spite of a higher one. */
    HIGHER_PRIORITY_IGNORED {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return onRule(own, state, input, now, Rule.HIGHER_PRIORITY, step -> nothing(state));
        }
    },
    /** Gives way and keeps the addresses. */
    YIELDS_WITH_ADDRESSES {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return onYielding(own, state, input, now, step -> minus(step, action -> action instanceof UnbindAddresses));
        }
    },
    /** Gives way and tells the neighbours once more that it has the addresses. */
    ANNOUNCES_AFTER_YIELDING {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return onYielding(
                    own, state, input, now, step -> plus(step, new AnnounceAddresses(Action.Occasion.CLAIMED)));
        }
    },
    /** Takes the role without an advertisement. */
    CLAIMS_SILENTLY {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            Step step = real(own, state, input, now);
            return step.actions().contains(new BindAddresses())
                    ? minus(step, action -> action instanceof SendAdvertisement)
                    : step;
        }
    },
    /** Takes the role and tells no neighbour. */
    CLAIMS_UNANNOUNCED {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return onRule(
                    own,
                    state,
                    input,
                    now,
                    Rule.CLAIMED,
                    step -> minus(step, action -> action instanceof AnnounceAddresses));
        }
    },
    /** Goes without priority 0. */
    LEAVES_SILENTLY {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return minus(real(own, state, input, now), new SendAdvertisement(Priority.ZERO)::equals);
        }
    },
    /** Says that it goes while it still has the addresses. */
    LEAVES_BEFORE_UNBINDING {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            Step step = real(own, state, input, now);
            if (step.rule() == Rule.ACTIVE_SHUTDOWN || step.rule() == Rule.RESIGN) {
                List<Action> actions = new ArrayList<>(List.of(new SendAdvertisement(Priority.ZERO)));
                actions.addAll(step.actions());
                return new Step(step.state(), actions, step.rule());
            }
            return step;
        }
    },
    /** Keeps the role though it shall go to another one. */
    RESIGN_IGNORED {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return onRule(own, state, input, now, Rule.RESIGN, step -> nothing(state));
        }
    },
    /** Takes the role back as soon as it has given it away, before anybody else can. */
    RESIGNS_AND_RETURNS_AT_ONCE {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            Step step = real(own, state, input, now);
            boolean released = step.rule() == Rule.RELEASED || step.rule() == Rule.RELEASE_TIMEOUT;
            return released && step.state() instanceof Backup next
                    ? new Step(
                            new Backup(
                                    next.activeAdverInterval(),
                                    now,
                                    next.roleGivenAway(),
                                    next.preemptionHeld(),
                                    next.lowerSinceNanos()),
                            step.actions(),
                            step.rule())
                    : step;
        }
    },
    /** After a stall sends every advertisement that it has missed. */
    CATCHES_UP {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            Step step = real(own, state, input, now);
            boolean regular = step.rule() == Rule.ADVERTISE || step.rule() == Rule.ADVERTISE_AFTER_STALL;
            return regular && state instanceof Active active
                    ? withAdvertAt(
                            step,
                            active.nextAdvertAtNanos()
                                    + own.advertisementInterval().nanos())
                    : step;
        }
    },
    /** Insists on the role though it was silent so long that another one has rightly taken over. */
    INSISTS_AFTER_STALL {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return onRule(own, state, input, now, Rule.YIELD_AFTER_STALL, step -> nothing(state));
        }
    },
    /** Lets the lifetime of its addresses run out. */
    NEVER_RENEWS {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return minus(real(own, state, input, now), action -> action instanceof RenewAddresses);
        }
    },
    /** Believes in addresses that could not be bound. */
    BIND_FAILURE_IGNORED {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return real(own, state, input instanceof BindFailed ? new AddressesBound() : input, now);
        }
    },
    /** Does not put back what somebody removes. */
    LOST_ADDRESS_IGNORED {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return input instanceof AddressLost ? nothing(state) : real(own, state, input, now);
        }
    },
    /** The owner of the addresses waits like everybody else. */
    OWNER_WAITS {
        @Override
        public Step step(Parameters own, RouterState state, Input input, long now) {
            return onRule(
                    own,
                    state,
                    input,
                    now,
                    Rule.STARTUP_AS_OWNER,
                    step -> real(own.withPriority(new Priority(254)), state, input, now));
        }
    };

    private static final long SECOND = 1_000_000_000L;

    /** As {@link VirtualRouterMachine#step}, with the mistake. */
    public abstract Step step(Parameters own, RouterState state, Input input, long now);

    /** What is to be done with a step. */
    private interface Change {
        Step of(Step step);
    }

    private static Step real(Parameters own, RouterState state, Input input, long now) {
        return VirtualRouterMachine.step(own, state, input, now);
    }

    private static Step nothing(RouterState state) {
        return new Step(state, List.of(), Rule.NOT_APPLICABLE);
    }

    private static Step onRule(Parameters own, RouterState state, Input input, long now, Rule rule, Change change) {
        Step step = real(own, state, input, now);
        return step.rule() == rule ? change.of(step) : step;
    }

    private static Step onYielding(Parameters own, RouterState state, Input input, long now, Change change) {
        Step step = real(own, state, input, now);
        return state instanceof Active && step.state() instanceof Backup && input instanceof AdvertisementReceived
                ? change.of(step)
                : step;
    }

    private static Step plus(Step step, Action more) {
        List<Action> actions = new ArrayList<>(step.actions());
        actions.add(more);
        return new Step(step.state(), actions, step.rule());
    }

    private static Step minus(Step step, Predicate<Action> less) {
        return new Step(
                step.state(), step.actions().stream().filter(less.negate()).toList(), step.rule());
    }

    private static Step withSkew(Parameters own, RouterState state, Input input, long now, long skewNanos) {
        Step step = real(own, state, input, now);
        return step.state() instanceof Backup backup
                ? withDown(
                        own,
                        state,
                        input,
                        now,
                        skewNanos - Timers.skewTimeNanos(own.version(), own.priority(), backup.activeAdverInterval()))
                : step;
    }

    /** Moves the end of Active_Down_Timer whenever the timer was restarted. */
    private static Step withDown(Parameters own, RouterState state, Input input, long now, long differenceNanos) {
        Step step = real(own, state, input, now);
        if (!(step.state() instanceof Backup next)
                || (state instanceof Backup before && before.activeDownAtNanos() == next.activeDownAtNanos())) {
            return step;
        }
        return new Step(
                new Backup(
                        next.activeAdverInterval(),
                        next.activeDownAtNanos() + differenceNanos,
                        next.roleGivenAway(),
                        next.preemptionHeld(),
                        next.lowerSinceNanos(),
                        next.lingersUntilNanos()),
                step.actions(),
                step.rule());
    }

    private static Step withAdvertAt(Step step, long nextAdvertAtNanos) {
        return step.state() instanceof Active next
                ? new Step(
                        new Active(nextAdvertAtNanos, next.stalledAtNanos(), next.assertAllowedAtNanos(), next.phase()),
                        step.actions(),
                        step.rule())
                : step;
    }

    private static IpAddress lowest(Parameters own) {
        return new IpAddress(own.primaryAddress().family(), 0, 0);
    }

    private static IpAddress highest(Parameters own) {
        return own.primaryAddress().family() == AddressFamily.IPV4
                ? IpAddress.ofIpv4(-1)
                : new IpAddress(AddressFamily.IPV6, -1, -1);
    }
}
