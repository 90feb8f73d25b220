/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SuspendWatchTest {

    private static final long SECOND = 1_000_000_000;

    private long suspendedSinceBoot = 77 * SECOND;
    private final SuspendWatch watch = new SuspendWatch(() -> suspendedSinceBoot);

    @Test
    void whatWasBeforeTheFirstLookDoesNotCount() {
        assertThat(watch.look()).isFalse();
        assertThat(watch.suspendedNanos()).isZero();
    }

    @Test
    void eachSuspensionIsNoticedOnceAndAdded() {
        watch.look();
        suspendedSinceBoot += 3 * SECOND;
        assertThat(watch.look()).isTrue();
        assertThat(watch.look()).isFalse();
        suspendedSinceBoot += 4 * SECOND;
        assertThat(watch.look()).isTrue();
        assertThat(watch.suspendedNanos()).isEqualTo(7 * SECOND);
    }

    @Test
    void threadThatWasHeldUpBetweenTheClocksHasSeenNoSuspension() {
        long[] missing = {SECOND, 0};
        int[] looks = new int[1];
        SuspendWatch heldUp = new SuspendWatch(() -> -missing[Math.min(looks[0]++, 1)]);
        heldUp.look(); // The first of its questions was held up for a second.
        assertThat(heldUp.look()).isFalse();
        missing[1] = SECOND; // And so is this one.
        assertThat(heldUp.look()).isFalse();
        missing[1] = 0;
        assertThat(heldUp.look()).isFalse();
        assertThat(heldUp.suspendedNanos()).isZero();
    }

    @Test
    void lessThanAnyHostIsSuspendedForIsNothing() {
        watch.look();
        suspendedSinceBoot += SuspendWatch.LEAST_NANOS - 1;
        assertThat(watch.look()).isFalse();
        suspendedSinceBoot += 1;
        assertThat(watch.look()).isTrue();
        assertThat(watch.suspendedNanos()).isEqualTo(SuspendWatch.LEAST_NANOS);
    }
}
