/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {

    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Answer> answers = new ArrayList<>();

    private void answers(String station, int fromMillis, int toMillis) {
        for (int millis = fromMillis; millis <= toMillis; millis += 5) {
            answers.add(new Answer(START.plusMillis(millis), station));
        }
    }

    private Duration fromTwo() {
        answers.sort(Comparator.comparing(Answer::at));
        return new Answers(answers, INTERVAL).fromTwo();
    }

    @Test
    void oneAfterTheOtherIsNotTwo() {
        answers("a", 0, 500);
        answers("b", 505, 900);
        assertThat(fromTwo()).isZero();
    }

    @Test
    void twoAtOneTimeAreTwoForAsLongAsBothAnswer() {
        answers("a", 0, 500);
        answers("b", 300, 900);
        assertThat(fromTwo()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void silenceInBetweenIsNoTimeOfAnswering() {
        answers("a", 0, 100);
        answers("b", 105, 400);
        answers("a", 405, 600);
        assertThat(fromTwo()).isZero();
    }

    @Test
    void aLostAnswerIsNoSilence() {
        answers("a", 0, 100);
        answers("a", 120, 200);
        answers("b", 50, 150);
        assertThat(fromTwo()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void nobodyIsNotTwo() {
        assertThat(fromTwo()).isZero();
    }
}
