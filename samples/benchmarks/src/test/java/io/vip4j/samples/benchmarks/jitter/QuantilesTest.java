/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.benchmarks.jitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuantilesTest {

    @Test
    void ofAThousandTheyAreTheNearestRanks() {
        List<Double> millis =
                IntStream.rangeClosed(1, 1000).mapToObj(i -> 1001.0 - i).toList();
        assertThat(Quantiles.of(millis)).isEqualTo(new Quantiles(500, 990, 999, 1000));
    }

    @Test
    void ofOneAllAreThatOne() {
        assertThat(Quantiles.of(List.of(2.5))).isEqualTo(new Quantiles(2.5, 2.5, 2.5, 2.5));
    }

    @Test
    void ofNoneThereAreNone() {
        assertThatThrownBy(() -> Quantiles.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
