/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.event.Anomaly;
import io.vip4j.event.AnomalyEvent;
import io.vip4j.event.AnomalyKind;
import io.vip4j.event.Cause;
import io.vip4j.event.Transition;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipState;
import io.vip4j.vrrp.Vrid;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventPrinterTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.5Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final EventPrinter printer = new EventPrinter(new PrintStream(out, false, UTF_8));

    @Test
    void aTransitionIsOneLine() {
        printer.onTransition(new Transition(
                7,
                AT,
                "web",
                new Vrid(10),
                "eth0",
                VipState.BACKUP,
                VipState.ACTIVE,
                Cause.of(Trigger.ACTIVE_DOWN, "nothing \"heard\"\\n")));

        assertThat(out.toString(UTF_8))
                .isEqualTo("{\"at\":\"2026-01-02T03:04:05.500Z\",\"router\":\"web\",\"vrid\":10,\"from\":\"BACKUP\","
                        + "\"to\":\"ACTIVE\",\"cause\":\"ACTIVE_DOWN (nothing \\\"heard\\\"\\\\n)\","
                        + "\"trigger\":\"ACTIVE_DOWN\",\"interface\":\"eth0\",\"sequence\":7}\n");
    }

    @Test
    void anAnomalyIsNoLine() {
        Anomaly anomaly = new Anomaly(
                AnomalyKind.DUPLICATE_ADDRESS,
                "198.51.100.1",
                AT,
                AT.plusSeconds(1),
                3,
                "02:00:00:00:00:01 has it too");
        printer.onAnomaly(new AnomalyEvent(8, AT, "web", new Vrid(10), "eth0", VipState.ACTIVE, true, anomaly));

        assertThat(out.size()).isZero();
    }
}
