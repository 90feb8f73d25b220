/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import java.util.List;

/**
 * The result of one step.
 *
 * @param state the next state
 * @param actions what to do, in this order
 * @param rule the rule that was applied
 */
public record Step(RouterState state, List<Action> actions, Rule rule) {

    /** Copies the list. */
    public Step {
        actions = List.copyOf(actions);
    }

    static Step of(RouterState state, Rule rule, Action... actions) {
        return new Step(state, List.of(actions), rule);
    }
}
