/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A changed file and SIGHUP: an Active router whose identity is unchanged never leaves Active, nor loses a packet. */
@LabTest(vipd = true)
@Execution(ExecutionMode.CONCURRENT)
class LiveReloadTest {

    private static final Duration LIMIT = InteropLab.LIMIT;
    private static final Duration QUICK = Duration.ofMillis(300);
    private static final String ADDED = "198.51.100.11";
    private static final RouterSettings SETTINGS = RouterSettings.v3(100, QUICK);

    private PairLab pair;
    private Capture capture;
    private VipdNode active;
    private VipdNode backup;
    private int changesBefore;
    private int pingsBefore;

    @BeforeEach
    void elect() {
        pair = PairLab.open(RouterSettings.ADDRESS, Duration.ofMillis(5));
        capture = Capture.start(pair.lab());
        active = new VipdNode(pair.first(), SETTINGS);
        backup = new VipdNode(pair.second(), SETTINGS.withPriority(90));
        active.start();
        active.awaitState(RouterState.ACTIVE, LIMIT);
        backup.start();
        backup.awaitState(RouterState.BACKUP, LIMIT);
        pair.pinger().awaitReply(LIMIT);
        changesBefore = active.stateChanges().mark();
        pingsBefore = pair.pinger().mark();
    }

    @AfterEach
    void takeDown() {
        pair.close();
    }

    @Test
    void addressesComeAndGo() {
        reload(SETTINGS.withAddresses(RouterSettings.ADDRESS + "/24", ADDED + "/24"));
        awaitHeld(true);
        assertThat(WhoHas.answers(pair.client(), ADDED)).containsExactly(active.holderMac());
        capture.frames()
                .await(
                        "a gratuitous ARP for the new address",
                        0,
                        frame -> frame instanceof CapturedFrame.Announcement announcement
                                && announcement.address().equals(ADDED),
                        LIMIT);
        assertNothingHappened();

        reload(SETTINGS);
        awaitHeld(false);
        assertThat(WhoHas.answers(pair.client(), ADDED)).isEmpty();
        assertNothingHappened();
    }

    private void awaitHeld(boolean held) {
        Deadline limit = Deadline.after(LIMIT);
        while (pair.first().holds(ADDED) != held) {
            assertThat(limit.isOver())
                    .as("%s held %s: %s", ADDED, held, active.output().all())
                    .isFalse();
            Deadline.pause();
        }
    }

    @Test
    void higherPriorityIsAdvertisedFromNowOn() {
        int frames = capture.frames().mark();
        active.reload(SETTINGS.withPriority(120));
        awaitAdvertisement(frames, 120);
        assertNothingHappened();
    }

    @Test
    void otherIntervalIsLearnedByTheBackup() {
        RouterSettings slower = RouterSettings.v3(100, Duration.ofMillis(600));
        reload(slower);
        int frames = capture.frames().mark();
        // Long enough for the old Active_Down_Interval to run out on a Backup that had not learned.
        for (int i = 0; i < 4; i++) {
            awaitAdvertisement(frames, 100);
            frames = capture.frames().mark();
        }
        assertNothingHappened();
    }

    @Test
    void fileWithAnErrorChangesNothing() {
        int log = active.output().mark();
        active.reload(SETTINGS.withAddresses(RouterSettings.ADDRESS + "/24", ADDED + "/24")
                .withLine("priority 300"));
        active.output().await("the refusal", log, line -> line.contains("error"), LIMIT);
        int frames = capture.frames().mark();
        awaitAdvertisement(frames, 100);
        assertThat(pair.first().holds(ADDED)).isFalse();
        assertNothingHappened();
    }

    private void reload(RouterSettings changed) {
        active.reload(changed);
        backup.reload(changed.withPriority(90));
    }

    private void awaitAdvertisement(int mark, int priority) {
        capture.frames()
                .await(
                        "an advertisement of node-a with priority " + priority,
                        mark,
                        frame -> frame instanceof CapturedFrame.Advertisement advertisement
                                && advertisement.source().equals(pair.first().address())
                                && advertisement.priority() == priority,
                        LIMIT);
    }

    private void assertNothingHappened() {
        pair.pinger().awaitReply(LIMIT);
        assertThat(pair.pinger().lostSince(pingsBefore))
                .as(() -> "lost pings; " + active.stateChanges().all()
                        + active.output().all())
                .isZero();
        assertThat(active.stateChanges().since(changesBefore)).isEmpty();
        assertThat(backup.stateChanges().all())
                .extracting(StateChange::to)
                .as("states of the Backup")
                .isEqualTo(List.of(RouterState.BACKUP));
        assertThat(pair.ownership().timeline().holders()).isEqualTo(Set.of("node-a"));
        List<CapturedFrame.Advertisement> goodbyes = capture.advertisementsOf(pair.first(), 0).stream()
                .filter(advertisement -> advertisement.priority() == 0)
                .toList();
        assertThat(goodbyes).isEmpty();
    }
}
