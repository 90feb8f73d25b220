/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.health.HealthCheck;
import io.vip4j.vrrp.ConfigurationException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real programs, the bad ones too. After each test nothing of them may be left. */
@Timeout(60)
class CommandProbeTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    /** Marks the processes of this test among all others of the host: the seconds that they sleep. */
    private final String marker = "7" + ProcessHandle.current().pid() + "." + System.nanoTime() % 1_000_000;

    private long descriptorsBefore;

    @BeforeEach
    void count() throws IOException {
        // What the JDK opens once and keeps.
        askShell("exit 0");
        awaitThread();
        descriptorsBefore = descriptors();
    }

    @AfterEach
    void nothingIsLeft() {
        marked().forEach(ProcessHandle::destroyForcibly);
        eventually(() -> {
            assertThat(ProcessHandle.current().children()).isEmpty();
            assertThat(descriptors()).isEqualTo(descriptorsBefore);
        });
        awaitThread();
    }

    @Test
    void exitCodeZeroIsHealthy() {
        assertThat(askShell("echo all right; echo more")).isEqualTo(Probe.Result.healthy("exit code 0: all right"));
        assertThat(ask(LONG, "true")).isEqualTo(Probe.Result.healthy("exit code 0"));
    }

    @Test
    void otherExitCodesFailWithTheFirstLineOfEitherOutput() {
        assertThat(askShell("echo; echo no backend >&2; echo more; exit 3"))
                .isEqualTo(Probe.Result.unhealthy("exit code 3: no backend"));
    }

    @Test
    void signalIsNamed() {
        assertThat(askShell("kill -9 $$").detail()).isEqualTo("exit code 137 (SIGKILL)");
    }

    @Test
    void firstLineIsCutAndPrintable() {
        assertThat(askShell("printf '\\033[31m\\t%0500d' 7; exit 1").detail())
                .isEqualTo("exit code 1: [31m " + "0".repeat(195) + "...");
        assertThat(askShell("printf '\\377\\n'; exit 1").detail()).isEqualTo("exit code 1: \ufffd");
    }

    @Test
    void hundredMegabytesNeitherBlockTheCommandNorStayInMemory() {
        long before = usedMemory();

        assertThat(askShell("yes | head -c 100000000; exit 4")).isEqualTo(Probe.Result.unhealthy("exit code 4: y"));
        assertThat(ask(LONG, "head", "-c", "100000000", "/dev/zero").healthy()).isTrue();

        assertThat(usedMemory() - before).isLessThan(20_000_000);
    }

    @Test
    void commandThatHangsFailsAtItsTimeoutAndIsKilled() {
        long askedAt = System.nanoTime();

        Probe.Result result = ask(SHORT, "sleep", marker);

        assertThat(Duration.ofNanos(System.nanoTime() - askedAt)).isBetween(SHORT, Duration.ofSeconds(5));
        assertThat(result).isEqualTo(Probe.Result.unhealthy("did not end within 300 ms"));
        awaitNoMarked();
    }

    @Test
    void whatHangsTellsWhatItWroteBefore() {
        assertThat(askShell(SHORT, "echo waiting for the lock; sleep " + marker).detail())
                .isEqualTo("did not end within 300 ms: waiting for the lock");
        awaitNoMarked();
    }

    @Test
    void childrenOfCommandThatHangsAreKilledToo() {
        assertThat(askShell(SHORT, "sleep " + marker + " & sleep " + marker).healthy())
                .isFalse();
        awaitNoMarked();
    }

    @Test
    void commandThatIgnoresSigtermIsKilled() {
        assertThat(askShell(SHORT, "trap '' TERM; sleep " + marker + " & wait; sleep " + marker)
                        .healthy())
                .isFalse();
        awaitNoMarked();
    }

    @Test
    void childThatIgnoresSigtermAndHoldsNothingIsKilledToo() {
        askShell(SHORT, "(trap '' TERM; exec sleep " + marker + ") >/dev/null 2>&1 & sleep " + marker);
        awaitNoMarked();
    }

    @Test
    void floodThatNeverEndsFailsAtItsTimeout() {
        assertThat(ask(SHORT, "yes").detail()).isEqualTo("did not end within 300 ms: y");
    }

    @Test
    void whatIsLeftInTheBackgroundWithTheOutputHoldsNothingUp() {
        long askedAt = System.nanoTime();

        assertThat(askShell("sleep " + marker + " & echo up").detail()).startsWith("exit code 0");

        assertThat(System.nanoTime() - askedAt).isLessThan(TimeUnit.SECONDS.toNanos(5));
        // It goes on: the command may have started a service.
        eventually(() -> assertThat(marked()).hasSize(1));
        eventually(() -> assertThat(descriptors()).isEqualTo(descriptorsBefore));
        awaitThread();
    }

    @Test
    void daemonThatFloodsTheOutputIsNotRead() throws IOException {
        assertThat(askShell("setsid yes " + marker + " & exit 0").healthy()).isTrue();

        // What it writes is thrown away, outside of this process.
        awaitThread();
        assertThat(descriptors()).isEqualTo(descriptorsBefore);
        eventually(() -> assertThat(marked()).hasSize(1));
    }

    @Test
    void programThatLeavesEverMoreBehindCostsNoMoreThanABound() {
        for (int i = 0; i < CommandThread.MAX_LEFT + 4; i++) {
            askShell("sleep " + marker + " &");
        }

        eventually(
                () -> assertThat(ProcessHandle.current().children()).hasSizeLessThanOrEqualTo(CommandThread.MAX_LEFT));
        eventually(() -> assertThat(marked()).hasSize(CommandThread.MAX_LEFT + 4));
    }

    @Test
    void daemonOfCommandThatHangsIsLeftAloneButNothingElse() {
        assertThat(askShell(SHORT, "setsid sleep " + marker + " & sleep " + marker)
                        .healthy())
                .isFalse();
        eventually(() -> assertThat(marked()).hasSize(1));
        awaitThread();
    }

    @Test
    void programThatDoesNotExistIsAFailure() {
        assertThat(ask(LONG, "/nowhere/check").detail())
                .isEqualTo("exit code 127: setsid: failed to execute /nowhere/check: No such file or directory");
    }

    @Test
    void programThatCannotBeStartedIsRefusedBeforehand(@TempDir Path directory) throws IOException {
        Path script = Files.writeString(directory.resolve("check"), "#!/bin/sh\nexit 0\n");
        assertThatThrownBy(() -> HealthCheck.command(script.toString(), "x"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("check command '" + script + " x': program " + script + " is not executable: chmod +x "
                        + script);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        assertThat(HealthCheck.command(script.toString()).source().description())
                .isEqualTo("command " + script);

        assertThat(Command.of("/nowhere/check").obstacle()).contains("program /nowhere/check does not exist");
        assertThat(Command.of("/etc").obstacle()).contains("program /etc must be a file");
        assertThat(Command.of("no-such-program").obstacle().orElseThrow())
                .startsWith("program 'no-such-program' is not in PATH, ");
        assertThat(Command.of("sh").as("no-such-user").obstacle())
                .contains("user 'no-such-user' is not in /etc/passwd: correct its name, or give its group too");
        assertThat(Command.of("sh", "-c", "exit").obstacle()).isEmpty();
    }

    @Test
    void valuesAreChecked() {
        assertThatThrownBy(() -> Command.of()).hasMessage("command must name a program: []");
        assertThatThrownBy(() -> Command.of("a\0b")).hasMessageStartingWith("words of a command must not hold a NUL");
        assertThatThrownBy(() -> Command.of("a").as("-x"))
                .hasMessage("user of a command must be a name or number: '-x'");
        assertThatThrownBy(() -> Command.of("a").with("A=B", "c"))
                .hasMessage("environment of a command must have names without '=' and no NUL character: 'A=B'");
        assertThat(Command.of("/bin/echo", "a b", "").with("PASSWORD", "secret"))
                .hasToString("/bin/echo 'a b' ''");
        assertThat(new CommandProbe(Command.of("true"))).isEqualTo(new CommandProbe(Command.of("true")));
    }

    @Test
    void environmentIsCleanAndSessionItsOwn() {
        Command environment =
                Command.of("sh", "-c", "unset PATH; exec /usr/bin/env").with("NAME", "value");
        assertThat(ask(environment, LONG).detail())
                .isIn("exit code 0: NAME=value", "exit code 0: LC_ALL=C", "exit code 0: PWD=/");
        assertThat(ask(Command.of("sh", "-c", "env | wc -l; exit 1").with("NAME", "value"), LONG)
                        .detail())
                .isEqualTo("exit code 1: 4");
        assertThat(askShell("cat; echo $LC_ALL; pwd; exit 1").detail()).isEqualTo("exit code 1: C");
        assertThat(askShell("cut -d' ' -f5,6 /proc/$$/stat; echo; exit 1").detail())
                .matches("exit code 1: (\\d+) \\1");
    }

    @Test
    void anotherUserRunsItWithItsGroups() {
        Probe.Result result =
                ask(Command.of("sh", "-c", "echo $(id -un) $(id -G)").as("nobody"), LONG);
        if (System.getProperty("user.name").equals("root")) {
            assertThat(result.detail()).matches("exit code 0: nobody \\d+");
        } else {
            assertThat(result.detail()).matches("exit code \\d+: setpriv: .* failed: Operation not permitted");
        }
    }

    @Test
    void nextRunWaitsUntilTheOneBeforeIsGone(@TempDir Path directory) throws IOException {
        // The second one must not see the first one's file.
        Path file = directory.resolve("lock");
        CommandProbe probe = new CommandProbe(Command.of(
                "sh",
                "-c",
                "mkdir " + file + " || exit 9; trap 'sleep 0.05; rmdir " + file + "; exit 1' TERM; sleep 1"));

        CompletableFuture<Probe.Result> first = probe.ask(SHORT).toCompletableFuture();
        CompletableFuture<Probe.Result> second = probe.ask(LONG).toCompletableFuture();
        CompletableFuture<Probe.Result> third = probe.ask(LONG).toCompletableFuture();

        assertThat(first.join().detail()).isEqualTo("did not end within 300 ms");
        assertThat(second.join().detail()).isEqualTo("an earlier run has not ended");
        assertThat(third.join()).isEqualTo(Probe.Result.healthy("exit code 0"));
        Files.delete(file);
        assertThat(probe.ask(LONG).toCompletableFuture().join().healthy()).isTrue();
    }

    @Test
    void cancelledRunIsKilled() {
        CompletableFuture<Probe.Result> answer =
                new CommandProbe(Command.of("sleep", marker)).ask(LONG).toCompletableFuture();
        eventually(() -> assertThat(marked()).hasSize(1));

        answer.cancel(false);

        awaitNoMarked();
    }

    @Test
    void manyAtOnceCostOneThread() {
        List<CompletableFuture<Probe.Result>> answers = IntStream.range(0, 50)
                .mapToObj(i ->
                        new CommandProbe(Command.of("sleep", "0.5")).ask(LONG).toCompletableFuture())
                .toList();

        assertThat(ourThreads()).isEqualTo(1);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.join().healthy()).isTrue());
    }

    private static Probe.Result askShell(String script) {
        return askShell(LONG, script);
    }

    private static Probe.Result askShell(Duration timeout, String script) {
        return ask(timeout, "sh", "-c", script);
    }

    private static Probe.Result ask(Duration timeout, String... words) {
        return ask(Command.of(words), timeout);
    }

    private static Probe.Result ask(Command command, Duration timeout) {
        return new CommandProbe(command).ask(timeout).toCompletableFuture().join();
    }

    private void awaitNoMarked() {
        eventually(() -> assertThat(marked()).isEmpty());
    }

    private List<ProcessHandle> marked() {
        return ProcessHandle.allProcesses()
                .filter(process ->
                        process.info().arguments().stream().flatMap(Stream::of).anyMatch(marker::equals))
                .toList();
    }

    private interface Assertion {
        void check() throws IOException;
    }

    /** Tries again until it holds, for at most ten seconds. */
    private static void eventually(Assertion assertion) {
        long startedAt = System.nanoTime();
        while (true) {
            try {
                assertion.check();
                return;
            } catch (AssertionError | IOException e) {
                if (System.nanoTime() - startedAt > TimeUnit.SECONDS.toNanos(10)) {
                    throw new AssertionError(e);
                }
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
        }
    }

    private static void awaitThread() {
        eventually(() -> assertThat(ourThreads()).isZero());
    }

    private static long ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(CommandThread.NAME))
                .count();
    }

    /** Pipes only: the JDK opens archives of classes when it likes. */
    private static long descriptors() throws IOException {
        long pipes = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).toString().startsWith("pipe:")) {
                    pipes++;
                }
            }
        }
        return pipes;
    }

    private static long usedMemory() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
