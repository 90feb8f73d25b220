/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.driver.RecordingPlatform;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.ProcessQuery;
import io.vip4j.health.ProcessQuery.Selector;
import io.vip4j.health.Reading;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes of a process file system that the test writes, in virtual time; and real ones. */
class ProcessCheckTest {

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final RecordingPlatform platform =
            new RecordingPlatform(lan.node("a").platform(), word -> {}, RecordingPlatform.Fault.NONE);
    private final Map<Long, Runnable> watched = new TreeMap<>();
    private final List<String> reports = new ArrayList<>();

    @TempDir
    private Path proc;

    private ProcessCheck start(ProcessQuery query, boolean canWatch) {
        platform.processes((pid, ended) -> {
            if (!canWatch) {
                throw new PlatformException("not here");
            }
            watched.put(pid, ended);
            return () -> watched.remove(pid);
        });
        ProcessCheck check = new ProcessCheck(
                query,
                new ProcessFinder(proc),
                false,
                new ProbePace(HealthCheck.process(query).pace(), () -> 1),
                platform,
                new CheckReport() {
                    @Override
                    public void answered(Answer answer, Reading reading, String detail) {
                        note(reading, detail);
                    }

                    @Override
                    public void counts(Reading reading, String detail) {
                        note(reading, detail);
                    }
                });
        platform.loop().execute(check::start);
        return check;
    }

    private void note(Reading reading, String detail) {
        String report = (reading.up() ? "+ " : "- ") + detail;
        if (reports.isEmpty() || !reports.get(reports.size() - 1).endsWith(report)) {
            reports.add(lan.nanoTime() / 1_000_000 + " " + report);
        }
    }

    private void run(long millis) {
        lan.run(Duration.ofMillis(millis));
    }

    private void process(long pid, String state, String... commandLine) throws IOException {
        Path own = Files.createDirectories(proc.resolve(Long.toString(pid)));
        Files.writeString(
                own.resolve("cmdline"), String.join("\0", commandLine) + (commandLine.length > 0 ? "\0" : ""));
        Files.writeString(own.resolve("stat"), pid + " (a ) b) " + state + " 1 1");
    }

    private void vanish(long pid) throws IOException {
        Path own = proc.resolve(Long.toString(pid));
        Files.delete(own.resolve("cmdline"));
        Files.delete(own.resolve("stat"));
        Files.delete(own);
    }

    private void end(long pid) throws IOException {
        vanish(pid);
        Runnable ended = Objects.requireNonNull(watched.get(pid));
        platform.loop().execute(ended);
    }

    private static ProcessQuery haproxy() {
        return ProcessQuery.of(new Selector.CommandLine("haproxy", List.of(), false));
    }

    @Test
    void deathIsSeenInTheSameTurnAndANewProcessAtTheInterval() throws IOException {
        process(10, "S", "/usr/sbin/haproxy", "-f", "x");
        start(haproxy(), true);
        run(300);
        end(10);
        assertThat(watched).isEmpty();
        run(500);
        process(11, "S", "haproxy");
        run(200);
        assertThat(reports).containsExactly("0 + UP", "300 - DOWN: process 10 has ended", "1000 + UP");
        assertThat(watched).containsOnlyKeys(11L);
    }

    @Test
    void withoutAMonitorDeathIsSeenAtTheInterval() throws IOException {
        process(10, "S", "haproxy");
        start(haproxy(), false);
        run(300);
        vanish(10);
        run(700);
        assertThat(reports).containsExactly("0 + UP", "1000 - DOWN: no process haproxy runs");
    }

    @Test
    void numberMustBeWithinItsBounds() throws IOException {
        start(new ProcessQuery(new Selector.CommandLine("worker", List.of(), false), 2, 3, Duration.ZERO), true);
        for (long pid = 1; pid <= 4; pid++) {
            process(pid, "S", "worker", Long.toString(pid));
            run(1000);
        }
        end(2);
        end(3);
        end(4);
        assertThat(reports)
                .containsExactly(
                        "0 - DOWN: 0 run, at least 2 must: process worker",
                        "1000 - DOWN: 1 runs, at least 2 must: process worker",
                        "2000 + UP",
                        "4000 - DOWN: 4 run, at most 3 may: process worker",
                        "4000 + UP",
                        "4000 - DOWN: 1 runs, at least 2 must: process worker");
    }

    @Test
    void missingForCountsFromTheDeath() throws IOException {
        process(10, "S", "haproxy");
        start(
                new ProcessQuery(
                        new Selector.CommandLine("haproxy", List.of(), false),
                        1,
                        Integer.MAX_VALUE,
                        Duration.ofMillis(2500)),
                true);
        run(300);
        end(10);
        run(1000);
        process(11, "S", "haproxy");
        run(1000);
        end(11);
        run(5000);
        assertThat(reports)
                .containsExactly(
                        "0 + UP",
                        "300 + UP (process 10 has ended, which counts after 2500 ms)",
                        "1000 + UP (no process haproxy runs, which counts after 2500 ms)",
                        "2000 + UP",
                        "2300 + UP (process 11 has ended, which counts after 2500 ms)",
                        "3000 + UP (no process haproxy runs, which counts after 2500 ms)",
                        "4800 - DOWN: no process haproxy runs");
    }

