/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.health.CheckSource;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.Reading;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.VipPlatform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as they are, in real time. The interval is an hour, so that only the system can tell of a change. */
class FileCheckTest {

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();
    private final SimulatedLan lan = SimulatedLan.realTime();
    private final VipPlatform platform = lan.node("a").platform();
    private final DirectoryWatches directories = new DirectoryWatches(platform.workExecutor());
    private final BlockingQueue<String> words = new LinkedBlockingQueue<>();
    private final List<FileCheck> started = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        platform.loop().execute(() -> started.forEach(FileCheck::close));
        directories.close();
        lan.close();
    }

    private void start(Path file, Duration interval) {
        HealthCheck check =
                HealthCheck.of(new CheckSource.FileValue(file)).every(interval).timeout(Duration.ofSeconds(20));
        FileCheck running =
                new FileCheck(file, new ProbePace(check.pace(), () -> 1), platform, directories, new CheckReport() {
                    @Override
                    public void answered(Answer answer, Reading reading, String detail) {
                        assertThat(reading.up()).isEqualTo(reading.value().orElseThrow() == 0);
                        words.add(reading.value().orElseThrow() + " " + detail);
                    }

                    @Override
                    public void counts(Reading reading, String detail) {
                        throw new AssertionError("files count by what is seen");
                    }
                });
        started.add(running);
        platform.loop().execute(running::start);
    }

    private void watch(Path file) {
        start(file, Duration.ofHours(1));
    }

    private String next() throws InterruptedException {
        String word = words.poll(20, TimeUnit.SECONDS);
        return word == null ? "nothing" : word;
    }

    @Test
    void valueFollowsTheFileThroughItsWholeLife() throws Exception {
        Path file = directory.resolve("weight");
        watch(file);
        assertThat(next()).isEqualTo("0 does not exist, which counts as 0");
        Files.writeString(file, "5\n");
        assertThat(next()).isEqualTo("5 holds 5");
        Files.writeString(file, "-300\n");
        assertThat(next()).as("it was empty for a moment, which does not count").isEqualTo("-300 holds -300");
        Files.writeString(file, "maintenance\n");
        assertThat(next()).isEqualTo("0 holds no whole number, which counts as 0");
        Path fresh = Files.writeString(directory.resolve("weight.new"), "7");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        assertThat(next()).isEqualTo("7 holds 7");
        Files.writeString(file, "");
        assertThat(next()).isEqualTo("0 is empty, which counts as 0");
        Files.writeString(file, "8");
        assertThat(next()).isEqualTo("8 holds 8");
        Files.delete(file);
        assertThat(next()).isEqualTo("0 does not exist, which counts as 0");
        assertThat(words).isEmpty();
    }

    @Test
    void missingDirectoryIsLookedForAtTheInterval() throws Exception {
        Path deeper = directory.resolve("run/app");
        Path file = deeper.resolve("weight");
        start(file, Duration.ofMillis(20));
        assertThat(next()).isEqualTo("0 does not exist, which counts as 0");
        Files.createDirectories(deeper);
        Files.writeString(file, "1");
        assertThat(next()).isEqualTo("1 holds 1");
        Files.delete(file);
        Files.delete(deeper);
        assertThat(next()).isEqualTo("0 does not exist, which counts as 0");
        Files.createDirectory(deeper);
        Files.writeString(file, "2");
        assertThat(next()).isEqualTo("2 holds 2");
    }

    @Test
    void symbolicLinksAreFollowedToWhereTheFileIs() throws Exception {
        Path real = Files.createDirectory(directory.resolve("real"));
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.writeString(real.resolve("number"), "1");
        Files.writeString(other.resolve("number"), "2");
        Path link = Files.createSymbolicLink(directory.resolve("weight"), real.resolve("number"));
        watch(link);
        assertThat(next()).isEqualTo("1 holds 1");
        Files.writeString(real.resolve("number"), "11");
        assertThat(next()).isEqualTo("11 holds 11");
        Path fresh = Files.createSymbolicLink(directory.resolve("weight.new"), other.resolve("number"));
        Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
        assertThat(next()).isEqualTo("2 holds 2");
        Files.writeString(other.resolve("number"), "22");
        assertThat(next()).isEqualTo("22 holds 22");
        Files.delete(other.resolve("number"));
        assertThat(next()).isEqualTo("0 does not exist, which counts as 0");
    }

    @Test
    void whatIsNoFileCountsAsZeroAndHoldsUpNobody() throws Exception {
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        watch(pipe);
        assertThat(next()).isEqualTo("0 is not a regular file, which counts as 0");
        watch(directory);
        assertThat(next()).isEqualTo("0 is not a regular file, which counts as 0");
    }

    @Test
    void oneThreadServesAllFilesAndEndsWithTheLast() throws Exception {
        for (int i = 0; i < 5; i++) {
            Path own = Files.createDirectory(directory.resolve("d" + i));
            Files.writeString(own.resolve("weight"), Integer.toString(i));
            watch(own.resolve("weight"));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(next()).contains("holds");
        }
        List<Thread> threads = threads();
        assertThat(threads).hasSize(1);
        platform.loop().execute(() -> started.forEach(FileCheck::close));
        threads.get(0).join(20_000);
        assertThat(threads.get(0).isAlive()).isFalse();
    }

    @Test
    void closingTheHostEndsTheThreadToo() throws Exception {
        watch(Files.writeString(directory.resolve("weight"), "3"));
        assertThat(next()).isEqualTo("3 holds 3");
        List<Thread> threads = threads();
        directories.close();
        for (Thread thread : threads) {
            thread.join(20_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    /** Without those of other tests. */
    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("vip4j-files") && !before.contains(thread))
                .toList();
    }
}
