/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of docs/operating.md that holds intervals against collectors; {@code -Dvip4j.rewrite=true} writes it anew. */
class CollectorsDocumentTest {

    private static final Path FILE = Path.of("../docs/operating.md");
    private static final String BEGIN = "<!-- computed: collectors -->\n";
    private static final String END = "<!-- end -->\n";
    private static final long MEASURED_HEAP = 2L << 30;
    private static final List<Integer> INTERVALS_MILLIS = List.of(1000, 250, 200, 100, 50, 10);

    @Test
    void theTableIsThatOfTheMeasuredPauses() throws IOException {
        String text = Files.readString(FILE);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END, begin);
        if (Boolean.getBoolean("vip4j.rewrite")) {
            text = text.substring(0, begin) + table() + text.substring(end);
            Files.writeString(FILE, text);
            end = text.indexOf(END, begin);
        }
        assertThat(text.substring(begin, end)).isEqualTo(table());
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| collector | longest pause |");
        INTERVALS_MILLIS.forEach(interval ->
                table.append(interval == 1000 ? " 1 s" : " " + interval + " ms").append(" |"));
        table.append("\n| --- | ---: |")
                .append(" --- |".repeat(INTERVALS_MILLIS.size()))
                .append('\n');
        for (Collector collector : Collector.values()) {
            Duration pause = collector.worstPause(MEASURED_HEAP);
            table.append("| ")
                    .append(collector.title())
                    .append(" | ")
                    .append(pause.toMillis())
                    .append(" ms |");
            table.append(INTERVALS_MILLIS.stream()
                            .map(interval -> forgives(interval, pause) ? " yes |" : " no |")
                            .collect(Collectors.joining()))
                    .append('\n');
        }
        return table.toString();
    }

    /** Three advertisements may be missed, and one was due when the pause began. */
    private static boolean forgives(int intervalMillis, Duration pause) {
        return pause.toMillis() <= 2L * intervalMillis;
    }
}
