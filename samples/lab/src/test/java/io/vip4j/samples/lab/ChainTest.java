/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The story of {@code ./demo mysql}, in short: nothing that was acknowledged is lost, whatever fails on the way. */
@LabTest(
        tcpProxy = true,
        servers = {"mariadbd", "mariadb"})
@Execution(ExecutionMode.CONCURRENT)
class ChainTest {

    private static final int WORTH_COUNTING = 100;

    @Test
    void noAcknowledgedRowIsLost() {
        ChainStory.Report report = ChainStory.tell(
                ProxyStack.TCP_PROXY, Duration.ofMillis(300), Duration.ZERO, System.out, Palette.plain());
        ChainLab.Audit audit = report.audit();
        assertThat(audit.lost()).isEmpty();
        assertThat(audit.invented()).isEmpty();
        assertThat(audit.replica()).isEqualTo(audit.primary());
        assertThat(audit.acknowledged()).hasSizeGreaterThan(WORTH_COUNTING);
    }
}
