/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.event.Lateness;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatenessStatisticsTest {

    private static final long MS = 1_000_000;

    private final LatenessStatistics statistics = new LatenessStatistics();

    private static Duration nanos(long value) {
        return Duration.ofNanos(value);
    }

    @Test
    void nothingMeasuredIsAllZeros() {
        assertThat(statistics.summary(20 * MS, 0))
                .isEqualTo(new Lateness(
                        0,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        0,
                        nanos(20 * MS),
                        Duration.ZERO));
    }

    @Test
    void countsLastMeanMaxAndStalls() {
        statistics.add(2 * MS, false);
        statistics.add(30 * MS, true);
        statistics.add(MS, false);
        assertThat(statistics.summary(20 * MS, 7))
                .isEqualTo(new Lateness(
                        3, nanos(MS), nanos(11 * MS), nanos(30 * MS), nanos(30 * MS), 1, nanos(20 * MS), nanos(7)));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000",
        "1, 1000",
        "1000, 1000",
        "1001, 2000",
        "2000, 2000",
        "2001, 4000",
        "1024000, 1024000",
        "1024001, 2048000"
    })
    void percentileIsRoundedUpToAPowerOfTwoOfAMicrosecond(long lateness, long limit) {
        for (int i = 0; i < 99; i++) {
            statistics.add(lateness, false);
        }
        statistics.add(1000 * MS, true);
        assertThat(statistics.summary(0, 0).p99()).isEqualTo(nanos(limit));
    }

    @Test
    void percentileIsNeverAboveTheGreatest() {
        statistics.add(1001, false);
        assertThat(statistics.summary(0, 0).p99()).isEqualTo(nanos(1001));
    }

    @Test
    void noLatenessIsTooLong() {
        statistics.add(Long.MAX_VALUE, true);
        assertThat(statistics.summary(0, 0).max()).isEqualTo(nanos(Long.MAX_VALUE));
        assertThat(statistics.summary(0, 0).p99()).isEqualTo(nanos(Long.MAX_VALUE));
    }

    @Test
    void oneOfAHundredMayBeLaterThanThe99thPercentile() {
        for (int i = 0; i < 99; i++) {
            statistics.add(1000, false);
        }
        statistics.add(1000 * MS, true);
        assertThat(statistics.summary(0, 0).p99()).isEqualTo(nanos(1000));
        statistics.add(1000 * MS, true);
        assertThat(statistics.summary(0, 0).p99()).isEqualTo(nanos(1000 * MS));
    }
}
