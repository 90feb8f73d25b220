/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.machine.RouterState.Successor;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every row of {@link TransitionTable}: next state with its deadlines, actions in order, and rule. */
final class TransitionTableTest {

    @TestFactory
    Stream<DynamicTest> rows() {
        return TransitionTable.ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.name(),
                        () -> assertThat(VirtualRouterMachine.step(
                                        row.parameters(), row.given(), row.input(), row.nowNanos()))
                                .isEqualTo(row.expected())));
    }

    /**
     * The deadlines are differences: the same rows hold when the clock passes from the largest long to the smallest.
     */
    @TestFactory
    Stream<DynamicTest> rowsNearTheWrapOfTheClock() {
        long shift = Long.MAX_VALUE - TableWords.T - 500 * TableWords.MS;
        return TransitionTable.ROWS.stream()
                .map(row -> DynamicTest.dynamicTest(
                        row.name(),
                        () -> assertThat(VirtualRouterMachine.step(
                                        row.parameters(),
                                        shifted(row.given(), shift),
                                        row.input(),
                                        row.nowNanos() + shift))
                                .isEqualTo(new Step(
                                        shifted(row.expected().state(), shift),
                                        row.expected().actions(),
                                        row.expected().rule()))));
    }

    @Test
    void deadlineIsTheNextThingThatTimeBrings() {
        assertThat(VirtualRouterMachine.deadlineNanos(TableWords.INITIALIZE)).isEqualTo(OptionalLong.empty());
        assertThat(VirtualRouterMachine.deadlineNanos(TableWords.backup(100, 7)))
                .hasValue(7);
        assertThat(VirtualRouterMachine.deadlineNanos(TableWords.claiming(7, 8)))
                .hasValue(7);
        assertThat(VirtualRouterMachine.deadlineNanos(TableWords.holding(7, 8))).hasValue(7);
        assertThat(VirtualRouterMachine.deadlineNanos(TableWords.releasing(7, 8, 9, Successor.BACKUP)))
                .hasValue(9);
    }

    @Test
    void onlyABackupWithAnExpiredTimerWantsTheRole() {
        assertThat(VirtualRouterMachine.wantsRole(TableWords.backup(100, 7), 6)).isFalse();
        assertThat(VirtualRouterMachine.wantsRole(TableWords.backup(100, 7), 7)).isTrue();
        assertThat(VirtualRouterMachine.wantsRole(TableWords.INITIALIZE, 7)).isFalse();
        assertThat(VirtualRouterMachine.wantsRole(TableWords.holding(7, 8), 9)).isFalse();
    }

    private static RouterState shifted(RouterState state, long shift) {
        if (state instanceof RouterState.Backup backup) {
            return new RouterState.Backup(
                    backup.activeAdverInterval(),
                    backup.activeDownAtNanos() + shift,
                    backup.roleGivenAway(),
                    backup.preemptionHeld(),
                    shifted(backup.lowerSinceNanos(), shift),
                    shifted(backup.lingersUntilNanos(), shift));
        }
        if (state instanceof RouterState.Active active) {
            RouterState.Phase phase = active.phase() instanceof RouterState.Releasing releasing
                    ? new RouterState.Releasing(releasing.giveUpAtNanos() + shift, releasing.successor())
                    : active.phase();
            return new RouterState.Active(
                    active.nextAdvertAtNanos() + shift,
                    active.stalledAtNanos() + shift,
                    active.assertAllowedAtNanos() + shift,
                    phase);
        }
        return state;
    }

    private static OptionalLong shifted(OptionalLong nanos, long shift) {
        return nanos.isPresent() ? OptionalLong.of(nanos.getAsLong() + shift) : nanos;
    }
}
