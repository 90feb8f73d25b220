/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the environment of a process and stty say about its terminal. */
class SurroundingsOfATerminalTest {

    @ParameterizedTest
    @CsvSource({
        "AUTO,   true,  xterm, '',   true",
        "AUTO,   true,  xterm, 1,    false",
        "AUTO,   true,  dumb,  '',   false",
        "AUTO,   false, xterm, '',   false",
        "ALWAYS, false, dumb,  1,    true",
        "NEVER,  true,  xterm, '',   false",
    })
    void coloursAreForTerminalsWhoseUserDoesNotRefuseThem(
            ColorChoice choice, boolean terminal, String term, String noColor, boolean on) {
        assertThat(choice.isOn(terminal, Map.of("TERM", term, "NO_COLOR", noColor)))
                .isEqualTo(on);
    }

    @Test
    void aTerminalWithoutANameHasNoColours() {
        assertThat(ColorChoice.AUTO.isOn(true, Map.of())).isFalse();
    }

    @Test
    void theFirstLocaleThatIsSetDecidesOnTheSigns() {
        assertThat(Glyphs.of(Map.of("LANG", "C.UTF-8"))).isEqualTo(Glyphs.UNICODE);
        assertThat(Glyphs.of(Map.of("LC_ALL", "", "LC_CTYPE", "de_AT.utf8", "LANG", "C")))
                .isEqualTo(Glyphs.UNICODE);
        assertThat(Glyphs.of(Map.of("LC_ALL", "C", "LANG", "C.UTF-8"))).isEqualTo(Glyphs.ASCII);
        assertThat(Glyphs.of(Map.of())).isEqualTo(Glyphs.ASCII);
    }

    @Test
    void sttyTellsRowsFirstAndZerosIfItDoesNotKnow() {
        assertThat(Size.ofStty("30 100")).contains(new Size(100, 30));
        assertThat(Size.ofStty("0 0")).isEmpty();
        assertThat(Size.ofStty("stty: 'standard input': Inappropriate ioctl for device"))
                .isEmpty();
        assertThatThrownBy(() -> new Size(0, 1)).hasMessage("size must be at least 1 x 1: 0 x 1");
    }
}
