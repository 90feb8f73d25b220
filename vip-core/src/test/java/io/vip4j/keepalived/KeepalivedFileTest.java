/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Command;
import io.vip4j.probe.CommandProbe;
import io.vip4j.vrrp.VrrpVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeepalivedFileTest {

    private static final Path TUTORIAL = Path.of("src/test/resources/keepalived/tutorial.conf");

    @TempDir
    private Path directory;

    @Test
    void theFileOfTheTutorialLoads() {
        KeepalivedConfig config = KeepalivedConfig.load(TUTORIAL);

        assertThat(config.routers())
                .containsExactly(VirtualRouterConfig.builder("VI_1")
                        .networkInterface("ens33")
                        .version(VrrpVersion.V2)
                        .vrid(10)
                        .priority(90)
                        .advertisementInterval(Duration.ofSeconds(1))
                        .password("1234")
                        .address("192.168.2.222/24")
                        .check(
                                "chk_haproxy",
                                HealthCheck.async(new CommandProbe(user(Command.of("etc/check_haproxy.sh"))))
                                        .every(Duration.ofSeconds(4))
                                        .timeout(Duration.ofSeconds(4)),
                                OnFailure.weight(3))
                        .build());
        assertThat(config.diagnostics())
                .contains(
                        new Diagnostic(
                                TUTORIAL.toString(),
                                6,
                                Severity.WARNING,
                                "the path of the script is not absolute and is looked for from the directory /: write"
                                        + " '/etc/check_haproxy.sh' if that is meant, instead of"
                                        + " 'etc/check_haproxy.sh'"),
                        new Diagnostic(
                                TUTORIAL.toString(),
                                12,
                                Severity.NOTE,
                                "state MASTER has no effect: every router starts as Backup and the priority decides"));
        assertThat(config.hasErrors()).isFalse();
        assertThat(config.routerId()).contains("NodeA");
    }

    private static Command user(Command command) {
        return Host.THIS.hasUser().test("keepalived_script") ? command.as("keepalived_script") : command;
    }

    @Test
    void aFileThatIsMissingIsAnError() {
        Path file = directory.resolve("missing.conf");

        assertThat(load(file)).containsExactly(file + ": error: no such file");
        assertThat(KeepalivedConfig.load(file).hasErrors()).isTrue();
    }

    @Test
    void aFileBelowAFileIsAnError() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "").resolve("below");

        assertThat(load(file)).singleElement().asString().startsWith(file + ": error: cannot be read: ");
    }

    @Test
    void aDirectoryIsAnError() {
        assertThat(load(directory)).containsExactly(directory + ": error: is a directory: name the file in it");
    }

    @Test
    void aDeviceIsAnErrorAndIsNotRead() {
        assertThat(load(Path.of("/dev/zero"))).containsExactly("/dev/zero: error: must be a regular file");
    }

    @Test
    void aFileThatIsNotUtf8IsAnErrorWithTheLine() throws IOException {
        Path file = Files.write(directory.resolve("gbk.conf"), new byte[] {'#', '\n', '#', (byte) 0xB5, (byte) 0xE3});

        assertThat(load(file))
                .containsExactly(file + ":2: error: must be UTF-8: convert the file, for example with iconv");
    }

    @Test
    void aFileThatEndsWithinACharacterIsAnError() throws IOException {
        Path file = Files.write(directory.resolve("cut.conf"), new byte[] {'#', (byte) 0xE5, (byte) 0xE3});

        assertThat(load(file)).singleElement().asString().startsWith(file + ":1: error: must be UTF-8");
    }

    @Test
    void theSizeOfAFileIsLimited() throws IOException {
        Path largest =
                Files.writeString(directory.resolve("largest.conf"), "#\n".repeat(KeepalivedConfig.MAX_SIZE / 2));
        Path tooLarge =
                Files.writeString(directory.resolve("large.conf"), "#\n".repeat(KeepalivedConfig.MAX_SIZE / 2) + "\n");

        assertThat(load(largest)).isEmpty();
        assertThat(load(tooLarge)).containsExactly(tooLarge + ": error: must have at most 1048576 octets");
        assertThat(KeepalivedConfig.parse("text", "\n".repeat(KeepalivedConfig.MAX_SIZE + 1))
                        .hasErrors())
                .isTrue();
    }

    @Test
    void theNumberOfDiagnosticsIsLimited() {
        KeepalivedConfig config =
                KeepalivedConfig.parse("a.conf", "global_defs {\n" + "umask 1\n".repeat(250) + "}\nfoo");

        assertThat(config.diagnostics()).hasSize(201);
        assertThat(config.diagnostics().get(200)).hasToString("a.conf: error: 51 further problems not shown");
        assertThat(config.hasErrors()).isTrue();
    }

    @Test
    void deepBlocksNeedNoStack() {
        KeepalivedConfig config = KeepalivedConfig.parse("a.conf", "a {\n".repeat(200_000));

        assertThat(config.diagnostics()).hasSize(201);
        assertThat(config.routers()).isEmpty();
    }

    @Test
    void textOfTheFileCannotSteerATerminalOrFillALog() {
        KeepalivedConfig config = KeepalivedConfig.parse("a.conf", "fo\u202Eo" + "x".repeat(900));

        assertThat(config.diagnostics())
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.message())
                        .startsWith("unknown keyword 'foU+202Eox")
                        .endsWith("...")
                        .hasSizeLessThanOrEqualTo(400));
    }

    @Test
    void windowsLineEndsAreAccepted() throws IOException {
        Path unix = Path.of("src/test/resources/keepalived/supported.conf");
        Path windows = Files.write(
                directory.resolve("windows.conf"),
                Files.readString(unix).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));

        assertThat(KeepalivedConfig.load(windows).routers())
                .isEqualTo(KeepalivedConfig.load(unix).routers())
                .hasSize(3);
    }

    private static List<String> load(Path file) {
        KeepalivedConfig config = KeepalivedConfig.load(file);
        assertThat(config.routers()).isEmpty();
        return config.diagnostics().stream().map(Diagnostic::toString).toList();
    }
}
