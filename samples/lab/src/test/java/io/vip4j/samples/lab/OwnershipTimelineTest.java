/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnershipTimelineTest {

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    private static OwnershipChange change(long millis, String host, boolean held) {
        return new OwnershipChange(at(millis), host, held);
    }

    @Test
    void overlapIsTheTimeBetweenTheSecondArrivalAndTheFirstDeparture() {
        OwnershipTimeline timeline =
                new OwnershipTimeline(List.of(change(100, "a", true), change(700, "a", false), change(400, "b", true)));
        assertThat(timeline.heldByTwo(at(0), at(1000))).isEqualTo(Duration.ofMillis(300));
        assertThat(timeline.heldByNone(at(0), at(1000))).isEqualTo(Duration.ofMillis(100));
        assertThat(timeline.holders()).containsExactly("b");
    }

    @Test
    void overlapThatLastsIsCutAtTheEndOfTheWindow() {
        OwnershipTimeline timeline = new OwnershipTimeline(List.of(change(100, "a", true), change(400, "b", true)));
        assertThat(timeline.heldByTwo(at(500), at(1000))).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void handOverWithAPauseHasNoOverlap() {
        OwnershipTimeline timeline =
                new OwnershipTimeline(List.of(change(100, "a", true), change(300, "a", false), change(450, "b", true)));
        assertThat(timeline.heldByTwo(at(0), at(1000))).isZero();
        assertThat(timeline.heldByNone(at(200), at(1000))).isEqualTo(Duration.ofMillis(150));
    }
}
