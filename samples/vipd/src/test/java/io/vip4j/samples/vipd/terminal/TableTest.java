/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.samples.vipd.terminal.Table.Cell;
import io.vip4j.samples.vipd.terminal.Table.Column;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Table table =
            new Table(List.of(Column.words("NAME", 0), Column.numbers("SENT", 2), Column.words("ALL", 1)));

    @BeforeEach
    void fill() {
        table.add(Cell.of(Style.GOOD, "web"), Cell.of("7"), Cell.list(Style.PLAIN, Stream.of("aaa", "bbb", "ccc")));
        table.add(Cell.of("database"), Cell.of(""), Cell.list(Style.PLAIN, Stream.of()));
    }

    private String at(int width) {
        return table.lines(width, Glyphs.ASCII).stream().map(Text::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void everythingIsThereIfThereIsRoom() {
        assertThat(at(27)).isEqualTo("""
                NAME      SENT  ALL
                web          7  aaa bbb ccc
                database     -  -""");
    }

    @Test
    void longListsAreCutBeforeColumnsGo() {
        assertThat(at(26)).isEqualTo("""
                NAME      SENT  ALL
                web          7  aaa bbb +1
                database     -  -""");
        assertThat(at(22)).isEqualTo("""
                NAME      SENT  ALL
                web          7  aaa +2
                database     -  -""");
    }

    @Test
    void theLeastImportantColumnGoesFirstAndMakesRoomForLists() {
        assertThat(at(21)).isEqualTo("""
                NAME      ALL
                web       aaa bbb ccc
                database  -""");
        assertThat(at(15)).isEqualTo("""
                NAME
                web
                database""");
    }

    @Test
    void whatNeverGoesIsCutAtTheEdge() {
        assertThat(at(5)).isEqualTo("""
                NAME
                web
                data~""");
    }

    @Test
    void sentencesAreCutBeforeAColumnGoes() {
        Table events = new Table(List.of(Column.words("OF", 1), Column.sentences("CAUSE", 8)));
        events.add(Cell.of("web"), Cell.of("nobody heard"));
        assertThat(events.lines(13, Glyphs.ASCII))
                .extracting(Text::toString)
                .containsExactly("OF   CAUSE", "web  nobody ~");
        assertThat(events.lines(12, Glyphs.ASCII)).extracting(Text::toString).containsExactly("CAUSE", "nobody heard");
    }

    @Test
    void coloursDoNotMoveColumns() {
        assertThat(table.lines(80, Glyphs.ASCII).get(1).render(true))
                .isEqualTo("\u001b[1;32mweb\u001b[0m          7  aaa bbb ccc");
    }

    @Test
    void aRowHasACellForEachColumn() {
        assertThatThrownBy(() -> table.add(Cell.of("x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cells must be 3: 1");
    }
}
