/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.support.status.JsonTree;
import io.vip4j.samples.vipd.terminal.Glyphs;
import io.vip4j.samples.vipd.terminal.Style;
import io.vip4j.samples.vipd.terminal.Text;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LatenessHistoryTest {

    private static final Instant START = Instant.parse("2026-01-02T03:00:00Z");

    private final LatenessHistory history = new LatenessHistory();

    private void add(int second, double last, double max, String startedAt) throws IOException {
        String document = String.format(
                Locale.ROOT,
                "{\"startedAt\":\"%s\",\"lateness\":{\"turns\":1,\"lastMillis\":%f,\"maxMillis\":%f,"
                        + "\"thresholdMillis\":500.0}}",
                startedAt,
                last,
                max);
        history.add(JsonTree.read(document.getBytes(UTF_8)), START.plusSeconds(second));
    }

    private Text line(int seconds, int now) {
        return history.sparkline(seconds, START.plusSeconds(now), Glyphs.ASCII);
    }

    @Test
    void eachSecondShowsTheWorstThatWasSeenInIt() throws IOException {
        add(0, 0.1, 400, "a"); // The maximum is of a time before this one.
        add(1, 0.4, 400, "a");
        add(1, 0.1, 400, "a");
        add(2, 0.1, 450, "a"); // Reached since the last look.
        add(4, 299, 450, "a");
        assertThat(line(6, 4))
                .isEqualTo(Text.of(" ").and(Style.CALM, "_.#").and(" ").and(Style.CALM, "%"));
        assertThat(line(2, 4)).isEqualTo(Text.of(" ").and(Style.CALM, "%"));
    }

    @Test
    void aStallIsWrong() throws IOException {
        add(0, 500, 500, "a");
        assertThat(line(1, 0)).isEqualTo(Text.of(Style.WRONG, "#"));
    }

    @Test
    void anotherDaemonBeginsAnew() throws IOException {
        add(0, 0.1, 1, "a");
        add(1, 0.1, 400, "b");
        assertThat(line(2, 1)).isEqualTo(Text.of(Style.CALM, "__"));
    }

    @Test
    void aDocumentThatDoesNotSayAddsNothing() throws IOException {
        history.add(JsonTree.read("{}".getBytes(UTF_8)), START);
        assertThat(line(3, 0)).isEqualTo(Text.of("   "));
    }

    @Test
    void whatNobodyCanSeeAnyMoreIsForgotten() throws IOException {
        add(0, 0.1, 1, "a");
        add(601, 0.1, 1, "a");
        assertThat(line(602, 601)).isEqualTo(Text.of(" ".repeat(601)).and(Style.CALM, "_"));
    }
}
