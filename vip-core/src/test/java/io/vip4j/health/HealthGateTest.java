/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.health.HealthGate.State;
import io.vip4j.probe.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HealthGateTest {

    /** The counter of keepalived's vrrp_script: 0..rise+fall-1, up from rise on. */
    private static final class Counter {

        private final int rise;
        private final int fall;
        private int value;

        Counter(int rise, int fall, boolean initFail) {
            this.rise = rise;
            this.fall = fall;
            this.value = initFail ? 0 : rise - 1;
        }

        boolean after(boolean success) {
            if (success) {
                value = value < rise - 1 ? value + 1 : rise + fall - 1;
            } else {
                value = value > rise ? value - 1 : 0;
            }
            return value >= rise;
        }
    }

    private static HealthCheck check(int rise, int fall, InitialState initial) {
        return HealthCheck.of(timeout -> Probe.Result.healthy("fine"))
                .rise(rise)
                .fall(fall)
                .initially(initial);
    }

    @TestFactory // reference/keepalived.md 2.8
    Stream<DynamicTest> countsAsTheScriptsOfKeepalived() {
        List<DynamicTest> tests = new ArrayList<>();
        for (int rise = 1; rise <= 4; rise++) {
            for (int fall = 1; fall <= 4; fall++) {
                for (boolean initFail : new boolean[] {false, true}) {
                    int rises = rise;
                    int falls = fall;
                    tests.add(DynamicTest.dynamicTest(
                            "rise " + rise + " fall " + fall + (initFail ? " init_fail" : ""),
                            () -> sameAsCounter(rises, falls, initFail)));
                }
            }
        }
        return tests.stream();
    }

    private static void sameAsCounter(int rise, int fall, boolean initFail) {
        SplittableRandom random = new SplittableRandom(rise * 100 + fall);
        for (int run = 0; run < 100; run++) {
            HealthGate gate = HealthGate.initially(
                    check(rise, fall, initFail ? InitialState.FULLY_DOWN : InitialState.UNDECIDED));
            Counter counter = new Counter(rise, fall, initFail);
            double health = random.nextDouble();
            StringBuilder answers = new StringBuilder();
            for (int i = 0; i < 60; i++) {
                boolean success = random.nextDouble() < health;
                answers.append(success ? '+' : '-');
                gate = gate.after(success);
                assertThat(gate.state() == State.UP).as(answers.toString()).isEqualTo(counter.after(success));
            }
        }
    }

    @Test
    void onlyFullyKindsNeedMoreThanOneAnswerAtFirst() {
        for (InitialState initial : InitialState.values()) {
            HealthGate gate = HealthGate.initially(check(3, 3, initial));
            State afterSuccess = gate.after(true).state();
            State afterFailure = gate.after(false).state();
            switch (initial) {
                case UNDECIDED, UP, DOWN -> {
                    assertThat(afterSuccess).isEqualTo(State.UP);
                    assertThat(afterFailure).isEqualTo(State.DOWN);
                }
                case FULLY_UP -> assertThat(afterFailure).isEqualTo(State.UP);
                case FULLY_DOWN -> assertThat(afterSuccess).isEqualTo(State.DOWN);
            }
        }
        assertThat(HealthGate.initially(check(3, 2, InitialState.FULLY_UP))
                        .after(false)
                        .after(false)
                        .state())
                .isEqualTo(State.DOWN);
        assertThat(HealthGate.initially(check(2, 3, InitialState.FULLY_DOWN))
                        .after(true)
                        .after(true)
                        .state())
                .isEqualTo(State.UP);
    }
}
