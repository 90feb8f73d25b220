/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.quorum.Vote;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class HeldVoteTest {

    private static final long SECOND = 1_000_000_000L;
    private static final long ASKED_AT = Long.MAX_VALUE - 3 * SECOND; // Times wrap, and are compared by subtraction.

    private static HeldVote vote(Duration ttl, Duration reserve) {
        return new HeldVote(new Vote(1, ttl), ASKED_AT, reserve.toNanos());
    }

    @Test
    void timeCountsFromTheQuestionLessWhatClocksMayDiffer() {
        assertThat(vote(Duration.ofSeconds(10), Duration.ZERO).endsAtNanos() - ASKED_AT)
                .isEqualTo(9_950_000_000L);
    }

    @Test
    void addressesAreLetGoSoEarlyThatTheKernelHasRemovedThemAtTheEnd() {
        HeldVote vote = vote(Duration.ofSeconds(10), Duration.ofMillis(2350));
        assertThat(vote.letGoAtNanos() - ASKED_AT).isEqualTo(7_600_000_000L);
        assertThat(vote.isUsable(vote.letGoAtNanos() - 1)).isTrue();
        assertThat(vote.isUsable(vote.letGoAtNanos())).isFalse();
    }

    @Test
    void twoRenewalsMayFail() {
        HeldVote vote = vote(Duration.ofSeconds(10), Duration.ofMillis(2350));
        assertThat(vote.renewAtNanos() - ASKED_AT).isEqualTo(7_600_000_000L / 3);
    }

    @Test
    void voteThatIsShorterThanTheReserveIsNeverUsable() {
        HeldVote vote = vote(Duration.ofSeconds(2), Duration.ofMillis(2350));
        assertThat(vote.isUsable(ASKED_AT)).isFalse();
        assertThat(vote.renewAtNanos()).isEqualTo(ASKED_AT);
    }
}
