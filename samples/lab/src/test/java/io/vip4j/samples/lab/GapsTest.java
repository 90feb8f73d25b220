/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTest {

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }

    @Test
    void longestGapLiesBetweenTwoReplies() {
        List<Instant> replies = List.of(at(100), at(110), at(480), at(490));
        assertThat(Gaps.longest(replies, at(100), at(500))).isEqualTo(Duration.ofMillis(370));
    }

    @Test
    void windowWithoutRepliesIsOneGap() {
        assertThat(Gaps.longest(List.of(at(50), at(900)), at(100), at(700))).isEqualTo(Duration.ofMillis(600));
    }

    @Test
    void silenceAtTheEndOfTheWindowCounts() {
        assertThat(Gaps.longest(List.of(at(110), at(120)), at(100), at(400))).isEqualTo(Duration.ofMillis(280));
    }

    @Test
    void repliesOutsideTheWindowAreNotLookedAt() {
        List<Instant> replies = List.of(at(0), at(1000), at(1001), at(5000));
        assertThat(Gaps.longest(replies, at(1000), at(1002))).isEqualTo(Duration.ofMillis(1));
    }
}
