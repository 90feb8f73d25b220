/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.keepalived.Keywords.Row;
import io.vip4j.keepalived.Keywords.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The tables of the documentation are those of the code; {@code -Dvip4j.rewrite=true} writes them anew. */
class KeepalivedDocumentationTest {

    private static final Path FILE = Path.of("../docs/keepalived.md");
    private static final String BEGIN = "<!-- begin of the keyword tables -->\n";
    private static final String END = "<!-- end of the keyword tables -->\n";

    @Test
    void tablesOfTheDocumentationAreThoseOfTheCode() throws IOException {
        String text = Files.readString(FILE);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        if (Boolean.getBoolean("vip4j.rewrite")) {
            text = text.substring(0, begin) + tables() + text.substring(end);
            Files.writeString(FILE, text);
            end = text.indexOf(END);
        }

        assertThat(text.substring(begin, end)).isEqualTo(tables());
    }

    private static String tables() {
        StringBuilder tables = new StringBuilder();
        for (Section section : Section.values()) {
            tables.append("\n### ").append(section.title()).append("\n\n");
            tables.append("| keyword | here | remark |\n| --- | --- | --- |\n");
            for (Row row : Keywords.rows()) {
                if (row.section() == section) {
                    tables.append(line(row));
                }
            }
        }
        return tables.append('\n').toString();
    }

    private static String line(Row row) {
        String names = row.names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        return "| " + names + " | " + row.support().title() + " | " + row.remark() + " |\n";
    }
}
