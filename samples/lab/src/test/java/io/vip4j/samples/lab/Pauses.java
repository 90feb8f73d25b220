/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

/** How regularly a router advertised. */
final class Pauses {

    private Pauses() {}

    /** The longest time between two advertisements that follow each other. */
    static Duration longest(List<CapturedFrame.Advertisement> sent) {
        assertThat(sent).as("advertisements").hasSizeGreaterThan(1);
        Duration longest = Duration.ZERO;
        for (int i = 1; i < sent.size(); i++) {
            Duration pause = Duration.between(sent.get(i - 1).at(), sent.get(i).at());
            longest = pause.compareTo(longest) > 0 ? pause : longest;
        }
        return longest;
    }
}
