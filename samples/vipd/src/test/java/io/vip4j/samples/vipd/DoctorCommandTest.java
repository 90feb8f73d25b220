/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vip4j.config.HostConfig;
import io.vip4j.linux.doctor.DoctorRule;
import io.vip4j.linux.doctor.Finding;
import io.vip4j.linux.doctor.Finding.Severity;
import io.vip4j.samples.vipd.RunningVipd.Router;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the doctor's command makes of findings; the findings themselves are tested where they are made. */
class DoctorCommandTest {

    private static final Finding ERROR = new Finding(
            Severity.ERROR, DoctorRule.INTERFACE_DOWN, "eth0", "it has no UP flag", "ip link set dev eth0 up");
    private static final Finding WARNING =
            new Finding(Severity.WARNING, DoctorRule.SLOW_CLOCK, "this host", "current_clocksource is hpet", "use tsc");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<HostConfig> examined = new ArrayList<>();

    @Test
    void nothingFoundIsSaidAndIsWell() {
        assertThat(execute(List.of(), file())).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("doctor: nothing found\n");
        assertThat(examined)
                .singleElement()
                .satisfies(wanted -> assertThat(wanted.routers().get(0).name()).isEqualTo("one"));
    }

    @Test
    void warningsAreShownAndAreWell() {
        assertThat(execute(List.of(WARNING), file())).isZero();
        assertThat(out.toString(UTF_8)).isEqualTo("""
                warning: this host [slow-clock]
                  seen: current_clocksource is hpet
                  why:  each look at the clock costs microseconds and leaves user mode; an unstable TSC is often why
                  fix:  use tsc
                doctor: 1 warning
                """);
    }

    @Test
    void whatKeepsARouterFromWorkingIsAnExitCodeOfItsOwn() {
        assertThat(execute(List.of(ERROR, WARNING), file())).isEqualTo(2);
        assertThat(out.toString(UTF_8)).endsWith("doctor: 1 error, 1 warning\n");
    }

    @Test
    void jsonHasEveryField() throws Exception {
        assertThat(execute(List.of(ERROR), file(), "--json")).isEqualTo(2);
        JsonNode document = new JsonMapper().readTree(out.toString(UTF_8));
        assertThat(document).isEqualTo(new JsonMapper().readTree("""
                {"works": false, "findings": [{
                  "severity": "error", "rule": "interface-down", "subject": "eth0", "seen": "it has no UP flag",
                  "why": "a router waits until its interface is up", "fix": "ip link set dev eth0 up"}]}
                """));
    }

    @Test
    void aFileWithErrorsIsNotExamined() {
        Path bad = RunningVipd.write(directory.resolve("bad.conf"), "colour blue\n");
        assertThat(execute(List.of(ERROR), bad)).isEqualTo(1);
        assertThat(err.toString(UTF_8)).endsWith("vipd doctor: nothing examined: " + bad + ": 1 error\n");
        assertThat(examined).isEmpty();
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    private Path file() {
        return RunningVipd.file(directory, new Router("one", 1, 100));
    }

    private int execute(List<Finding> findings, Path file, String... more) {
        Surroundings surroundings = new Surroundings(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                () -> {
                    throw new AssertionError("the doctor needs no platform");
                },
                (signal, action) -> {},
                () -> false,
                Map.of());
        List<String> arguments = new ArrayList<>(List.of("-f", file.toString()));
        arguments.addAll(List.of(more));
        return new CommandLine(new DoctorCommand(surroundings, wanted -> {
                    examined.add(wanted);
                    return findings;
                }))
                .execute(arguments.toArray(String[]::new));
    }
}
