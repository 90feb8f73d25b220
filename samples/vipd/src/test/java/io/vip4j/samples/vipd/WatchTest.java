/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vip4j.samples.vipd.RunningVipd.Router;
import io.vip4j.simulation.SimulatedLan;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** {@code vipd watch} of a vipd on a LAN in memory, in a real terminal. */
class WatchTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String TERMINAL = "io.vip4j.samples.vipd.PseudoTerminal#isThere";

    private final SimulatedLan lan = SimulatedLan.realTime();

    private RunningVipd vipd = new RunningVipd(lan.node("a")::platform);

    @TempDir
    private Path directory;

    private String socket = "";

    @BeforeEach
    void start() {
        socket = directory.resolve("s").toString();
        run();
        await().atMost(LIMIT).until(() -> {
            RunningVipd client = RunningVipd.withoutPlatform();
            client.execute("status", "--status", socket);
            return client.out().contains("mail");
        });
    }

    private void run() {
        Path file = RunningVipd.file(directory, new Router("web", 10, 100), new Router("mail", 11, 100));
        vipd.start("run", "-f", file.toString(), "--status", socket);
    }

    @AfterEach
    void stop() throws Exception {
        if (vipd.isRunning()) {
            vipd.signal("TERM");
            vipd.exitCode();
        }
        lan.close();
    }

    private void awaitOnScreen(PseudoTerminal terminal, String... words) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(terminal.screen()).contains(words));
    }

    private static void assertRestored(PseudoTerminal terminal) throws Exception {
        assertThat(terminal.modesAfter()).isEqualTo(terminal.modesBefore());
        assertThat(terminal.written()).contains(PseudoTerminal.ENTERED).endsWith(PseudoTerminal.LEFT);
    }

    @Test
    @EnabledIf(TERMINAL)
    void theScreenFollowsTheDaemonUntilSomebodyQuits() throws Exception {
        try (PseudoTerminal terminal = PseudoTerminal.start(directory, "watch", "--status", socket)) {
            awaitOnScreen(terminal, "q quits", "web", "mail", "BACKUP -> ACTIVE", "ACTIVE_DOWN", "LAST 5 min");
            assertThat(terminal.screen().split("\r\n", -1)).hasSizeLessThanOrEqualTo(30);
            assertThat(terminal.written()).contains("\u001b[1;32mACTIVE");

            assertThat(RunningVipd.withoutPlatform()
                            .execute("hold", "--status", socket, "--router", "web", "--reason", "work", "--for", "1m"))
                    .isZero();
            awaitOnScreen(terminal, "ACTIVE -> INITIALIZE", "web: held: work (for another");

            terminal.press("q");
            assertThat(terminal.exitCode()).isZero();
            assertRestored(terminal);
        }
    }

    @Test
    @EnabledIf(TERMINAL)
    void aDaemonThatGoesAwayIsAwaited() throws Exception {
        try (PseudoTerminal terminal =
                PseudoTerminal.start(directory, "watch", "--status", socket, "--router", "mail")) {
            awaitOnScreen(terminal, "mail");
            assertThat(terminal.screen()).doesNotContain("web");
            vipd.signal("TERM");
            assertThat(vipd.exitCode()).isZero();
            awaitOnScreen(terminal, "not answering since", "mail");

            vipd = new RunningVipd(lan.node("a")::platform);
            run();
            await().atMost(LIMIT)
                    .untilAsserted(
                            () -> assertThat(terminal.screen()).contains("mail").doesNotContain("not answering"));

            terminal.vipd().destroy(); // SIGTERM.
            assertThat(terminal.exitCode()).isZero();
            assertRestored(terminal);
        }
    }

    @Test
    @EnabledIf(TERMINAL)
    void controlCQuits() throws Exception {
        try (PseudoTerminal terminal = PseudoTerminal.start(directory, "watch", "--status", socket)) {
            awaitOnScreen(terminal, "q quits");
            terminal.press("\u0003");
            assertThat(terminal.exitCode()).isZero();
            assertRestored(terminal);
        }
    }

    @Test
    void withoutATerminalItSaysWhatToDo() {
        RunningVipd client = RunningVipd.withoutPlatform();
        assertThat(client.execute("watch", "--status", socket)).isEqualTo(64);
        assertThat(client.err())
                .startsWith("vipd watch: this is no terminal: say --once for one picture, or use 'vipd status'");
    }

    @Test
    void onePictureNeedsNoTerminal() {
        RunningVipd client = RunningVipd.withoutPlatform();
        assertThat(client.execute("watch", "--once", "--status", socket, "--router", "web"))
                .isZero();
        assertThat(client.outLines().get(0)).contains("1 router of " + directory.resolve("keepalived.conf"));
        assertThat(client.out()).contains("ROUTER", "LAST 5 min").doesNotContain("\u001b", "mail ");
        assertThat(client.execute("watch", "--once", "--status", socket, "--color", "always"))
                .isZero();
        assertThat(client.out()).contains("\u001b[1mROUTER");
    }

    @Test
    void whatCannotBeWatchedIsRefused() {
        RunningVipd client = RunningVipd.withoutPlatform();
        assertThat(client.execute("watch", "--once", "--status", socket, "--router", "ftp"))
                .isEqualTo(2);
        assertThat(client.err()).isEqualTo("vipd watch: no router ftp; see 'vipd status'\n");
        assertThat(client.execute(
                        "watch", "--once", "--status", directory.resolve("x").toString()))
                .isEqualTo(2);
        assertThat(client.execute("watch", "--once", "--status", socket, "--interval", "99ms"))
                .isEqualTo(64);
        assertThat(client.err()).contains("vipd watch: --interval must be 100ms..1h: 99 ms");
    }
}
