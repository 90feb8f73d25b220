/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.vipd.RunningVipd.Router;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that end by themselves, as a person calls them. */
class CommandLineTest {

    private final RunningVipd vipd = RunningVipd.withoutPlatform();

    @TempDir
    private Path directory;

    @Test
    void checkSaysThatAGoodFileIsGood() {
        Path file = RunningVipd.file(directory, new Router("one", 1, 100), new Router("two", 2, 100));
        assertThat(vipd.execute("check", file.toString())).isZero();
        assertThat(vipd.out()).isEqualTo(file + ": ok, 2 routers\n");
        assertThat(vipd.err()).isEmpty();
    }

    @Test
    void checkAcceptsWarningsAndNotesAndCountsThem() {
        Path file = RunningVipd.write(directory.resolve("k.conf"), """
                vrrp_instance VI_1 {
                  state MASTER
                  interface eth0
                  virtual_router_id 10
                  priority 100
                  authentication {
                    auth_type PASS
                    auth_pass 123456789
                  }
                  virtual_ipaddress {
                    198.51.100.1/24
                  }
                }
                """);
        assertThat(vipd.execute("check", file.toString())).isZero();
        assertThat(vipd.outLines()).hasSize(3);
        assertThat(vipd.outLines().get(0)).startsWith(file + ":2: note: state MASTER");
        assertThat(vipd.outLines().get(1)).startsWith(file + ":8: warning: auth_pass has 9 octets");
        assertThat(vipd.outLines().get(2)).isEqualTo(file + ": ok, 1 router, 1 warning, 1 note");
    }

    @Test
    void checkNamesLineAndRuleOfEachErrorAndGoesOnWithTheNextFile() {
        Path good = RunningVipd.file(directory, new Router("one", 1, 100));
        Path bad = RunningVipd.write(directory.resolve("bad.conf"), """
                vrrp_instance VI_1 {
                  interface eth0
                  virtual_router_id 300
                  priority 100
                  virtual_ipaddress {
                    198.51.100.300/24
                  }
                  colour blue
                }
                """);
        assertThat(vipd.execute("check", bad.toString(), good.toString())).isEqualTo(1);
        assertThat(vipd.outLines())
                .anyMatch(line -> line.startsWith(bad + ":3: error: ") && line.contains("1..255: 300"))
                .anyMatch(line -> line.startsWith(bad + ":6: error: ") && line.contains("198.51.100.300"))
                .anyMatch(line -> line.startsWith(bad + ":8: error: ") && line.contains("colour"))
                .anyMatch(line -> line.matches(Pattern.quote(bad.toString()) + ": \\d errors"));
        assertThat(vipd.outLines().get(vipd.outLines().size() - 1)).isEqualTo(good + ": ok, 1 router");
    }

    @Test
    void explainPrintsJavaAndNothingElse() {
        Path file = RunningVipd.file(directory, new Router("one", 1, 100), new Router("two", 2, 90));
        assertThat(vipd.execute("explain", "--class", "Web", file.toString())).isZero();
        assertThat(vipd.out())
                .startsWith("import io.vip4j.config.HostConfig;\n")
                .contains("final class Web {", "VirtualRouterConfig.builder(\"one\")", ".priority(90)")
                .doesNotContain(".priority(100)");
        assertThat(vipd.err()).isEmpty();
    }

    @Test
    void explainRefusesAFileWithErrorsAndAWrongName() {
        Path file = RunningVipd.write(directory.resolve("bad.conf"), "colour blue\n");
        assertThat(vipd.execute("explain", file.toString())).isEqualTo(1);
        assertThat(vipd.err()).startsWith(file + ":1: error: ").endsWith("vipd explain: " + file + ": 1 error\n");
        assertThat(vipd.execute("explain", "--class", "a b", file.toString())).isEqualTo(64);
        assertThat(vipd.out()).isEmpty();
    }

    @Test
    void theConfigurationIdDecidesOnConditionalLines() {
        Path file = RunningVipd.file(directory, new Router("one", 1, 100));
        RunningVipd.write(file, read(file) + "@left colour blue\n");
        assertThat(vipd.execute("check", "-i", "right", file.toString())).isZero();
        assertThat(vipd.execute("check", "-i", "left", file.toString())).isEqualTo(1);
        assertThat(vipd.execute("check", "--config-id=left", file.toString())).isEqualTo(1);
    }

