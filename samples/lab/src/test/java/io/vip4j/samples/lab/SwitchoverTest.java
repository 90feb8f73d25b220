/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A role that is handed over by {@code vipd switchover}. */
@LabTest(vipd = true)
class SwitchoverTest {

    private static final Duration LIMIT = Deadline.GENEROUS;
    private static final Duration NOISE = Duration.ofMillis(500);
    private static final RouterSettings SETTINGS = RouterSettings.v3(100, Duration.ofSeconds(1));

    private PairLab pair;
    private VipdNode higher;
    private VipdNode lower;

    @BeforeEach
    void elect() {
        pair = PairLab.open(RouterSettings.ADDRESS, Duration.ofMillis(10));
        higher = new VipdNode(pair.first(), SETTINGS);
        lower = new VipdNode(pair.second(), SETTINGS.withPriority(90));
        higher.start();
        higher.awaitState(RouterState.ACTIVE, LIMIT);
        lower.start();
        lower.awaitState(RouterState.BACKUP, LIMIT);
        pair.pinger().awaitReply(LIMIT);
    }

    @AfterEach
    void takeDown() {
        pair.close();
    }

    @Test
    void theSuccessorIsReportedAndClientsMissSkewTime() {
        Instant askedAt = Instant.now();
        Command.Result result = higher.tell("switchover", "--limit", "5s");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).matches(".*: 198\\.51\\.100\\.2 took over after [0-9.]+ ms, gap [0-9.]+ ms\\R");
        lower.awaitState(RouterState.ACTIVE, LIMIT);
        pair.ownership().awaitHolders(Set.of(pair.second()), LIMIT);
        Instant answeredAt = pair.pinger().awaitReply(LIMIT);
        assertThat(pair.pinger().longestGap(askedAt, answeredAt))
                .isLessThan(lower.settings().skewTime().plus(NOISE));
        assertThat(pair.ownership().timeline().heldByTwo(askedAt, answeredAt)).isZero();
    }

    @Test
    void aRoleThatNobodyTakesIsBackAtTheLimit() {
        lower.terminate(LIMIT);
        Instant askedAt = Instant.now();
        Command.Result result = higher.tell("switchover", "--limit", "1s");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(3);
        assertThat(result.out()).contains("nobody took over");
        pair.ownership().awaitHolders(Set.of(pair.first()), LIMIT);
        Instant answeredAt = pair.pinger().awaitReply(LIMIT);
        // Before Active_Down_Interval, which is what it would wait for without a limit.
        assertThat(pair.pinger().longestGap(askedAt, answeredAt))
                .isLessThan(Duration.ofSeconds(1).plus(NOISE));
    }
}
