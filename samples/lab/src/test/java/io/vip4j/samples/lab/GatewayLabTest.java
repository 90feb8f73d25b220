/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A cut of what {@code samples/lab/gateway} does: the two moves that somebody asks for, once. */
@LabTest(
        gateway = true,
        servers = {"curl"})
@Execution(ExecutionMode.CONCURRENT)
class GatewayLabTest {

    /**
     * Other labs run beside this one, so a request may take long, and a lost SYN is sent again. What fails then is what was
     * refused, reset, or never answered.
     */
    private static final GatewaySetting SETTING = new GatewaySetting(
            Product.VIP4J, Duration.ofMillis(300), 20, Duration.ofSeconds(8), Duration.ofMillis(1500));

    private static final long SEED = 6;

    @Test
    void clientsMissTheTimeWithoutOwnerAndNoMore() {
        List<String> violations = new ArrayList<>();
        try (GatewayLab lab = GatewayLab.start(SETTING, new Random(SEED))) {
            for (GatewayMove move : List.of(GatewayMove.SWITCHOVER, GatewayMove.SIGTERM)) {
                GatewayResult result = lab.make(move, move == GatewayMove.SWITCHOVER);
                assertThat(result.requests()).as("%s", move).hasSizeGreaterThan(SETTING.rate());
                result.violations().forEach(violation -> violations.add(violation + "\n" + lab));
            }
        }
        assertThat(violations).isEmpty();
    }
}
