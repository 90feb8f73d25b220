/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Proves the lab itself, with two daemons whose behaviour is known. */
@LabTest(keepalived = true)
class KeepalivedPairTest {

    private static final Duration LIMIT = Deadline.GENEROUS;
    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration NOISE = Duration.ofMillis(500);

    private PairLab pair;
    private Capture capture;
    private KeepalivedNode higher;
    private KeepalivedNode lower;

    @BeforeEach
    void electTheHigher() {
        pair = PairLab.open(RouterSettings.ADDRESS, Duration.ofMillis(10));
        capture = Capture.start(pair.lab());
        higher = new KeepalivedNode(pair.first(), RouterSettings.v3(100, INTERVAL));
        lower = new KeepalivedNode(pair.second(), RouterSettings.v3(90, INTERVAL));
        higher.start();
        higher.awaitState(RouterState.ACTIVE, LIMIT);
        lower.start();
        lower.awaitState(RouterState.BACKUP, LIMIT);
        pair.ownership().awaitHolders(Set.of(pair.first()), LIMIT);
        pair.pinger().awaitReply(LIMIT);
    }

    @AfterEach
    void takeDown() {
        pair.close();
    }

    @Test
    void gracefulStopMovesTheAddressAfterSkewTime() {
        int frames = capture.frames().mark();
        Instant stoppedAt = Instant.now();
        higher.terminate(LIMIT);
        pair.ownership().awaitHolders(Set.of(pair.second()), LIMIT);
        Instant repliedAt = pair.pinger().awaitReply(LIMIT);

        assertThat(capture.advertisementsOf(pair.first(), frames))
                .extracting(CapturedFrame.Advertisement::priority)
                .contains(0);
        assertThat(pair.pinger().longestGap(stoppedAt, repliedAt))
                .isBetween(
                        lower.settings().skewTime().dividedBy(2),
                        lower.settings().skewTime().plus(NOISE));
        assertThat(pair.ownership().timeline().heldByTwo(stoppedAt, repliedAt)).isZero();
    }

    @Test
    void killedProcessesLeaveTheAddressBehind() {
        Instant killedAt = Instant.now();
        higher.kill();
        pair.ownership().awaitHolders(Set.of(pair.first(), pair.second()), LIMIT);
        assertThat(pair.ownership().pollHolders(Set.of(pair.second()), Duration.ofSeconds(3)))
                .as("keepalived's address left the dead node by itself")
                .isFalse();
        assertThat(pair.ownership().timeline().heldByTwo(killedAt, Instant.now()))
                .isGreaterThan(Duration.ofSeconds(2));
    }

    @Test
    void cutCableMovesTheAddressAndHealingBringsItBack() {
        Instant cutAt = Instant.now();
        int frames = capture.frames().mark();
        pair.first().cutCable();
        lower.awaitState(RouterState.ACTIVE, LIMIT);
        CapturedFrame announcement =
                capture.frames().await("a gratuitous ARP", frames, CapturedFrame.Announcement.class::isInstance, LIMIT);
        Instant repliedAt = pair.pinger().awaitReply(LIMIT);
        assertThat(pair.pinger().longestGap(cutAt, repliedAt))
                .isLessThan(lower.settings().activeDownInterval().plus(NOISE));
        assertThat(announcement.at()).isBetween(cutAt, repliedAt.plus(NOISE));

        pair.first().plugCable();
        higher.awaitState(RouterState.ACTIVE, LIMIT);
        pair.ownership().awaitHolders(Set.of(pair.first()), LIMIT);
        lower.awaitState(RouterState.BACKUP, LIMIT);
    }
}
