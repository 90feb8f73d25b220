/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.vrrp.IpAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GateStateTest {

    private static final long MILLISECOND = 1_000_000;
    private static final IpAddress A = IpAddress.parse("198.51.100.10");
    private static final IpAddress B = IpAddress.parse("2001:db8::10");

    private final GateState state = new GateState();

    @Test
    void addressIsGuardedOnce() {
        assertThat(state.guard(List.of(A, A))).containsExactly(A);
        assertThat(state.guard(List.of(A, B))).containsExactly(B);
        assertThat(state.unguard(List.of(A))).containsExactly(A);
        assertThat(state.unguard(List.of(A))).isEmpty();
        assertThat(state.guarded()).containsExactly(B);
    }

    @Test
    void timeIsRoundedDownAndTooLittleOfItIsNone() {
        state.guard(List.of(A, B));
        long origin = Long.MAX_VALUE - 5; // The clock may overflow.
        state.open(List.of(A), origin + 300 * MILLISECOND + 999_999);
        state.open(List.of(B), origin + 20 * MILLISECOND);

        assertThat(state.openMillis(Set.of(A, B), origin)).isEqualTo(Map.of(A, 300L, B, 20L));
        assertThat(state.openMillis(Set.of(A, B), origin + 11 * MILLISECOND)).isEqualTo(Map.of(A, 289L));
        assertThat(state.openMillis(Set.of(A, B), origin + 400 * MILLISECOND)).isEmpty();
    }

    @Test
    void whatIsNotGuardedIsNeitherOpenedNorShut() {
        state.guard(List.of(A));
        state.open(List.of(A, B), 300 * MILLISECOND);
        state.guard(List.of(B));
        assertThat(state.openMillis(Set.of(A, B), 0)).isEqualTo(Map.of(A, 300L));

        assertThat(state.shut(List.of(A))).containsExactly(A);
        assertThat(state.openMillis(Set.of(A, B), 0)).isEmpty();
        state.unguard(List.of(A));
        assertThat(state.shut(List.of(A))).isEmpty();
    }
}
