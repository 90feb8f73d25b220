/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.machine.RouterState;
import io.vip4j.machine.RouterState.Active;
import io.vip4j.machine.RouterState.Releasing;
import io.vip4j.machine.VirtualRouterMachine;

/** What a router wants of its vote. */
enum VoteWish {
    /** Nothing: it goes to others. */
    NOTHING,
    /** The addresses are on their way out: the vote stays as it is. */
    PATIENCE,
    /** To claim the role with it. */
    ROLE,
    /** To hold the addresses with it, or to bind them when it comes. */
    ADDRESSES;

    /**
     * What it wants in a state.
     *
     * @param unbinding whether the platform still owes the answer to an unbind
     */
    static VoteWish of(RouterState state, boolean unbinding, long now) {
        if (state instanceof Active active) {
            return active.phase() instanceof Releasing ? PATIENCE : ADDRESSES;
        }
        if (VirtualRouterMachine.wantsRole(state, now)) {
            return ROLE;
        }
        return unbinding ? PATIENCE : NOTHING;
    }
}
