/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

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

/** That the program measures; how much it measures is no matter of a test. */
@Tag("lab")
@Timeout(300)
class LabBenchmarksLabTest {

    @BeforeAll
    static void requireLab() {
        List<String> missing = LabRequirements.missing(List.of("tcpdump", "keepalived"));
        if (System.getenv("CI") != null) {
            assertThat(missing).isEmpty();
        }
        assumeTrue(missing.isEmpty(), () -> String.join(" ", missing));
    }

    @Test
    void everythingIsMeasuredOnce(@TempDir Path directory) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = LabBenchmarks.run(
                List.of("--quick", "--runs", "1", "--out", directory.toString()),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));

        assertThat(exit).as(err.toString(UTF_8)).isIn(0, 1);
        assertThat(out.toString(UTF_8))
                .as(err.toString(UTF_8))
                .contains("CPU per advert sent", "CPU per advert received", "takeover overhead, first", "claim of 20")
                .contains("start to first advert", "resident memory");
        assertThat(Files.readString(directory.resolve("results.json"))).contains("\"judged\" : \"ratio\"");
        assertThat(Files.readString(directory.resolve("results.svg"))).startsWith("<svg");
    }
}
