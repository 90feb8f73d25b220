/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import java.util.List;

/**
 * A row of the transition table.
 *
 * @param name ids of requirements and scenarios, then the behaviour
 * @param parameters the router
 * @param given the state before
 * @param input what happens
 * @param nowNanos when
 * @param expected the whole step
 */
record TransitionRow(String name, Parameters parameters, RouterState given, Input input, long nowNanos, Step expected) {

    /** The states and phases that a table must cover. */
    static final List<String> PLACES = List.of("Initialize", "Backup", "Claiming", "Holding", "Releasing");

    /** The simple name of the state, or of the phase of Active. */
    String place() {
        return given instanceof RouterState.Active active
                ? active.phase().getClass().getSimpleName()
                : given.getClass().getSimpleName();
    }

    static Given row(String name) {
        return new Given(name);
    }

    /** First part of a row. */
    record Given(String name) {
        When given(Parameters parameters, RouterState state) {
            return new When(name, parameters, state);
        }
    }

    /** Second part of a row. */
    record When(String name, Parameters parameters, RouterState state) {
        Then when(Input input, long nowNanos) {
            return new Then(name, parameters, state, input, nowNanos);
        }
    }

    /** Third part of a row. */
    record Then(String name, Parameters parameters, RouterState state, Input input, long nowNanos) {
        TransitionRow then(Rule rule, RouterState next, Action... actions) {
            return new TransitionRow(name, parameters, state, input, nowNanos, new Step(next, List.of(actions), rule));
        }

        /** The state stays as it is, and nothing is done. */
        TransitionRow stays(Rule rule, Action... actions) {
            return then(rule, state, actions);
        }
    }
}
