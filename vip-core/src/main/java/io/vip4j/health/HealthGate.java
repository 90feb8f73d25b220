/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

/**
 * Turns single answers into a state that does not dance: it changes only after {@code rise} successes or {@code fall}
 * failures in a row. The first answer decides alone unless {@link InitialState} says otherwise, so that a healthy start is
 * not delayed.
 *
 * <p>A value: each answer gives the next gate.
 *
 * @param rise successes in a row that turn it up, at least 1
 * @param fall failures in a row that turn it down, at least 1
 * @param state where it stands
 * @param against answers in a row that contradict the state, fewer than rise or fall
 */
public record HealthGate(int rise, int fall, State state, int against) {

    /** Where a gate stands. */
    public enum State {
        /** No answer has come yet. */
        UNKNOWN,
        /** Healthy. */
        UP,
        /** Unhealthy. */
        DOWN
    }

    /** A gate without any answer yet. */
    public static HealthGate unknown(int rise, int fall) {
        return new HealthGate(rise, fall, State.UNKNOWN, 0);
    }

    /** The gate of a check that has not answered yet. */
    public static HealthGate initially(HealthCheck check) {
        return switch (check.initialState()) {
            case UNDECIDED, UP, DOWN -> unknown(check.rise(), check.fall());
            case FULLY_UP -> new HealthGate(check.rise(), check.fall(), State.UP, 0);
            case FULLY_DOWN -> new HealthGate(check.rise(), check.fall(), State.DOWN, 0);
        };
    }

    /** The gate after one more answer. */
    public HealthGate after(boolean healthy) {
        State answer = healthy ? State.UP : State.DOWN;
        if (state == State.UNKNOWN || state == answer) {
            return new HealthGate(rise, fall, answer, 0);
        }
        int needed = healthy ? rise : fall;
        return against + 1 >= needed
                ? new HealthGate(rise, fall, answer, 0)
                : new HealthGate(rise, fall, state, against + 1);
    }
}
