/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatewayTrialTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration TAKEOVER = Duration.ofMillis(65);

    private static GatewaySetting setting(Product product, Duration interval) {
        return new GatewaySetting(product, interval, 200, Duration.ofMillis(500), Duration.ofMillis(50));
    }

    private static Optional<GatewayOptions> parse(String line) {
        return GatewayOptions.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")), 42);
    }

    @Test
    void withoutArgumentsEveryMoveIsMadeWithBothProducts() {
        assertThat(parse(""))
                .contains(new GatewayOptions(
                        3,
                        42,
                        List.of(GatewayMove.SWITCHOVER, GatewayMove.SIGTERM, GatewayMove.SIGKILL),
                        List.of(
                                setting(Product.VIP4J, Duration.ofSeconds(1)),
                                setting(Product.KEEPALIVED, Duration.ofSeconds(1))),
                        false));
    }

    @Test
    void everyArgumentIsRead() {
        assertThat(parse("--runs 7 --seed 9 --only sigterm,switchover --product keepalived --interval 100ms --rate 50"
                        + " --timeout 1500 --margin 20 --json"))
                .contains(new GatewayOptions(
                        7,
                        9,
                        List.of(GatewayMove.SIGTERM, GatewayMove.SWITCHOVER),
                        List.of(new GatewaySetting(
                                Product.KEEPALIVED,
                                Duration.ofMillis(100),
                                50,
                                Duration.ofMillis(1500),
                                Duration.ofMillis(20))),
                        true));
    }

    @Test
    void wrongArgumentsAreRefusedWithTheHelpText() {
        for (String line : List.of(
                "--runs",
                "--runs 0",
                "--runs 1001",
                "--seed -1",
                "--only reboot",
                "--only sigterm,",
                "--product FRR",
                "--interval 2s",
                "--rate 0",
                "--timeout x",
                "--margin -1",
                "--fast 1")) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
            assertThat(GatewayTrial.run(List.of(line.split(" ")), stream, stream))
                    .as(line)
                    .isEqualTo(64);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("unknown arguments: " + line, "Usage:");
        }
    }

    @Test
    void whatIsPromisedIsSkewTimeAndForADeathALittleMore() {
        Duration skewTime = setting(Product.VIP4J, Duration.ofSeconds(1)).skewTime(GatewaySetting.LOWER);
        assertThat(skewTime).isEqualTo(Duration.ofNanos(648_437_500));
        assertThat(GatewayMove.SWITCHOVER.promised(skewTime)).isEqualTo(skewTime);
        assertThat(GatewayMove.SIGTERM.promised(skewTime)).isEqualTo(skewTime);
        assertThat(GatewayMove.SIGKILL.promised(skewTime)).isEqualTo(skewTime.plusMillis(50));
    }

    /** Released 100 ms after it was asked for, and requests that fail at these milliseconds. */
    private static GatewayResult result(Product product, GatewayMove move, int... failedAtMillis) {
        return new GatewayResult(
                setting(product, Duration.ofMillis(100)),
                move,
                START,
                START.plusMillis(100),
                TAKEOVER,
                TAKEOVER,
                IntStream.concat(IntStream.of(failedAtMillis), IntStream.of(-500))
                        .mapToObj(at -> new WebRequest(
                                START.plusMillis(at), Duration.ofMillis(3), at == -500 ? "ok" : "timeout"))
                        .toList());
    }

    @Test
    void onlyTheTimeWithoutOwnerExcusesAFailure() {
        GatewayResult result = result(Product.VIP4J, GatewayMove.SIGTERM, 49, 50, 215, 216);
        assertThat(result.failed()).hasSize(4);
        assertThat(result.failedInWindow()).hasSize(2);
        assertThat(result.failedOutside())
                .extracting(WebRequest::sentAt)
                .containsExactly(START.plusMillis(49), START.plusMillis(216));
        assertThat(result.outage()).isEqualTo(Duration.ofMillis(167));
        assertThat(result.kinds()).isEqualTo(Map.of("timeout", 4L));
        assertThat(result.violations())
                .singleElement()
                .asString()
                .startsWith("SIGTERM of the gateway of vip4j, each 100 ms at 2026-01-01T00:00:00Z: 2 failed requests"
                        + " outside of the 115 ms after 2026-01-01T00:00:00.100Z");
    }

    @Test
    void aKilledGatewayAnswersNobodyFromThenOn() {
        assertThat(result(Product.VIP4J, GatewayMove.SIGKILL, -50, 0, 215).violations())
                .isEmpty();
        assertThat(result(Product.VIP4J, GatewayMove.SIGKILL, -51).violations()).hasSize(1);
    }

    @Test
    void anotherProductHasPromisedNothing() {
        assertThat(result(Product.KEEPALIVED, GatewayMove.SIGTERM, 900).violations())
                .isEmpty();
    }

    @Test
    void tableHasOneLineForEachMoveAndPair() {
        List<String> lines = new GatewayTable(List.of(
                        result(Product.VIP4J, GatewayMove.SIGTERM, 100, 160),
                        result(Product.KEEPALIVED, GatewayMove.SIGTERM, 0, 900, 905),
                        result(Product.VIP4J, GatewayMove.SIGTERM)))
                .lines();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(2).split(" {2,}"))
                .containsExactly(
                        "",
                        "SIGTERM of the gateway",
                        "vip4j, each 100 ms",
                        "2",
                        "1 / 2",
                        "0 / 0",
                        "30 / 60 ms",
                        "65 / 65 ms",
                        "timeout 2");
        assertThat(lines.get(3)).contains("keepalived, each 100 ms", "3 / 3", "905 / 905 ms", "timeout 3");
    }

    @Test
    void jsonTellsEachFailureByItsDistanceFromTheMove() {
        assertThat(GatewayJson.of(List.of(result(Product.VIP4J, GatewayMove.SIGTERM, 120))))
                .contains("\"sent\" : 120.0", "\"released\" : 100.0", "\"failedOutside\" : 0", "\"requests\" : 2");
    }

    @Test
    void linesOfTheClientAreRead() {
        assertThat(WebRequest.parse("1767225600.250000 3.125 ok"))
                .isEqualTo(new WebRequest(START.plusMillis(250), Duration.ofNanos(3_125_000), "ok"));
        assertThat(WebRequest.parse("1767225600.250000 3.125 status-503").isFailed())
                .isTrue();
    }
}
