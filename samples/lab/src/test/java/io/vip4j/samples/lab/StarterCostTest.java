/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StarterCostTest {

    @Test
    void wrongArgumentsAreRefusedWithTheHelpText() {
        for (String line : List.of("--runs", "--runs 0", "--runs 1001", "--runs x", "--fast 1", "3")) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
            assertThat(StarterCost.run(List.of(line.split(" ")), stream, stream))
                    .as(line)
                    .isEqualTo(64);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("unknown arguments: " + line, "Usage:");
        }
    }
}
