/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.quorum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What applications may say for their store: wrong values are refused where they are made, not on the loop. */
final class BallotTest {

    @Test
    @SuppressWarnings("NullAway") // As applications without null checks would.
    void ballotsWithoutTheirValueAreRefused() {
        assertThatThrownBy(() -> new Ballot.Refused(null)).hasMessage("holder");
        assertThatThrownBy(() -> new Ballot.Granted(null)).hasMessage("vote");
    }

    @Test
    void voteLastsForAnHourAtMost() {
        Duration hour = Duration.ofHours(1);
        assertThat(new Vote(1, hour).ttl()).isEqualTo(hour);
        for (Duration wrong : new Duration[] {Duration.ZERO, Duration.ofNanos(-1), hour.plusNanos(1)}) {
            assertThatThrownBy(() -> new Vote(1, wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("ttl of a vote must be more than 0 and 1 h at most: " + wrong);
        }
    }
}
