/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.benchmarks.Experiment.Metric;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/performance.md has what was measured; {@code samples/benchmarks/document} writes it. */
class PerformanceDocumentTest {

    private static final Path ROOT = Path.of(System.getProperty("basedir", ""), "..", "..");

    private static final LabResult OLD = new LabResult(Metric.ratio("cost", "us", 0.3), List.of(4.0), List.of(5.0));
    private static final LabResult KEPT =
            new LabResult(Metric.alone("memory", "MiB", 80), List.of(70.0), List.of(13.0));
    private static final LabResult NEW =
            new LabResult(Metric.ratio("cost", "us", 0.3), List.of(1.0, 1.2, 1.1), List.of(5.0, 5.0, 5.0));

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path root;

    @Test
    void theTablesAreThoseOfTheResults() throws IOException {
        assertThat(Files.readString(ROOT.resolve(PerformanceDocument.DOCUMENT)))
                .isEqualTo(new PerformanceDocument(ROOT).text());
    }

    @Test
    void aNewResultReplacesTheOldOneAndNoOther() throws IOException {
        Path results = tree();
        Files.writeString(
                results.resolve("results.json"),
                LabReport.json(new LabOutcome(List.of(NEW), List.of(new LabOutcome.Failure("memory", "no bridge")))));

        assertThat(run(results)).as(err.toString(UTF_8)).isZero();
        assertThat(new PerformanceDocument(root).lab()).containsExactly(NEW, KEPT);
        assertThat(Files.readString(root.resolve(PerformanceDocument.DOCUMENT))).isEqualTo("""
                # Title
                <!-- measured: lab -->
                | | unit | vip4j | keepalived | compared | bound | met | runs |
                | --- | --- | ---: | ---: | ---: | --- | --- | ---: |
                | cost | us | 1.10 (1.00..1.20) | 5.00 (5.00..5.00) | 0.22 (0.20..0.24) | ratio at most 0.30 | yes | 3 |
                | memory | MiB | 70 (70..70) | 13 (13..13) | 70 (70..70) | at most 80 MiB | yes | 1 |
                <!-- end -->
                <!-- measured: better -->
                - memory: 13 MiB, vip4j 70 MiB
                <!-- end -->
                <!-- measured: jitter -->
                | Java | collector | variant | minutes | 1 s | 100 ms | 50 ms | loop at most | false failovers |
                | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |
                <!-- end -->
                """);
    }

    @Test
    void aDirectoryWithoutResultsIsWrongUsage() throws IOException {
        assertThat(run(tree())).isEqualTo(64);
        assertThat(err.toString(UTF_8)).contains("neither results.json nor jitter.json");
    }

    private int run(Path directory) {
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, UTF_8);
        return PerformanceDocument.run(root, List.of(directory.toString()), out, new PrintStream(err, true, UTF_8));
    }

    /** A source tree with a document and results; a directory for new ones. */
    private Path tree() throws IOException {
        for (Path file : List.of(PerformanceDocument.DOCUMENT, PerformanceDocument.LAB)) {
            Files.createDirectories(root.resolve(file).getParent());
        }
        Files.writeString(root.resolve(PerformanceDocument.DOCUMENT), """
                # Title
                <!-- measured: lab -->
                <!-- end -->
                <!-- measured: better -->
                <!-- end -->
                <!-- measured: jitter -->
                <!-- end -->
                """);
        Files.writeString(
                root.resolve(PerformanceDocument.LAB), LabReport.json(new LabOutcome(List.of(OLD, KEPT), List.of())));
        Files.writeString(root.resolve(PerformanceDocument.JITTER), "[ ]");
        return Files.createDirectories(root.resolve("results"));
    }
}
