/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.machine.Input;
import io.vip4j.machine.Parameters;
import io.vip4j.machine.RouterState;
import io.vip4j.machine.RouterState.Active;
import io.vip4j.machine.RouterState.Backup;
import io.vip4j.machine.RouterState.Holding;
import io.vip4j.machine.RouterState.Initialize;
import io.vip4j.machine.RouterState.Releasing;
import io.vip4j.machine.RouterState.Successor;
import io.vip4j.machine.RouterState.Timed;
import io.vip4j.machine.Step;
import io.vip4j.machine.VirtualRouterMachine;
import io.vip4j.spi.Loop;
import io.vip4j.vrrp.Timers;

/** The state machine of one router as it runs: its parameters, its state, and the alarm for its deadline. Used by the loop. */
final class RunningMachine {

    private final Stepper stepper;
    private final Loop loop;
    private final Loop.Alarm alarm;

    // Written by the loop.
    private Parameters parameters;
    private RouterState state = new Initialize();
    private boolean tookPart;

    /**
     * Begins in Initialize.
     *
     * @param alarm rings when a tick is due
     */
    RunningMachine(Stepper stepper, Loop loop, Loop.Alarm alarm, Parameters parameters) {
        this.stepper = stepper;
        this.loop = loop;
        this.alarm = alarm;
        this.parameters = parameters;
    }

    RouterState state() {
        return state;
    }

    Parameters parameters() {
        return parameters;
    }

    /** These are in force from now on; the machine has to be told by an input. */
    void parameters(Parameters next) {
        parameters = next;
    }

    /** Whether it is in another state than Initialize. */
    boolean takesPart() {
        return !(state instanceof Initialize);
    }

    /** Whether it has ever been in another state than Initialize. */
    boolean hasTakenPart() {
        return tookPart;
    }

    boolean isBackup() {
        return state instanceof Backup;
    }

    /** Whether it is Active and not about to give the role away. */
    boolean hasRole() {
        return state instanceof Active active && !(active.phase() instanceof Releasing);
    }

    /** Whether it is Active and the addresses are bound. */
    boolean isHolding() {
        return state instanceof Active active && active.phase() instanceof Holding;
    }

    /** Whether the way to Initialize has begun: what comes on top of it is not its cause. */
    boolean isLeaving() {
        return state instanceof Active active
                && active.phase() instanceof Releasing releasing
                && releasing.successor() == Successor.INITIALIZE;
    }

    /** Whether it would claim the role now, if it were allowed to. */
    boolean wantsRole(long now) {
        return VirtualRouterMachine.wantsRole(state, now);
    }

    /** Makes one step; the actions are to be carried out by the caller. */
    Step step(Parameters with, Input input, long now) {
        Step step = stepper.step(with, state, input, now);
        state = step.state();
        tookPart |= takesPart();
        return step;
    }

    /**
     * The time of a tick whose alarm has rung at this time: an advertisement that leaves a little early counts as one that
     * leaves at its time.
     */
    long tickedAtNanos(long now) {
        if (state instanceof Timed timed && hasRole()) {
            long early = timed.deadlineNanos() - now;
            return early > 0 && early <= earlinessNanos() ? timed.deadlineNanos() : now;
        }
        return now;
    }

    /** Arms the alarm for the deadline of its state, if there is one that counts. */
    void armAlarm() {
        boolean withheld = !parameters.claimAllowed() && wantsRole(loop.nanoTime());
        if (state instanceof Timed timed && !withheld) {
            alarm.armAt(timed.deadlineNanos(), earlinessNanos());
        } else {
            alarm.disarm();
        }
    }

    private long earlinessNanos() {
        return hasRole() ? Timers.advertisementEarlinessNanos(parameters.advertisementInterval()) : 0;
    }

    /** No tick is due any more. */
    void end() {
        alarm.disarm();
    }
}