    @Test
    void forbiddenProcessIsAFailureWhileItRuns() throws IOException {
        start(new ProcessQuery(new Selector.CommandLine("fsck", List.of(), false), 0, 0, Duration.ZERO), true);
        process(5, "S", "fsck", "/dev/sda");
        run(1000);
        end(5);
        assertThat(reports).containsExactly("0 + UP", "1000 - DOWN: 1 run, at most 0 may: process fsck", "1000 + UP");
    }

    @Test
    void pidFileNamesTheProcess() throws IOException {
        Path file = proc.resolve("app.pid");
        start(ProcessQuery.of(new Selector.PidFile(file)), true);
        run(1000);
        Files.writeString(file, "none\n");
        run(1000);
        Files.writeString(file, " 77\n");
        run(1000);
        process(77, "S", "app");
        run(1000);
        end(77);
        process(78, "Z");
        Files.writeString(file, "78\n");
        run(1000);
        process(78, "R", "app");
        run(1000);
        assertThat(reports)
                .containsExactly(
                        "0 - DOWN: " + file + " does not exist",
                        "2000 - DOWN: " + file + " holds no process number",
                        "3000 - DOWN: process 77 of " + file + " does not run",
                        "4000 + UP",
                        "4000 - DOWN: process 77 has ended",
                        "5000 - DOWN: process 78 of " + file + " does not run",
                        "6000 + UP");
    }

    @Test
    void listThatHangsIsAFailureUnlessEachProcessIsWatched() throws IOException {
        Queue<Runnable> threads = new ArrayDeque<>();
        process(10, "S", "haproxy");
        start(haproxy(), true);
        platform.workExecutor(threads::add);
        run(5000);
        assertThat(reports).as("its end would be heard").containsExactly("0 + UP");
        assertThat(threads).as("one thread").hasSize(1);
        end(10);
        assertThat(reports).last().isEqualTo("5000 - DOWN: process 10 has ended");
        reports.clear();
        threads.remove().run();
        run(1);
        assertThat(threads).as("it goes on when the thread is back").hasSize(1);
        run(1000);
        assertThat(reports).last().isEqualTo("6000 - DOWN: the processes could not be listed within 1000 ms");
    }

    @Test
    void closedCheckLeavesNoWatch() throws IOException {
        process(10, "S", "haproxy");
        ProcessCheck check = start(haproxy(), true);
        Runnable ended = Objects.requireNonNull(watched.get(10L));
        platform.loop().execute(check::close);
        assertThat(watched).isEmpty();
        platform.loop().execute(ended);
        run(3000);
        assertThat(reports).containsExactly("0 + UP");
        assertThat(platform.armedAlarms()).isZero();
    }

    @Test
    void programAndArgumentsAreComparedAsTheySay() {
        Selector.CommandLine name = new Selector.CommandLine("nginx", List.of(), false);
        assertThat(name.matches(List.of("/usr/sbin/nginx", "-g"))).isTrue();
        assertThat(name.matches(List.of("nginx: master process nginx"))).isTrue();
        assertThat(name.matches(List.of("nginx2"))).isFalse();
        assertThat(name.matches(List.of()))
                .as("a thread of the kernel, or one that has ended")
                .isFalse();
        assertThat(new Selector.CommandLine("/opt/nginx", List.of(), false).matches(List.of("/usr/sbin/nginx")))
                .isFalse();
        Selector.CommandLine first = new Selector.CommandLine("java", List.of("-jar", "a.jar"), false);
        assertThat(first.matches(List.of("java", "-jar", "a.jar", "x"))).isTrue();
        assertThat(first.matches(List.of("java", "-jar"))).isFalse();
        Selector.CommandLine exact = new Selector.CommandLine("java", List.of("-jar", "a.jar"), true);
        assertThat(exact.matches(List.of("java", "-jar", "a.jar", "x"))).isFalse();
        assertThat(exact.matches(List.of("/bin/java", "-jar", "a.jar"))).isTrue();
        assertThat(new Selector.CommandLine("java", List.of(), true).matches(List.of("java", "x")))
                .isFalse();
    }

    @Test
    void realProcessIsFoundByNumberAndByCommandLineUntilItEnds() throws Exception {
        Process child = new ProcessBuilder("sleep", "86399.125").start();
        try {
            Path file = Files.writeString(proc.resolve("sleep.pid"), child.pid() + "\n");
            Selector byLine = new Selector.CommandLine("sleep", List.of("86399.125"), true);
            Selector byNumber = new Selector.PidFile(file);
            assertThat(ProcessFinder.OF_THIS_HOST.find(byLine).pids()).containsExactly(child.pid());
            assertThat(ProcessFinder.OF_THIS_HOST.find(byNumber).pids()).containsExactly(child.pid());
            child.destroyForcibly().waitFor();
            assertThat(ProcessFinder.OF_THIS_HOST.find(byLine).pids()).isEmpty();
            assertThat(ProcessFinder.OF_THIS_HOST.find(byNumber).pids()).isEmpty();
        } finally {
            child.destroyForcibly();
        }
    }
}
