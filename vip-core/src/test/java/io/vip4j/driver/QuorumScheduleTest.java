/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.quorum.Ballot;
import io.vip4j.quorum.QuorumGate;
import io.vip4j.quorum.Vote;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Plays seeds of {@link QuorumSchedules}: {@code -Dvip4j.seeds=100000} for more of them, {@code -Dvip4j.seed=7} for one. */
@Tag("exhaustive")
final class QuorumScheduleTest {

    private static final int SEEDS = Integer.getInteger("vip4j.seeds", 400);
    private static final int SEEDS_THAT_FIND_A_LIE = 40;

    @Test
    void neverTwoOwnersAndTokensOnlyRise() {
        Long only = Long.getLong("vip4j.seed");
        long from = only == null ? 0 : only;
        long to = only == null ? SEEDS : only + 1;
        for (long seed = from; seed < to; seed++) {
            QuorumSchedules.play(seed, UnaryOperator.identity());
        }
    }

    /** Schedules that find nothing prove nothing: votes that end earlier than the store says must give two owners. */
    @Test
    void storeThatBreaksItsWordIsFound() {
        boolean found = false;
        for (long seed = 0; seed < SEEDS_THAT_FIND_A_LIE && !found; seed++) {
            try {
                QuorumSchedules.play(seed, Overstating::new);
            } catch (AssertionError e) {
                assertThat(e).hasMessageContaining("seed " + seed).hasMessageContaining("owners");
                found = true;
            }
        }
        assertThat(found).isTrue();
    }

    /** Gives votes for a fifth of the time that it tells. */
    private record Overstating(QuorumGate gate) implements QuorumGate {

        @Override
        public CompletionStage<Ballot> acquire(Duration ttl) throws Exception {
            return gate.acquire(ttl.dividedBy(5)).thenApply(ballot -> overstated(ballot, ttl));
        }

        @Override
        public CompletionStage<Ballot> renew(Vote vote, Duration ttl) throws Exception {
            return gate.renew(vote, ttl.dividedBy(5)).thenApply(ballot -> overstated(ballot, ttl));
        }

        @Override
        public CompletionStage<Void> release(Vote vote) throws Exception {
            return gate.release(vote);
        }

        private static Ballot overstated(Ballot ballot, Duration ttl) {
            return ballot instanceof Ballot.Granted granted
                    ? new Ballot.Granted(new Vote(granted.vote().token(), ttl))
                    : ballot;
        }
    }
}
