/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.linux.ffi.Privileges;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.ProcessMonitor.Watch;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of real processes. After each test no descriptor of a process is left. */
@Timeout(60)
class PidfdMonitorTest {

    private final EpollLoop loop = EpollLoop.open(new PlatformThreads(Optional.empty()).named("vip4j-loop"));
    private final PidfdMonitor monitor = new PidfdMonitor(loop);
    private final List<Process> started = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger endings = new AtomicInteger();

    @BeforeEach
    void load() {
        Privileges.check();
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        started.forEach(Process::destroyForcibly);
        loop.close();
        assertThat(processDescriptors()).isZero();
    }

    @Test
    void endIsHeardOnceOnTheLoopAndFreesTheDescriptor() throws Exception {
        Process process = sleep();
        watch(process.pid());
        assertThat(processDescriptors()).isEqualTo(1);
        assertThat(ended.await(100, TimeUnit.MILLISECONDS)).isFalse();

        process.destroyForcibly();

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(endings).hasValue(1);
        assertThat(onLoop(PidfdMonitorTest::processDescriptors)).isZero();
    }

    @Test
    void processThatDoesNotExistHasEnded() throws Exception {
        Process process = sleep();
        process.destroyForcibly().waitFor();
        // A later turn, so that the caller has the watch before it hears of the end.
        boolean heardInTheSameTurn = onLoop(() -> {
            monitor.watch(process.pid(), this::heard);
            return endings.get() > 0;
        });

        assertThat(heardInTheSameTurn).isFalse();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void watchOfAProcessThatDoesNotExistCanBeClosedBeforeItIsHeard() throws Exception {
        Process process = sleep();
        process.destroyForcibly().waitFor();
        onLoop(() -> {
            monitor.watch(process.pid(), this::heard).close();
            return true;
        });
        onLoop(() -> true);

        assertThat(endings).hasValue(0);
    }

    @Test
    void closedWatchHearsNothing() throws Exception {
        Process process = sleep();
        Watch watch = watch(process.pid());
        onLoop(() -> {
            watch.close();
            watch.close();
            return true;
        });
        assertThat(processDescriptors()).isZero();

        process.destroyForcibly().waitFor();
        onLoop(() -> true);

        assertThat(endings).hasValue(0);
    }

    @Test
    void childOfAnotherProcessIsHeardWhileItsParentHasNotAskedForIt() throws Exception {
        // The shell becomes a sleep, which never asks for the child that it has.
        Process parent = start("sh", "-c", "sleep 1000 & echo $!; exec sleep 1000");
        long child = firstNumber(parent);
        watch(child);
        ProcessHandle.of(child).orElseThrow().destroyForcibly();

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(state(child)).isEqualTo("Z");

        // Whoever looks later hears it as well.
        CountDownLatch again = new CountDownLatch(1);
        onLoop(() -> monitor.watch(child, again::countDown));
        assertThat(again.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void thousandWatchesHearTheirProcessesAndNoOther() throws Exception {
        Process first = sleep();
        Process second = sleep();
        CountDownLatch ofFirst = new CountDownLatch(1000);
        AtomicInteger ofSecond = new AtomicInteger();
        onLoop(() -> {
            for (int i = 0; i < 1000; i++) {
                monitor.watch(first.pid(), ofFirst::countDown);
                monitor.watch(second.pid(), ofSecond::incrementAndGet);
            }
            return true;
        });
        assertThat(processDescriptors()).isEqualTo(2000);

        first.destroyForcibly();

        assertThat(ofFirst.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(ofSecond).hasValue(0);
        assertThat(onLoop(PidfdMonitorTest::processDescriptors)).isEqualTo(1000);
    }

    @Test
    void callbackThatThrowsHarmsNoOther() throws Exception {
        Process process = sleep();
        onLoop(() -> monitor.watch(process.pid(), () -> {
            throw new IllegalStateException("thrown by the test");
        }));
        watch(process.pid());

        process.destroyForcibly();

        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatCannotBeWatchedIsRefused() {
        assertThatThrownBy(() -> watch(0))
                .isInstanceOf(PlatformException.class)
                .hasMessage("number of a process must be 1..2147483647: 0");
        // The number of the loop's thread, which is not that of a process.
        assertThatThrownBy(() -> onLoop(() -> monitor.watch(
                        Long.parseLong(Path.of("/proc/thread-self")
                                .toRealPath()
                                .getFileName()
                                .toString()),
                        this::heard)))
                .isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("pidfd_open ")
                .hasMessageEndingWith("(this is the number of a thread: give that of its process)");
    }

    private void heard() {
        assertThat(loop.inLoop()).isTrue();
        endings.incrementAndGet();
        ended.countDown();
    }

    private Watch watch(long pid) throws Exception {
        return onLoop(() -> monitor.watch(pid, this::heard));
    }

    private Process sleep() throws IOException {
        return start("sleep", "1000");
    }

    private Process start(String... words) throws IOException {
        Process process = new ProcessBuilder(words).start();
        started.add(process);
        return process;
    }

    private static long firstNumber(Process process) throws IOException {
        try (BufferedReader reader = process.inputReader(StandardCharsets.US_ASCII)) {
            return Long.parseLong(reader.readLine());
        }
    }

    private static String state(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/stat")).replaceFirst("(?s).*\\) (\\S).*", "$1");
    }

    private static int processDescriptors() throws IOException {
        int number = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).toString().contains("pidfd")) {
                    number++;
                }
            }
        }
        return number;
    }

    private <T> T onLoop(Callable<T> task) throws Exception {
        CompletableFuture<T> result = new CompletableFuture<>();
        loop.execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof PlatformException refused) {
                throw refused;
            }
            throw e;
        }
    }
}
