/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final FaultSetting TENTH = new FaultSetting(Variant.LEASE, FaultOptions.TENTH, FaultOptions.MARGIN);
    private static final FaultSetting SECOND =
            new FaultSetting(Variant.LEASE, FaultOptions.SECOND, FaultOptions.MARGIN);
    private static final FaultSetting GATE = new FaultSetting(Variant.GATE, FaultOptions.TENTH, FaultOptions.MARGIN);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static Optional<FaultOptions> parse(String... words) {
        return FaultOptions.parse(List.of(words), 42);
    }

    @Test
    void withoutArgumentsEveryFaultIsInflictedOnVipd() {
        assertThat(parse())
                .contains(new FaultOptions(
                        3,
                        42,
                        List.of(Fault.values()),
                        List.of(Variant.LEASE),
                        List.of(FaultOptions.TENTH),
                        FaultOptions.MARGIN,
                        Duration.ZERO,
                        false,
                        false));
    }

    @Test
    void everyArgumentIsRead() {
        assertThat(parse(("--runs 7 --seed 9 --only cable,loss --product both --variant gate --interval 1s --margin 20"
                                + " --soak 90s --figures --json")
                        .split(" ")))
                .contains(new FaultOptions(
                        7,
                        9,
                        List.of(Fault.CABLE, Fault.LOSS),
                        List.of(Variant.GATE, Variant.KEEPALIVED),
                        List.of(FaultOptions.SECOND),
                        Duration.ofMillis(20),
                        Duration.ofSeconds(90),
                        true,
                        true));
    }

    @Test
    void wrongArgumentsAreRefusedWithTheHelpText() {
        for (String line : List.of(
                "--runs",
                "--runs 0",
                "--runs 10001",
                "--seed -1",
                "--only earthquake",
                "--only cable,",
                "--product frr",
                "--variant hope",
                "--interval 2s",
                "--margin x",
                "--soak 3h",
                "--soak 5",
                "--fast 1")) {
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
            assertThat(Faults.run(List.of(line.split(" ")), stream, stream))
                    .as(line)
                    .isEqualTo(64);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("unknown arguments: " + line, "Usage:");
        }
    }

    @Test
    void namesAreReadAsTheyAreWritten() {
        for (Fault fault : Fault.values()) {
            assertThat(Fault.named(fault.word())).contains(fault);
        }
        for (Variant variant : Variant.values()) {
            assertThat(Variant.named(variant.word())).contains(variant);
        }
    }

    @Test
    void deathAtOneSecondLeavesNoTimeWithTwoOwners() {
        Bounds bounds = SECOND.promises().death();
        assertThat(bounds.twoOwners()).isZero();
        assertThat(bounds.clientGap())
                .isEqualTo(Duration.ofNanos(3_648_437_500L).plusMillis(250));
    }

    @Test
    void leaseOfWholeSecondsIsTooCoarseForTenths() {
        Duration takeover = TENTH.promises().activeDownInterval();
        assertThat(TENTH.promises().death().twoOwners())
                .isEqualTo(Duration.ofMillis(1350).minus(takeover).plus(FaultOptions.MARGIN));
        assertThat(GATE.promises().death().twoAnswer()).isEqualTo(Duration.ofMillis(50));
    }

    private static PhaseResult phase(Bounds bounds, int twoOwnersMillis, String disagreement) {
        return new PhaseResult(
                "SIGKILL",
                bounds,
                START,
                START.plusSeconds(1),
                Duration.ZERO,
                Duration.ofMillis(twoOwnersMillis),
                Duration.ofMillis(300),
                Duration.ZERO,
                Optional.of(Duration.ofMillis(366)),
                disagreement,
                List.of("node-1 ACTIVE -> BACKUP"));
    }

    private static FaultReport report(FaultSetting setting, PhaseResult... phases) {
        return new FaultReport(Fault.KILL_OWNER, setting, 77, List.of(phases), Optional.empty());
    }

    @Test
    void whatIsOverItsBoundIsReportedWithTheWayToSeeItAgain() {
        Bounds none = Bounds.AGREEMENT.two(Duration.ZERO);
        assertThat(report(GATE, phase(none, 0, "")).complaint()).isEmpty();
        assertThat(report(GATE, phase(none, 8, "")).complaint())
                .containsExactly(
                        "  VIOLATED SIGKILL: two owners 8 ms > 0 ms",
                        "    SIGKILL: node-1 ACTIVE -> BACKUP",
                        "    repeat it with: samples/lab/faults --only kill-owner --seed 77 --runs 1 --interval 100ms"
                                + " --product vipd --variant gate");
    }

    @Test
    void disagreementIsAViolationWhateverTheTimes() {
        FaultReport report = report(TENTH, phase(Bounds.AGREEMENT, 0, "nobody has it"));
        assertThat(report.violations()).containsExactly("SIGKILL: no agreement: nobody has it");
        assertThat(report.endedWell()).isFalse();
    }

    @Test
    void anotherProductHasPromisedNothing() {
        FaultSetting other = new FaultSetting(Variant.KEEPALIVED, FaultOptions.TENTH, FaultOptions.MARGIN);
        assertThat(report(other, phase(Bounds.AGREEMENT.two(Duration.ZERO), 8, "both"))
                        .violations())
                .isEmpty();
    }

    @Test
    void tableHasOneLineForEachPhase() {
        Bounds none = Bounds.AGREEMENT.two(Duration.ZERO);
        List<FaultReport> reports = List.of(
                report(TENTH, phase(none, 0, "")),
                report(TENTH, phase(none, 8, "")),
                report(TENTH, phase(none, 4000, "both have it")));
        assertThat(new FaultTable(reports).lines().get(2).split(" {2,}"))
                .containsExactly(
                        "",
                        "SIGKILL of the owner",
                        "SIGKILL",
                        "vipd, lease, each 100 ms",
                        "3",
                        "0 / 0",
                        "8.0 / >4000 (0)",
                        "300 / >300",
                        "0 / 0 (0)",
                        "366 / 366",
                        "2 of 3");
    }
}
