/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.embedded.TenLines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The example of the README, to the letter, on two hosts. */
@LabTest
@Execution(ExecutionMode.CONCURRENT)
class TenLinesTest {

    private static final String ADDRESS = "198.51.100.222";
    private static final String VRRP_GROUP = "120000E0"; // 224.0.0.18, as the kernel prints it
    private static final Duration LIMIT = Deadline.GENEROUS;

    private final EventLog<String> log = new EventLog<>("what the programs print");

    @Test
    void eachTakesTheRoleInItsTurnAndEnds() {
        try (Lab lab = Lab.open()) {
            LabHost first = hostWithProxy(lab, "node-a", "198.51.100.1");
            LabHost second = hostWithProxy(lab, "node-b", "198.51.100.2");
            OwnershipWatch ownership = OwnershipWatch.start(ADDRESS, List.of(first, second));
            ChildProcess one = start(first);
            // Two that begin in the same millisecond may claim in the same millisecond.
            Deadline joined = Deadline.after(LIMIT);
            while (!first.exec("cat", "/proc/net/igmp").contains(VRRP_GROUP)) {
                assertThat(joined.isOver()).as("still no router; %s", log.all()).isFalse();
                Deadline.pause();
            }
            ChildProcess other = start(second);

            assertThat(one.awaitExit(LIMIT)).as("%s", log.all()).hasValue(0);
            assertThat(other.awaitExit(LIMIT)).as("%s", log.all()).hasValue(0);
            List<OwnershipChange> changes = ownership.changes().all();
            assertThat(changes.stream().filter(OwnershipChange::held).map(OwnershipChange::host))
                    .as("%s", changes)
                    .contains("node-a", "node-b");
            assertThat(ownership.timeline().holders()).as("%s", changes).isEmpty();
            assertThat(ownership
                            .timeline()
                            .heldByTwo(
                                    changes.get(0).at(),
                                    changes.get(changes.size() - 1).at()))
                    .as("%s", changes)
                    .isZero();
        }
    }

    /** What the check of the example wants to see on port 8066. */
    private LabHost hostWithProxy(Lab lab, String name, String address) {
        LabHost host = lab.join(name, address);
        List<String> backend = Scripts.command(lab, "backend.py", name, "8066");
        EventLog<String> output = new EventLog<>("proxy of " + name);
        host.start("proxy", backend, Map.of(), StreamReader.lines(output::append), StreamReader.lines(log::append));
        output.await("the start of the proxy", 0, "ready"::equals, LIMIT);
        return host;
    }

    private ChildProcess start(LabHost host) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TenLines.class.getName());
        return host.start(
                "TenLines", command, Map.of(), StreamReader.lines(log::append), StreamReader.lines(log::append));
    }
}
