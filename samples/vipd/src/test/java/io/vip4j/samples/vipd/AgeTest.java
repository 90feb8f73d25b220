/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {

    @ParameterizedTest
    @CsvSource({
        "PT-5S, 0 ms",
        "PT0S, 0 ms",
        "PT0.9999S, 999 ms",
        "PT1S, 1.0 s",
        "PT9.99S, 9.9 s",
        "PT10S, 10 s",
        "PT59.9S, 59 s",
        "PT1M, 1 min",
        "PT4M3S, 4 min 3 s",
        "PT59M59S, 59 min 59 s",
        "PT1H, 1 h",
        "PT23H59M59S, 23 h 59 min",
        "P1D, 1 d",
        "P400DT4H, 400 d 4 h"
    })
    void anAgeHasTwoUnitsAtMost(Duration age, String words) {
        assertThat(Age.of(age)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({"0.0, 0.00 ms", "0.1849, 0.18 ms", "1.024, 1.0 ms", "700.5, 701 ms", "'', ''", "soon, soon"})
    void fractionsHaveTheDigitsThatCount(String millis, String words) {
        assertThat(Age.exactly(millis)).isEqualTo(words);
    }

    @Test
    void pointsInTimeAreInUtc() {
        assertThat(Age.timeOfDay(Instant.parse("2026-01-02T03:04:05.999Z"))).isEqualTo("03:04:05Z");
        assertThat(Age.dayAndTime("2026-01-02T03:04:05.678912Z")).isEqualTo("2026-01-02 03:04:05Z");
        assertThat(Age.dayAndTime("then")).isEqualTo("then");
        assertThat(Age.ofMillis("250")).isEqualTo("250 ms");
        assertThat(Age.ofMillis("then")).isEqualTo("then");
    }
}
