/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.vipd.terminal.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SectionTest {

    private static List<Text> lines(String name, int rows) {
        return Stream.concat(
                        Stream.of(name.toUpperCase(Locale.ROOT)),
                        IntStream.rangeClosed(1, rows).mapToObj(row -> name + row))
                .map(Text::of)
                .toList();
    }

    private static String fit(int lines, Function<List<Text>, Optional<Section>> last) {
        List<Section> sections = Stream.of(
                        Section.of(lines("a", 5)), Section.of(lines("none", 0)), last.apply(lines("b", 9)))
                .flatMap(Optional::stream)
                .toList();
        return Section.fit(sections, lines).stream().map(Text::toString).collect(Collectors.joining(" "));
    }

    @Test
    void everySectionGetsAFairShareBeforeTheFirstOneGetsTheRest() {
        assertThat(fit(10, Section::of)).isEqualTo(" A a1 a2 and 3 more  B b1 b2 and 7 more");
        assertThat(fit(12, Section::of)).isEqualTo(" A a1 a2 a3 a4 a5  B b1 b2 and 7 more");
        assertThat(fit(18, Section::of)).isEqualTo(" A a1 a2 a3 a4 a5  B b1 b2 b3 b4 b5 b6 b7 b8 b9");
        assertThat(fit(99, Section::of)).isEqualTo(fit(18, Section::of));
    }

    @Test
    void theLastOnesYield() {
        assertThat(fit(9, Section::of)).isEqualTo(" A a1 a2 and 3 more  B b1 and 8 more");
        assertThat(fit(8, Section::of)).isEqualTo(" A a1 a2 a3 a4 a5");
        assertThat(fit(4, Section::of)).isEqualTo(" A a1 and 4 more");
        assertThat(fit(3, Section::of)).isEmpty();
        assertThat(fit(2, Section::of)).isEmpty();
        assertThat(fit(-3, Section::of)).isEmpty();
    }

    @Test
    void anOpenSectionDoesNotCountWhatItHides() {
        assertThat(fit(12, Section::open)).isEqualTo(" A a1 a2 a3 a4 a5  B b1 b2 b3");
    }
}
