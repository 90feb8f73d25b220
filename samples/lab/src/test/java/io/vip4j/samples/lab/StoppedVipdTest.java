/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A vipd that is stopped by SIGSTOP and goes on, as owner and as Backup, judged by what it says on the wire. */
@LabTest(vipd = true)
@Execution(ExecutionMode.CONCURRENT)
class StoppedVipdTest {

    private static final Duration LIMIT = Deadline.GENEROUS;
    private static final RouterSettings SECONDS = RouterSettings.v2(100);

    // Of a router that advertises each second.
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration LESS_THAN_THE_LEASE = Duration.ofMillis(1_600);

    // Far longer than two advertisements of a burst are apart, and far shorter than an interval.
    private static final Duration ANSWER = Duration.ofMillis(100);
    private static final Duration NO_BURST = Duration.ofMillis(300);

    private PairLab pair;
    private Capture capture;
    private VipdNode owner;
    private VipdNode backup;

    @BeforeEach
    void elect() {
        pair = PairLab.open(RouterSettings.ADDRESS, Duration.ofMillis(20));
        capture = Capture.start(pair.lab());
        owner = new VipdNode(pair.first(), SECONDS);
        backup = new VipdNode(pair.second(), SECONDS.withPriority(90));
        owner.start();
        owner.awaitState(RouterState.BACKUP, LIMIT);
        backup.start();
        backup.awaitState(RouterState.BACKUP, LIMIT);
        awaitOwner();
    }

    @AfterEach
    void takeDown() {
        pair.close();
    }

    private void awaitOwner() {
        owner.awaitState(RouterState.ACTIVE, LIMIT);
        backup.awaitState(RouterState.BACKUP, LIMIT);
        pair.ownership().awaitHolders(Set.of(owner.host()), LIMIT);
    }

    private CapturedFrame.Advertisement awaitAdvertisement(VipdNode sender, int mark, Instant after) {
        return (CapturedFrame.Advertisement) capture.frames()
                .await(
                        "an advertisement of " + sender.host() + " after " + after,
                        mark,
                        frame -> frame instanceof CapturedFrame.Advertisement advertisement
                                && advertisement.source().equals(sender.host().address())
                                && advertisement.at().isAfter(after),
                        LIMIT);
    }

    /** Freezes one right after an advertisement of the owner, so that it is known how much time is left; its time. */
    private Instant freeze(VipdNode node) {
        Instant spokeAt = awaitAdvertisement(owner, capture.frames().mark(), Instant.now())
                .at();
        node.freeze();
        return spokeAt;
    }

    /** Begins anew where a busy machine let it go on too late, which is another test; the frames before it went on. */
    private int stopOwnerForLessThanItsLease() {
        Deadline limit = Deadline.after(LIMIT);
        while (!limit.isOver()) {
            awaitOwner();
            Instant spokeAt = freeze(owner);
            Deadline.pause(LESS_THAN_THE_LEASE);
            int mark = capture.frames().mark();
            owner.thaw();
            if (Duration.between(spokeAt, Instant.now()).compareTo(LEASE) < 0) {
                return mark;
            }
        }
        throw new LabException("cannot stop a process for " + LESS_THAN_THE_LEASE.toMillis() + " ms");
    }

    private List<CapturedFrame.Advertisement> sentBetween(VipdNode sender, int mark, Instant from, Instant to) {
        return capture.advertisementsOf(sender.host(), mark).stream()
                .filter(frame -> !frame.at().isBefore(from) && !frame.at().isAfter(to))
                .toList();
    }

    private static void assertNoBurst(List<CapturedFrame.Advertisement> sent) {
        for (int i = 1; i < sent.size(); i++) {
            assertThat(Duration.between(sent.get(i - 1).at(), sent.get(i).at()))
                    .as("between two of %s", sent)
                    .isGreaterThan(NO_BURST);
        }
    }

    /** Without those that answer the other router, which speaks once more before it gives way. */
    private List<CapturedFrame.Advertisement> unasked(List<CapturedFrame.Advertisement> sent, int mark) {
        List<CapturedFrame.Advertisement> others = capture.advertisementsOf(backup.host(), mark);
        return sent.stream()
                .filter(frame -> others.stream()
                        .noneMatch(other -> other.at().isBefore(frame.at())
                                && other.at().plus(ANSWER).isAfter(frame.at())))
                .toList();
    }

    @Test
    void ownerThatWasStoppedForLessThanTheTimersAdvertisesOnceAndGoesOn() {
        int mark = stopOwnerForLessThanItsLease();
        Instant thawedAt = Instant.now();
        awaitAdvertisement(owner, mark, thawedAt.plusSeconds(3));

        assertNoBurst(capture.advertisementsOf(owner.host(), mark));
        assertThat(capture.advertisementsOf(backup.host(), mark)).isEmpty();
        owner.awaitState(RouterState.ACTIVE, LIMIT);
        assertThat(owner.host().holds(RouterSettings.ADDRESS)).isTrue();
        assertThat(backup.host().holds(RouterSettings.ADDRESS)).isFalse();
        assertThat(owner.lateness().path("stalls").asLong()).isPositive();
        assertThat(owner.lateness().path("maxMillis").asDouble()).isGreaterThan(500);
    }

    @Test
    void ownerThatWasStoppedForLongerYieldsWithoutABurst() {
        freeze(owner);
        int statesBefore = owner.stateChanges().mark();
        backup.awaitState(RouterState.ACTIVE, LIMIT);
        pair.ownership().awaitHolders(Set.of(backup.host()), LIMIT);
        Instant tookOverAt = awaitAdvertisement(backup, 0, Instant.now()).at();
        int mark = capture.frames().mark();
        Instant thawedAt = Instant.now();
        owner.thaw();
        StateChange yielded = owner.stateChanges()
                .await("the end of its role", statesBefore, change -> change.to() == RouterState.BACKUP, LIMIT);

        assertThat(yielded.at()).isAfter(tookOverAt);
        assertThat(sentBetween(owner, mark, thawedAt, yielded.at()))
                .as("advertisements before it yields")
                .hasSizeLessThanOrEqualTo(1);
        // The higher priority takes the role back, in good order.
        awaitOwner();
        awaitAdvertisement(owner, mark, Instant.now().plusSeconds(2));
        assertNoBurst(unasked(sentBetween(owner, mark, yielded.at(), Instant.now()), mark));
        assertThat(owner.lateness().path("maxMillis").asDouble()).isGreaterThan(2_000);
        assertThat(owner.status().path("timeline").toString()).contains("LOOP_LATE");
    }

    @Test
    void backupThatWasStoppedForLessThanTheTimersStaysBackup() {
        stopBackupFor(Duration.ofMillis(1_500));
    }

    @Test
    void backupThatWasStoppedForLongerStaysBackup() {
        stopBackupFor(Duration.ofSeconds(8));
        assertThat(backup.status().path("timeline").toString()).contains("LOOP_LATE");
    }

    private void stopBackupFor(Duration time) {
        int mark = capture.frames().mark();
        Instant frozenAt = freeze(backup);
        awaitAdvertisement(owner, mark, frozenAt.plus(time));
        backup.thaw();
        // Long enough for its timer to run out, had what was waiting not restarted it.
        awaitAdvertisement(owner, mark, Instant.now().plusSeconds(4));

        assertThat(capture.advertisementsOf(backup.host(), mark)).isEmpty();
        assertThat(backup.status().path("state").asText()).isEqualTo("BACKUP");
        assertThat(owner.host().holds(RouterSettings.ADDRESS)).isTrue();
        assertThat(backup.host().holds(RouterSettings.ADDRESS)).isFalse();
    }
}
