/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The story of {@code ./demo topology}, for the shortest arrangement that has everything but a cascade. */
@LabTest(tcpProxy = true)
@Execution(ExecutionMode.CONCURRENT)
class TopologyStoryTest {

    /** It fails if an address has another owner than the best node that works, or if a client is not served. */
    @Test
    void everyAddressIsServedWhicheverNodeIsKilled() {
        TopologyStory.tell(Topology.MUTUAL, Duration.ZERO, System.out, Palette.plain());
    }
}
