/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.ConfigurationException;
import org.junit.jupiter.api.Test;

class RealTimePriorityTest {

    @Test
    void theKernelKnowsOneToNinetyNine() {
        assertThat(new RealTimePriority(1)).hasToString("1");
        assertThat(new RealTimePriority(99)).hasToString("99");
        assertThatThrownBy(() -> new RealTimePriority(0))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("realTimePriority must be 1..99: 0");
        assertThatThrownBy(() -> new RealTimePriority(100))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("realTimePriority must be 1..99: 100");
    }
}
