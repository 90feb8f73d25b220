/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vip4j.samples.lab.LabRequirements;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** That the program measures; how late anything is is no matter of a test. */
@Tag("lab")
@Timeout(200)
class JitterBenchmarksLabTest {

    @BeforeAll
    static void requireLab() {
        List<String> missing = LabRequirements.missing(List.of("tcpdump"));
        if (System.getenv("CI") != null) {
            assertThat(missing).isEmpty();
        }
        assumeTrue(missing.isEmpty(), () -> String.join(" ", missing));
    }

    @Test
    void aBusyJvmIsMeasured(@TempDir Path directory) throws Exception {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        JitterBenchmarks.run(
                List.of("--quick", "--only", "parallel", "--variant", "pretouch", "--out", directory.toString()),
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8));

        List<JitterResult> results = JitterReport.parse(Files.readString(directory.resolve("jitter.json")));
        assertThat(results).as(err.toString(UTF_8)).singleElement().satisfies(result -> {
            assertThat(result.failure()).isEmpty();
            assertThat(result.measured().orElseThrow().mebibytesPerSecond()).isPositive();
            assertThat(result.measured().orElseThrow().routers())
                    .extracting(JitterResult.OfRouter::intervalMillis)
                    .containsExactly(1000, 100, 50);
        });
        assertThat(Files.readString(directory.resolve("jitter.svg"))).startsWith("<svg");
    }
}
