/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NarratorTest {

    @Test
    void longReasonsGoOnUnderneath() {
        Instant start = Instant.parse("2026-11-23T19:00:00Z");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Narrator narrator =
                new Narrator(new PrintStream(out, true, StandardCharsets.UTF_8), Palette.plain(), start)) {
            narrator.tell(
                    start,
                    "node-b",
                    "BACKUP -> ACTIVE",
                    "no Active router was heard for 3655 ms, so it is our turn now");
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("    0.000  node-b   BACKUP -> ACTIVE" + " ".repeat(25)
                        + "no Active router was heard for 3655 ms, so it is our turn\n" + " ".repeat(61) + "now\n");
    }

    @Test
    void linesAppearInTheOrderInWhichThingsHappened() {
        Instant start = Instant.parse("2026-11-23T19:00:00Z");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Narrator narrator =
                new Narrator(new PrintStream(out, true, StandardCharsets.UTF_8), Palette.plain(), start)) {
            narrator.tell(start.plusMillis(20), "node-b", "BACKUP -> ACTIVE", "Active_Down_Interval");
            narrator.tell(start.plusMillis(10), "node-a", "no longer has 198.51.100.222", "");
            narrator.highlight(start.plusMillis(20), "client", "answered again", "");
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        " 0.010 node-a no longer has 198.51.100.222",
                        " 0.020 node-b BACKUP -> ACTIVE Active_Down_Interval",
                        " 0.020 client answered again");
    }
}
