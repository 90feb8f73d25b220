/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CdsCommandTest {

    @Test
    void aWholeRunInMemoryEndsByItself() {
        RunningVipd vipd = RunningVipd.withoutPlatform();
        assertThat(vipd.execute("cds")).isZero();
        assertThat(vipd.out()).isEmpty();
        assertThat(vipd.err()).isEmpty();
    }
}
