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

/** Two vipd, from outside. */
@LabTest(vipd = true)
@Execution(ExecutionMode.CONCURRENT)
class VipdPairTest {

    private static final Duration LIMIT = Deadline.GENEROUS;
    private static final Duration NOISE = Duration.ofMillis(500);
    private static final RouterSettings SLOW = RouterSettings.v2(100);
    private static final RouterSettings QUICK = RouterSettings.v3(100, Duration.ofMillis(200));

    private PairLab pair;
    private Capture capture;

    @BeforeEach
    void build() {
        pair = PairLab.open(RouterSettings.ADDRESS, Duration.ofMillis(10));
        capture = Capture.start(pair.lab());
    }

    @AfterEach
    void takeDown() {
        pair.close();
    }

    /** Two nodes, node-a elected. */
    private record Nodes(VipdNode higher, VipdNode lower) {}

    private Nodes elect(RouterSettings settings) {
        Nodes nodes =
                new Nodes(new VipdNode(pair.first(), settings), new VipdNode(pair.second(), settings.withPriority(90)));
        nodes.higher().start();
        nodes.higher().awaitState(RouterState.BACKUP, LIMIT);
        nodes.lower().start();
        nodes.lower().awaitState(RouterState.BACKUP, LIMIT);
        awaitOwner(nodes.higher(), nodes.lower());
        return nodes;
    }

    private void awaitOwner(VipdNode owner, VipdNode other) {
        pair.awaitOwner(owner, LIMIT);
        other.awaitState(RouterState.BACKUP, LIMIT);
    }

    private static List<RouterState> statesOf(VipdNode node) {
        return node.stateChanges().all().stream().map(StateChange::to).toList();
    }

    @Test
    void theHigherPriorityIsElected() { // 9568-6.4.2
        Nodes nodes = elect(SLOW);
        assertThat(statesOf(nodes.higher())).containsExactly(RouterState.BACKUP, RouterState.ACTIVE);
        assertThat(statesOf(nodes.lower())).containsExactly(RouterState.BACKUP);
        assertThat(nodes.higher().status().path("state").asText()).isEqualTo("ACTIVE");
        assertThat(nodes.lower().status().path("state").asText()).isEqualTo("BACKUP");
        // Node-b may have started after the advertisement that came first, and waits for the next.
        nodes.lower().awaitStatus("activeSource", "198.51.100.1", LIMIT);
    }

    @Test
    void gracefulStopHandsOverAfterSkewTimeWithoutOverlap() { // 9568-6.4.3 Shutdown
        Nodes nodes = elect(QUICK);
        int frames = capture.frames().mark();
        Instant stoppedAt = Instant.now();
        assertThat(nodes.higher().terminate(LIMIT)).isZero();
        nodes.lower().awaitState(RouterState.ACTIVE, LIMIT);
        pair.ownership().awaitHolders(Set.of(pair.second()), LIMIT);
        Instant answeredAt = pair.pinger().awaitReply(LIMIT);

        assertThat(capture.advertisementsOf(pair.first(), frames))
                .extracting(CapturedFrame.Advertisement::priority)
                .endsWith(0);
        assertThat(pair.ownership().timeline().heldByTwo(stoppedAt, answeredAt)).isZero();
        assertThat(pair.pinger().longestGap(stoppedAt, answeredAt))
                .isLessThan(nodes.lower().settings().skewTime().plus(NOISE));
    }

    @Test
    void addressLeavesAKilledNodeByItselfAndTheRestartedOneTakesItBack() {
        Nodes nodes = elect(SLOW);
        int changes = pair.ownership().changes().mark();
        Instant killedAt = Instant.now();
        nodes.higher().kill();
        OwnershipChange gone = pair.ownership()
                .changes()
                .await("the address leaving node-a", changes, change -> !change.held(), LIMIT);
        // Three intervals: what the quickest possible Backup waits.
        assertThat(Duration.between(killedAt, gone.at())).isLessThan(Duration.ofSeconds(3));
        nodes.lower().awaitState(RouterState.ACTIVE, LIMIT);
        pair.ownership().awaitHolders(Set.of(pair.second()), LIMIT);
        Instant answeredAt = pair.pinger().awaitReply(LIMIT);
        assertThat(pair.ownership().timeline().heldByTwo(killedAt, answeredAt)).isZero();

        nodes.higher().start();
        awaitOwner(nodes.higher(), nodes.lower());
    }

    @Test
    void cutCableMovesTheAddressAndHealingBringsItBack() {
        Nodes nodes = elect(QUICK);
        Instant cutAt = Instant.now();
        pair.first().cutCable();
        nodes.lower().awaitState(RouterState.ACTIVE, LIMIT);
        nodes.higher().awaitState(RouterState.INITIALIZE, LIMIT);
        pair.ownership().awaitHolders(Set.of(pair.second()), LIMIT);
        Instant answeredAt = pair.pinger().awaitReply(LIMIT);
        assertThat(pair.pinger().longestGap(cutAt, answeredAt))
                .isLessThan(nodes.lower().settings().activeDownInterval().plus(NOISE));

        pair.first().plugCable();
        awaitOwner(nodes.higher(), nodes.lower());
    }

    @Test
    void backupThatWasStoppedNeverTakesOverFromAdvertisementsThatWereWaiting() {
        Nodes nodes = elect(QUICK);
        int frames = capture.frames().mark();
        awaitAdvertisementOfHigherAfter(frames, Instant.now());
        Instant frozenAt = Instant.now();
        nodes.lower().freeze();
        awaitAdvertisementOfHigherAfter(frames, frozenAt.plusSeconds(10));
        int thawed = capture.frames().mark();
        nodes.lower().thaw();
        // Long enough for its timer to run out again, had it not been restarted by what was waiting.
        awaitAdvertisementOfHigherAfter(frames, Instant.now().plusSeconds(2));

        assertThat(capture.advertisementsOf(pair.second(), frames))
                .as(() -> "states " + nodes.lower().stateChanges().all() + ", frames after it went on "
                        + capture.frames().since(thawed))
                .isEmpty();
        assertThat(statesOf(nodes.lower())).containsExactly(RouterState.BACKUP);
        assertThat(nodes.lower().status().path("state").asText()).isEqualTo("BACKUP");
        assertThat(pair.second().holds(RouterSettings.ADDRESS)).isFalse();
    }

    private void awaitAdvertisementOfHigherAfter(int mark, Instant time) {
        capture.frames()
                .await(
                        "an advertisement of node-a after " + time,
                        mark,
                        frame -> frame instanceof CapturedFrame.Advertisement advertisement
                                && advertisement.source().equals(pair.first().address())
                                && advertisement.at().isAfter(time),
                        LIMIT);
    }

    @Test
    void ownerThatIsStoppedLosesTheAddressAndTheNetworkAgreesAgainWhenItGoesOn() {
        Nodes nodes = elect(SLOW);
        Instant frozenAt = Instant.now();
        nodes.higher().freeze();
        nodes.lower().awaitState(RouterState.ACTIVE, LIMIT);
        pair.ownership().awaitHolders(Set.of(pair.second()), LIMIT);
        Instant answeredAt = pair.pinger().awaitReply(LIMIT);
        assertThat(pair.ownership().timeline().heldByTwo(frozenAt, answeredAt)).isZero();

        nodes.higher().thaw();
        awaitOwner(nodes.higher(), nodes.lower());
    }
}
