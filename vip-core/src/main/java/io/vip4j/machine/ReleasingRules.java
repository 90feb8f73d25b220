/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import io.vip4j.machine.Action.SendAdvertisement;
import io.vip4j.machine.Action.UnbindAddresses;
import io.vip4j.machine.Input.AddressesUnbound;
import io.vip4j.machine.Input.InterfaceLost;
import io.vip4j.machine.Input.Shutdown;
import io.vip4j.machine.Input.Tick;
import io.vip4j.machine.RouterState.Active;
import io.vip4j.machine.RouterState.Initialize;
import io.vip4j.machine.RouterState.Releasing;
import io.vip4j.machine.RouterState.Successor;
import io.vip4j.vrrp.Priority;
import java.time.Duration;
import java.util.Arrays;

/** Active with the addresses on their way out: only the end of the release matters. Not in RFC. */
final class ReleasingRules {

    /** How long a release waits for the platform before the role is given away all the same. */
    private static final long RELEASE_WAIT_NANOS = Duration.ofMillis(50).toNanos();

    private ReleasingRules() {}

    static Step step(Parameters parameters, Active state, Releasing releasing, Input input, long now) {
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
            return Step.of(
                    state.in(new Releasing(releasing.giveUpAtNanos(), Successor.INITIALIZE)), Rule.RELEASE_PENDING);
        }
        return Step.of(state, Rule.RELEASE_PENDING);
    }

    static Step begin(Active state, Successor successor, Rule rule, long now) {
        return Step.of(state.in(new Releasing(now + RELEASE_WAIT_NANOS, successor)), rule, new UnbindAddresses());
    }

    private static Step released(Parameters parameters, Releasing releasing, Rule rule, long now) {
        RouterState next = switch (releasing.successor()) {
            // Others go first: their lower priority is no reason to preempt.
            case BACKUP -> BackupRules.listening(parameters, true, now);
            case PREEMPTING_BACKUP -> BackupRules.listening(parameters, false, now);
            case INITIALIZE -> new Initialize();
        };
        return Step.of(next, rule, goodbyes(parameters));
    }

    /**
     * Gives the role away. More than one is not in RFC. They go back to back, for a release must not take longer, and
     * a link that loses single packets seldom loses those next to them. A Backup waits for Skew_Time from the last one.
     */
    static Action[] goodbyes(Parameters parameters) {
        Action[] goodbyes = new Action[parameters.goodbyes()];
        Arrays.fill(goodbyes, new SendAdvertisement(Priority.ZERO));
        return goodbyes;
    }
}
