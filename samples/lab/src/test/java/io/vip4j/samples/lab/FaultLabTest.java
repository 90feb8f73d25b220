/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault once, several on one pair; {@code samples/lab/faults} inflicts them as often as wanted. */
@LabTest(
        vipd = true,
        servers = {"nft", "prlimit"})
@Execution(ExecutionMode.CONCURRENT)
class FaultLabTest {

    /** Something else compiles on the machine, or four labs run. */
    private static final Duration MARGIN = Duration.ofMillis(1500);

    private static final Duration INTERVAL = Duration.ofMillis(300);
    private static final long SEED = 20;

    static Stream<Arguments> groups() {
        return Stream.of(
                Arguments.of(
                        "processes",
                        List.of(
                                Fault.KILL_OWNER,
                                Fault.KILL_BACKUP,
                                Fault.KILL_DURING_TAKEOVER,
                                Fault.FREEZE_OWNER_BRIEFLY,
                                Fault.FREEZE_OWNER,
                                Fault.FREEZE_BACKUP_BRIEFLY,
                                Fault.FREEZE_BACKUP,
                                Fault.RESTART_BACKUP,
                                Fault.RESTART_OWNER)),
                Arguments.of(
                        "cables and addresses",
                        List.of(
                                Fault.CABLE,
                                Fault.INTERFACE_DOWN,
                                Fault.INTERFACE_REMOVED,
                                Fault.MUTE,
                                Fault.DEAF,
                                Fault.LOSS,
                                Fault.DELETE_ONCE,
                                Fault.DELETE_OFTEN,
                                Fault.FLOOD_OWNER,
                                Fault.FLOOD_BACKUP,
                                Fault.PARTITION)),
                Arguments.of(
                        "applications",
                        List.of(
                                Fault.DESCRIPTORS,
                                Fault.APPLICATION_STALL,
                                Fault.APPLICATION_DEADLOCK,
                                Fault.APPLICATION_MEMORY,
                                Fault.APPLICATION_FILES)),
                Arguments.of(
                        "peers",
                        List.of(
                                Fault.WRONG_INTERVAL,
                                Fault.WRONG_PASSWORD,
                                Fault.WRONG_VERSION,
                                Fault.WRONG_ADDRESSES)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("groups")
    void everyFaultIsOverWithinItsBounds(String name, List<Fault> faults) {
        assertThat(complaints(Variant.LEASE, faults)).isEmpty();
    }

    /** What the lease of whole seconds cannot: no second owner, however quickly the Backup takes over. */
    @Test
    void gatesDevicesAndWatchedProcessesLeaveNoSecondOwner() {
        assertThat(complaints(Variant.GATE, List.of(Fault.KILL_OWNER, Fault.FREEZE_OWNER, Fault.SWITCHOVER)))
                .isEmpty();
        assertThat(complaints(Variant.PROCESS, List.of(Fault.KILL_OWNER, Fault.CABLE)))
                .isEmpty();
        assertThat(complaints(Variant.PEER_WATCH, List.of(Fault.KILL_OWNER, Fault.KILL_BACKUP)))
                .isEmpty();
    }

    private static List<String> complaints(Variant variant, List<Fault> faults) {
        List<String> complaints = new ArrayList<>();
        try (FaultBench bench = new FaultBench(new FaultSetting(variant, INTERVAL, MARGIN))) {
            for (Fault fault : faults) {
                complaints.addAll(bench.inflict(fault, SEED).complaint());
            }
        }
        return complaints;
    }

    /** A cut of what {@code samples/lab/faults --soak 1h} does. */
    @Test
    void threeMinutesOfFaultsLeaveNothingBehind() {
        List<String> progress = new ArrayList<>();
        Soak soak = new Soak(
                new FaultSetting(Variant.LEASE, INTERVAL, MARGIN),
                Duration.ofMinutes(3),
                SEED,
                // Not the processors: the other labs need them.
                Stream.of(Fault.values())
                        .filter(fault -> fault != Fault.PROCESSORS && fault != Fault.IDLE_PROCESSORS)
                        .toList(),
                progress::add);
        soak.run();
        assertThat(soak.reports().stream().flatMap(report -> report.complaint().stream()))
                .as("%s", progress)
                .isEmpty();
        assertThat(soak.leaks()).as("%s", progress).isEmpty();
        assertThat(soak.reports()).hasSizeGreaterThan(5);
    }
}
