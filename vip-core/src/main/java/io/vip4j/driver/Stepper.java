/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.machine.Input;
import io.vip4j.machine.Parameters;
import io.vip4j.machine.RouterState;
import io.vip4j.machine.Step;

/** The state machine that a router runs with; tests let it run with broken ones, to see that they notice. */
@FunctionalInterface
interface Stepper {

    /** As {@link io.vip4j.machine.VirtualRouterMachine#step}. */
    Step step(Parameters parameters, RouterState state, Input input, long nowNanos);
}
