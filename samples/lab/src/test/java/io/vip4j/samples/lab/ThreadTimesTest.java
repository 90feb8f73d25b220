/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {

    private static final Path LOOP = Path.of("/proc/1/task/1");
    private static final Path COMPILER = Path.of("/proc/1/task/2");
    private static final Path FRESH = Path.of("/proc/1/task/3");

    @Test
    void threadThatHasEndedTakesNothingAway() {
        ThreadTimes before = new ThreadTimes(Map.of(LOOP, 1_000L, COMPILER, 500_000L));
        ThreadTimes after = new ThreadTimes(Map.of(LOOP, 4_000L));
        assertThat(after.since(before)).isEqualTo(Duration.ofNanos(3_000));
    }

    @Test
    void threadThatHasBegunCounts() {
        ThreadTimes before = new ThreadTimes(Map.of(LOOP, 1_000L));
        ThreadTimes after = new ThreadTimes(Map.of(LOOP, 1_000L, FRESH, 2_000L));
        assertThat(after.since(before)).isEqualTo(Duration.ofNanos(2_000));
    }

    @Test
    void livingThreadsHaveTimes() {
        ThreadTimes own = ThreadTimes.of(LongStream.of(ProcessHandle.current().pid()));
        assertThat(own.nanos()).isNotEmpty();
        assertThat(own.since(new ThreadTimes(Map.of()))).isPositive();
    }
}
