/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Advertisements that a router must throw away, sent at it all the time. */
@LabTest(vipd = true)
class BadAdvertisementTest {

    private static final Duration LIMIT = Deadline.GENEROUS;
    private static final Duration LENGTH = Duration.ofSeconds(8);
    private static final Duration SPACING = Duration.ofMillis(20);

    @Test
    void areCountedByReasonAndTouchNoTimer() throws JsonProcessingException {
        try (PairLab pair = PairLab.open(RouterSettings.ADDRESS, Duration.ofMillis(100))) {
            Capture capture = Capture.start(pair.lab());
            VipdNode router = new VipdNode(pair.first(), RouterSettings.v2(100));
            router.start();
            router.awaitState(RouterState.BACKUP, LIMIT);

            BadAdvertisements sender = new BadAdvertisements(pair.client(), LENGTH, SPACING);
            router.awaitState(RouterState.ACTIVE, LIMIT);
            Map<String, Long> sent = sender.awaitEnd();

            assertActiveDownIntervalUntouched(router);
            assertRhythmUntouched(capture.advertisementsOf(pair.first(), 0));
            assertThat(router.discarded()).isEqualTo(sent);
        }
    }

    private static void assertActiveDownIntervalUntouched(VipdNode router) {
        List<StateChange> changes = router.stateChanges().all();
        assertThat(changes).extracting(StateChange::to).containsExactly(RouterState.BACKUP, RouterState.ACTIVE);
        Duration waited = Duration.between(changes.get(0).at(), changes.get(1).at());
        Duration expected = router.settings().activeDownInterval();
        assertThat(waited).isBetween(expected.minusMillis(100), expected.plusMillis(400));
    }

    private static void assertRhythmUntouched(List<CapturedFrame.Advertisement> sent) {
        assertThat(sent).hasSizeGreaterThanOrEqualTo(4);
        for (int i = 1; i < sent.size(); i++) {
            Instant before = sent.get(i - 1).at();
            assertThat(Duration.between(before, sent.get(i).at()))
                    .isBetween(Duration.ofMillis(800), Duration.ofMillis(1300));
        }
    }
}
