/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import io.vip4j.machine.Input.Startup;
import io.vip4j.machine.RouterState.Active;
import io.vip4j.machine.RouterState.Backup;
import io.vip4j.machine.RouterState.Initialize;
import io.vip4j.machine.RouterState.Releasing;
import io.vip4j.machine.RouterState.Timed;
import java.util.OptionalLong;

/**
 * The state machine of RFC 9568 6.4. Pure: the same arguments always give the same step. One method per state decides,
 * one leaf per {@link Rule} acts.
 */
public final class VirtualRouterMachine {

    private VirtualRouterMachine() {}

    /**
     * Applies one input.
     *
     * @param parameters the parameters in force; when they differ from those of the step before, the input is
     *     {@link Input.ParametersChanged}
     * @param state where the router stands
     * @param input what happened
     * @param nowNanos the loop's time
     */
    public static Step step(Parameters parameters, RouterState state, Input input, long nowNanos) {
        if (state instanceof Initialize initialize) {
            return inInitialize(parameters, initialize, input, nowNanos);
        }
        if (state instanceof Backup backup) {
            return BackupRules.step(parameters, backup, input, nowNanos);
        }
        if (state instanceof Active active) {
            return active.phase() instanceof Releasing releasing
                    ? ReleasingRules.step(parameters, active, releasing, input, nowNanos)
                    : ActiveRules.step(parameters, active, input, nowNanos);
        }
        throw new AssertionError(state);
    }

    /**
     * When the state wants its next {@link Input.Tick}; empty in Initialize. After
     * {@link Rule#ACTIVE_DOWN_WITHHELD} and {@link Rule#STARTUP_AS_OWNER_WITHHELD} it lies in the past, and a tick is of
     * use only after {@link Input.ParametersChanged}.
     */
    public static OptionalLong deadlineNanos(RouterState state) {
        return state instanceof Timed timed ? OptionalLong.of(timed.deadlineNanos()) : OptionalLong.empty();
    }

    /**
     * Whether the router would take the role now if it were allowed to: a Backup whose Active_Down_Timer has expired.
     */
    public static boolean wantsRole(RouterState state, long nowNanos) {
        return state instanceof Backup backup && nowNanos - backup.activeDownAtNanos() >= 0;
    }

    private static Step inInitialize(Parameters parameters, Initialize state, Input input, long now) {
        if (!(input instanceof Startup)) {
            return Step.of(state, Rule.NOT_APPLICABLE);
        }
        if (!parameters.priority().isOwner()) {
            return Step.of(BackupRules.listening(parameters, false, now), Rule.STARTUP);
        }
        return parameters.claimAllowed()
                ? ActiveRules.claim(parameters, now, Rule.STARTUP_AS_OWNER)
                : Step.of(BackupRules.expired(parameters, now), Rule.STARTUP_AS_OWNER_WITHHELD);
    }
}
