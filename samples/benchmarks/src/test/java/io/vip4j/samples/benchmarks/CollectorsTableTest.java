/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.benchmarks.jitter.JitterResult;
import io.vip4j.samples.benchmarks.jitter.JitterResult.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The pauses that docs/operating.md tells, and the doctor reckons with, are not shorter than those that were measured for ten
 * minutes. A test of the doctor compares that table with its {@code Collector}, in which the figures stand.
 */
class CollectorsTableTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", ""), "..", "..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\w+) \\| (\\d+) ms \\|");

    @Test
    void theDoctorReckonsWithWhatWasMeasured() throws IOException {
        String text = Files.readString(ROOT.resolve(Path.of("docs", "operating.md")));
        String table = text.substring(text.indexOf("<!-- computed: collectors -->"));
        Map<String, Long> told = ROW.matcher(table.substring(0, table.indexOf("<!-- end -->")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), CollectorsTableTest::millis));

        assertThat(told).hasSize(5);
        assertThat(longest(new PerformanceDocument(ROOT).jitter()))
                .allSatisfy((collector, millis) ->
                        assertThat(told.get(collector)).as(collector).isGreaterThanOrEqualTo(millis));
    }

    private static long millis(MatchResult row) {
        return Long.parseLong(row.group(2));
    }

    /** Of each collector on any Java, with nothing else done about it; in whole milliseconds. */
    private static Map<String, Long> longest(List<JitterResult> results) {
        Map<String, Long> longest = new TreeMap<>();
        for (JitterResult result : results) {
            if (result.isFull() && result.variant().equals("plain")) {
                result.measured()
                        .map(Measured::loopMaxMillis)
                        .map(millis -> (long) Math.floor(millis))
                        .ifPresent(millis -> longest.merge(result.collector(), millis, Math::max));
            }
        }
        return longest;
    }
}
