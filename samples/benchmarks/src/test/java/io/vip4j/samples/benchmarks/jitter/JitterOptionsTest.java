/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JitterOptionsTest {

    private static final Path RUNNING = Path.of(System.getProperty("java.home"));

    private static JitterOptions parse(String... arguments) {
        return JitterOptions.parse(List.of(arguments)).orElseThrow();
    }

    @Test
    void withoutOptionsEveryCollectorIsMeasuredForTenMinutes() {
        assertThat(parse())
                .isEqualTo(new JitterOptions(
                        new JitterLength(Duration.ofMinutes(10), Duration.ofSeconds(10), 4096, 256),
                        List.of(
                                plain(MeasuredCollector.SERIAL),
                                plain(MeasuredCollector.PARALLEL),
                                plain(MeasuredCollector.G1),
                                plain(MeasuredCollector.ZGC),
                                plain(MeasuredCollector.SHENANDOAH)),
                        Optional.empty()));
    }

    private static JitterCase plain(MeasuredCollector collector) {
        return new JitterCase(RUNNING, collector, Variant.PLAIN);
    }

    @Test
    void variantsOfOneCaseFollowEachOther() {
        JitterOptions options = parse(
                "--java",
                RUNNING.toString(),
                "--only",
                "g1,zgc",
                "--variant",
                "plain,fifo",
                "--minutes",
                "0.5",
                "--live",
                "100");
        assertThat(options.cases())
                .containsExactly(
                        plain(MeasuredCollector.G1),
                        new JitterCase(RUNNING, MeasuredCollector.G1, Variant.FIFO),
                        plain(MeasuredCollector.ZGC),
                        new JitterCase(RUNNING, MeasuredCollector.ZGC, Variant.FIFO));
        assertThat(options.length())
                .isEqualTo(new JitterLength(Duration.ofSeconds(30), Duration.ofSeconds(10), 4096, 100));
    }

    @ParameterizedTest
    @EnumSource
    void helpNamesEveryCollector(MeasuredCollector collector) {
        assertThat(JitterOptions.HELP).contains(" " + collector.name().toLowerCase(Locale.ROOT));
    }

    @ParameterizedTest
    @EnumSource
    void helpNamesEveryVariant(Variant variant) {
        assertThat(JitterOptions.HELP).contains(" " + variant.word());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--minutes 0",
                "--minutes 61",
                "--minutes NaN",
                "--live 0",
                "--live 2049",
                "--minutes",
                "--only cms",
                "--variant fast",
                "--java /nowhere",
                "--fast 1"
            })
    void nonsenseIsRefused(String line) {
        assertThat(JitterOptions.parse(List.of(line.split(" ", -1)))).isEmpty();
    }
}