    @Test
    void checkAndRunAgreeThatAFileWithoutARouterIsAnError() {
        Path file = RunningVipd.write(directory.resolve("empty.conf"), "global_defs {\n}\n");
        assertThat(vipd.execute("check", file.toString())).isEqualTo(1);
        assertThat(vipd.outLines()).contains(file + ": 1 error");
        assertThat(vipd.execute("run", "-f", file.toString())).isEqualTo(1);
        assertThat(vipd.err()).contains(file + ": error: has no vrrp_instance");
    }

    @Test
    void runRefusesAMissingFileWithoutTouchingTheHost() {
        Path file = directory.resolve("none.conf");
        assertThat(vipd.execute("run", "-f", file.toString())).isEqualTo(1);
        assertThat(vipd.err())
                .isEqualTo(file + ": error: no such file\nvipd run: not started: " + file + ": 1 error\n");
    }

    @Test
    void runPrintsEveryDiagnosticBeforeItRefuses() {
        Path file = RunningVipd.write(directory.resolve("bad.conf"), "vrrp_instance VI_1 {\n  priority 0\n");
        assertThat(vipd.execute("run", "-f", file.toString())).isEqualTo(1);
        assertThat(vipd.err().lines().filter(line -> line.matches(".*/bad\\.conf:[12]: error: .+")))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void runRefusesAnInterfaceThatDoesNotExist() {
        try (SimulatedLan lan = SimulatedLan.realTime()) {
            Path file = RunningVipd.file(directory, new Router("one", 1, 100));
            RunningVipd.write(file, read(file).replace("eth0", "eth7"));
            RunningVipd onLan = new RunningVipd(lan.node("a")::platform);
            assertThat(onLan.execute("run", "-f", file.toString())).isEqualTo(2);
            assertThat(onLan.err()).startsWith("vipd run: ").contains("eth7").hasLineCount(1);
        }
    }

    @Test
    void runSaysInOneLineThatTheHostIsNotFit() {
        Path file = RunningVipd.file(directory, new Router("one", 1, 100));
        RunningVipd elsewhere = new RunningVipd(() -> {
            throw new PlatformException("this process lacks CAP_NET_RAW");
        });
        assertThat(elsewhere.execute("run", "-f", file.toString())).isEqualTo(2);
        assertThat(elsewhere.err()).isEqualTo("vipd run: this process lacks CAP_NET_RAW\n");
    }

    @Test
    void aBugIsOneLineAndNoStackTrace() {
        Path file = RunningVipd.file(directory, new Router("one", 1, 100));
        RunningVipd broken = new RunningVipd(() -> {
            throw new UnsupportedOperationException("oops");
        });
        assertThat(broken.execute("run", "-f", file.toString())).isEqualTo(70);
        assertThat(broken.err())
                .isEqualTo(
                        "vipd run: internal error, please report it: java.lang.UnsupportedOperationException: oops\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "walk",
                "run",
                "run -f",
                "run -f x --events xml",
                "check",
                "plan",
                "doctor",
                "status",
                "status --json",
                "watch",
                "watch --status x --color blue",
                "watch --status x --interval soon"
            })
    void wrongUsageIsExplained(String arguments) {
        assertThat(vipd.execute(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)))
                .isEqualTo(64);
        assertThat(vipd.err()).startsWith("vipd").contains("Usage: vipd");
        assertThat(vipd.out()).isEmpty();
    }

    @Test
    void helpAndVersionGoToStdout() {
        assertThat(vipd.execute("--help")).isZero();
        assertThat(vipd.out()).contains("Usage: vipd", "run", "status", "check", "Exit codes");
        assertThat(vipd.execute("--version")).isZero();
        assertThat(vipd.outLines().get(vipd.outLines().size() - 1)).startsWith("vipd ");
        assertThat(vipd.err()).isEmpty();
    }

    @Test
    void theScriptSaysHowToBuildWhatIsMissing() throws Exception {
        Path script = Files.copy(Path.of("vipd"), directory.resolve("vipd"));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Process process = new ProcessBuilder(script.toString(), "--version")
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                .startsWith("vipd: not built yet")
                .contains("./mvnw -q -DskipTests package");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
