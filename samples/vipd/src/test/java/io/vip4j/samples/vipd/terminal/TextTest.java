/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextTest {

    private static final Text TEXT = Text.of("is ").and(Style.GOOD, "up").and(": well");

    @Test
    void coloursSurroundTheWordsAndCountForNothing() {
        assertThat(TEXT.render(true)).isEqualTo("is \u001b[1;32mup\u001b[0m: well");
        assertThat(TEXT.render(false)).isEqualTo("is up: well");
        assertThat(TEXT.width()).isEqualTo(11);
    }

    @Test
    void wordsOfOneStyleAreOneSpan() {
        assertThat(Text.of(Style.GOOD, "a").and(Style.GOOD, "b").and("").and("c"))
                .isEqualTo(Text.of(Style.GOOD, "ab").and("c"));
    }

    @Test
    void whatIsCutKeepsItsStyleAndShowsIt() {
        assertThat(TEXT.cut(11, Glyphs.UNICODE)).isEqualTo(TEXT);
        assertThat(TEXT.cut(5, Glyphs.ASCII)).isEqualTo(Text.of("is ").and(Style.GOOD, "u~"));
        assertThat(TEXT.cut(4, Glyphs.UNICODE)).isEqualTo(Text.of("is ").and(Style.GOOD, "…"));
        assertThat(TEXT.cut(1, Glyphs.UNICODE)).isEqualTo(Text.of("…"));
    }

    @Test
    void nothingFromOutsideSteersTheTerminal() {
        assertThat(Text.of("a\u001b[2Jb\r\nc\u202e\u009b").render(true)).isEqualTo("a?[2Jb??c??");
    }

    @Test
    void wideAndCombinedSignsTakeTheColumnsThatATerminalGivesThem() {
        Text text = Text.of("日本e\u0301");
        assertThat(text.width()).isEqualTo(5);
        assertThat(text.cut(4, Glyphs.UNICODE)).hasToString("日…");
    }

    @Test
    void padding() {
        assertThat(Text.of("a").paddedTo(3)).hasToString("a  ");
        assertThat(Text.of("a").indentedTo(3)).hasToString("  a");
        assertThat(Text.of("abcd").paddedTo(3)).hasToString("abcd");
    }
}
