/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileNumberTest {

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("5", 5, "holds 5"),
                Arguments.of("-20\n", -20, "holds -20"),
                Arguments.of(" +7 ", 7, "holds 7"),
                Arguments.of("0", 0, "holds 0"),
                Arguments.of("007", 7, "holds 7"),
                Arguments.of("010", 8, "holds 8"),
                Arguments.of("08", 0, "holds 0"),
                Arguments.of("0x1F", 31, "holds 31"),
                Arguments.of("0xyz", 0, "holds 0"),
                Arguments.of("12 drained for maintenance", 12, "holds 12"),
                Arguments.of("3\n4", 3, "holds 3"),
                Arguments.of("2147483647", 2147483647, "holds 2147483647"),
                Arguments.of("-2147483648", -2147483648, "holds -2147483648"),
                Arguments.of("2147483648", 0, "holds a number beyond 32 bits, which counts as 0"),
                Arguments.of("99999999999999999999999999", 0, "holds a number beyond 32 bits, which counts as 0"),
                Arguments.of(" \n", 0, "is empty, which counts as 0"),
                Arguments.of("up", 0, "holds no whole number, which counts as 0"),
                Arguments.of("-", 0, "holds no whole number, which counts as 0"),
                Arguments.of("\u0000\u00ff", 0, "holds no whole number, which counts as 0"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void readsTheNumberAtTheBegin(String text, int value, String words) {
        FileNumber number = FileNumber.parse(text);
        assertThat(number.value()).isEqualTo(value);
        assertThat(number.words()).isEqualTo(words);
        assertThat(number.isNumber()).isEqualTo(!words.endsWith("counts as 0"));
    }
}
