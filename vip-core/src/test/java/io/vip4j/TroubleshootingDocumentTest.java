/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.event.AnomalyKind;
import io.vip4j.wire.RejectReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/troubleshooting.md} has an answer to everything that a status or a meter may name. */
class TroubleshootingDocumentTest {

    private static final Path DOCUMENT = Path.of("../docs/troubleshooting.md");

    @Test
    void everyReasonAndEveryKindHasARow() throws IOException {
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .toList();
        List<String> missing = new ArrayList<>();
        Stream.concat(Stream.of(RejectReason.values()), Stream.of(AnomalyKind.values()))
                .map(Enum::name)
                .filter(name -> rows.stream().noneMatch(row -> row.contains('`' + name + '`')))
                .forEach(missing::add);
        assertThat(missing).isEmpty();
    }
}
