/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** vipd as a user other than root, with ambient capabilities and without, and what its doctor says about a host. */
@LabTest(vipd = true, servers = "setpriv")
@Execution(ExecutionMode.CONCURRENT)
class UnprivilegedTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NOBODY = "65534";

    private Lab lab;
    private LabHost host;
    private Path home;

    @BeforeEach
    void build() throws IOException {
        lab = Lab.open();
        host = lab.join("node-a", "198.51.100.1");
        home = Files.createTempDirectory("vip4j-unprivileged");
        copyForEverybody(VipdLauncher.find().resolveSibling("target"));
        Path file = home.resolve("vipd.conf");
        Files.writeString(file, RouterSettings.v3(100, Duration.ofSeconds(1)).keepalivedConf("node-a"));
        open(home, file);
    }

    @AfterEach
    void takeDown() throws IOException {
        lab.close();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The source tree may be where only root can read. */
    private void copyForEverybody(Path built) throws IOException {
        Path libraries = Files.createDirectories(home.resolve("target/lib"));
        open(home.resolve("target"), libraries, copy(built.resolveSibling("vipd"), home.resolve("vipd")));
        open(copy(built.resolve("vipd.jar"), home.resolve("target/vipd.jar")));
        try (Stream<Path> jars = Files.list(built.resolve("lib"))) {
            for (Path jar : jars.toList()) {
                open(copy(jar, libraries.resolve(jar.getFileName())));
            }
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        return Files.copy(from, to);
    }

    private static void open(Path... files) throws IOException {
        for (Path file : files) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** {@code vipd} as nobody, with these capabilities. */
    private List<String> vipd(String capabilities, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "setpriv",
                "--reuid",
                NOBODY,
                "--regid",
                NOBODY,
                "--clear-groups",
                "--inh-caps=" + capabilities,
                "--ambient-caps=" + capabilities,
                home.resolve("vipd").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-f", home.resolve("vipd.conf").toString()));
        return command;
    }

    @Test
    void twoAmbientCapabilitiesAreEnoughToHoldAnAddress() throws IOException {
        ChildProcess vipd = host.start(
                "vipd",
                vipd("-all,+net_raw,+net_admin", "run"),
                Map.of(),
                StreamReader.lines(line -> {}),
                StreamReader.lines(line -> {}));
        Deadline limit = Deadline.after(LIMIT);
        while (!host.holds(RouterSettings.ADDRESS)) {
            assertThat(limit.isOver() || !vipd.isAlive())
                    .as("waiting for the address")
                    .isFalse();
            Deadline.pause();
        }
        assertThat(Files.readAllLines(Path.of("/proc/" + vipd.pid() + "/status")))
                .anyMatch(line -> line.matches("Uid:\\s+65534\\s+65534.*"))
                .contains("CapEff:\t0000000000003000", "CapPrm:\t0000000000003000");

        vipd.signal("TERM");
        assertThat(vipd.awaitExit(LIMIT)).hasValue(0);
        assertThat(host.holds(RouterSettings.ADDRESS)).isFalse();
    }

    @Test
    void theDoctorNamesEachCapabilityThatIsMissing() throws IOException {
        assertThat(missing("-all,+net_raw,+net_admin")).isEmpty();
        assertThat(missing("-all,+net_raw")).containsExactly("CAP_NET_ADMIN");
        assertThat(missing("-all,+net_admin")).containsExactly("CAP_NET_RAW");
        assertThat(missing("-all")).containsExactly("CAP_NET_RAW", "CAP_NET_ADMIN");
    }

    private List<String> missing(String capabilities) throws IOException {
        List<String> names = new ArrayList<>();
        Diagnosis diagnosis = examine(vipd(capabilities, "doctor", "--json"));
        for (JsonNode finding : diagnosis.findings()) {
            if (finding.path("rule").asText().equals("capability-missing")) {
                names.add(finding.path("seen").asText().split(" ", -1)[0]);
            }
        }
        assertThat(diagnosis.exitCode()).isEqualTo(names.isEmpty() ? 0 : 2);
        return names;
    }

    @Test
    void theDoctorFindsWhatIsWrongWithARealHost() throws IOException {
        String[] doctor = {
            home.resolve("vipd").toString(),
            "doctor",
            "--json",
            "-f",
            home.resolve("vipd.conf").toString()
        };
        Diagnosis fit = examine(List.of(doctor));
        assertThat(fit.severities()).doesNotContainValue("error");
        assertThat(fit.exitCode()).isZero();

        host.setKernelParameter("net/ipv4/conf/eth0/arp_ignore", "8");
        host.setKernelParameter("net/ipv4/conf/all/rp_filter", "1");
        host.setKernelParameter("net/ipv4/conf/all/promote_secondaries", "0");
        host.setKernelParameter("net/ipv4/conf/eth0/promote_secondaries", "0");
        host.exec("ip", "link", "set", "eth0", "multicast", "off");
        host.exec("ip", "address", "add", RouterSettings.ADDRESS + "/24", "dev", "eth0");
        host.exec("ip", "link", "add", "side0", "type", "veth", "peer", "name", "side1");
        host.exec("ip", "address", "add", "198.51.100.7/24", "dev", "side0");
        host.cutCable();

        Diagnosis sick = examine(List.of(doctor));
        assertThat(sick.severities())
                .containsAllEntriesOf(Map.of(
                        "arp-ignore", "error",
                        "no-multicast", "error",
                        "no-carrier", "error",
                        "address-present", "warning",
                        "rp-filter", "warning",
                        "promote-secondaries", "warning"));
        assertThat(sick.exitCode()).isEqualTo(2);

        host.setInterfaceDown();
        assertThat(examine(List.of(doctor)).severities()).containsEntry("interface-down", "error");
    }

    /** What the doctor said. */
    private record Diagnosis(int exitCode, JsonNode findings) {

        private Map<String, String> severities() {
            Map<String, String> severities = new TreeMap<>();
            findings.forEach(finding -> severities.put(
                    finding.path("rule").asText(), finding.path("severity").asText()));
            return severities;
        }
    }

    private Diagnosis examine(List<String> command) throws IOException {
        Path answer = lab.directory().resolve("diagnosis.json");
        // The shell opens the file before the process is somebody else.
        List<String> redirected = new ArrayList<>(List.of("sh", "-c", "exec \"$0\" \"$@\" > " + answer));
        redirected.addAll(command);
        ChildProcess doctor = host.start(
                "doctor", redirected, Map.of(), StreamReader.lines(line -> {}), StreamReader.lines(line -> {}));
        int exitCode = doctor.awaitExit(LIMIT).orElseThrow();
        return new Diagnosis(
                exitCode, new JsonMapper().readTree(Files.readString(answer)).path("findings"));
    }
}
