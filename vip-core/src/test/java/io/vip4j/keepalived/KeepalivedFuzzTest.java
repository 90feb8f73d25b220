/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Whatever a file contains: reading it ends soon, with diagnostics and never with an exception. */
final class KeepalivedFuzzTest {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @FuzzTest
    void parse(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        long start = System.nanoTime();
        KeepalivedConfig config = KeepalivedConfig.parse("f.conf", text);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT);
        assertThat(config.diagnostics()).hasSizeLessThanOrEqualTo(Diagnostics.LIMIT + 1);
        long lines = text.chars().filter(c -> c == '\n').count() + 1;
        for (Diagnostic diagnostic : config.diagnostics()) {
            assertThat(diagnostic.line()).isBetween(0, (int) lines);
            assertThat(diagnostic.message()).isNotBlank().doesNotContain("\n").hasSizeLessThanOrEqualTo(400);
        }
    }
}
