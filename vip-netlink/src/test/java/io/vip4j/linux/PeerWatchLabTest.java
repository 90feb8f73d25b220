/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.PeerWatch;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Transition;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipState;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.vrrp.AddressFamily;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that is killed, watched by another one. Priority 200 with advertisements each second: Skew_Time is 219 ms. */
@LabTest
class PeerWatchLabTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    private final Lab lab = new Lab();
    private final Lab.Node first = lab.node("198.51.100.1/24");
    private final Lab.Node second = lab.node("198.51.100.2/24");
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    Path directory;

    @AfterEach
    void close() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly();
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        }
        lab.close();
    }

    /** What the forked JVM runs: an Active router until it is killed. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) throws InterruptedException {
            try (VipHost host = VipHost.open(LinuxVipPlatform.create())) {
                host.start(config(250, Boolean.parseBoolean(arguments[0])));
                Thread.sleep(Duration.ofMinutes(5).toMillis());
            }
        }
    }

    private static VirtualRouterConfig config(int priority, boolean withAddress) {
        VirtualRouterConfig.Builder builder = VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .family(AddressFamily.IPV4)
                .priority(priority)
                .peerWatch(PeerWatch.onDefaultPort());
        if (withAddress) {
            builder.address("198.51.100.222/24");
        }
        return builder.build();
    }

    private Process fork(Lab.Node where, List<String> command) throws IOException {
        List<String> all = new ArrayList<>(
                List.of("ip", "netns", "exec", where.file().getFileName().toString()));
        all.addAll(command);
        Process process = new ProcessBuilder(all)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output-" + processes.size()).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private Process forkRouter(boolean withAddress) throws IOException {
        return fork(
                first,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        Boolean.toString(withAddress)));
    }

    private void kill(boolean withAddress, Duration limit) throws IOException {
        LinuxVipPlatform.createIn(second.file()).close(); // What a first use opens once for all is no leak.
        long before = sockets();
        try (VipHost host = VipHost.open(LinuxVipPlatform.createIn(second.file()))) {
            VipElector backup = host.start(config(200, withAddress));
            Process active = forkRouter(withAddress);
            await().atMost(LONG).until(() -> backup.status().activeWatched());

            long killedAt = System.nanoTime();
            active.destroyForcibly();
            await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(() -> backup.state() == VipState.ACTIVE);
            Duration took = Duration.ofNanos(System.nanoTime() - killedAt);

            List<Transition> transitions = backup.status().transitions();
            System.out.println("SIGKILL to ACTIVE: " + took.toMillis() + " ms, "
                    + transitions.get(transitions.size() - 1).cause());
            assertThat(transitions.get(transitions.size() - 1).cause().trigger())
                    .isEqualTo(Trigger.PEER_DIED);
            assertThat(took).isLessThan(limit);
        }
        await().atMost(LONG).until(() -> sockets() <= before);
    }

    @Test
    void deadProcessIsFollowedLongBeforeItsAdvertisementsAreMissed() throws IOException {
        kill(false, Duration.ofSeconds(2));
    }

    @Test
    void addressThatOutlivesTheProcessIsWaitedFor() throws IOException {
        kill(true, Duration.ofSeconds(10));
        assertThat(first.addresses()).doesNotContain("198.51.100.222");
    }

    /** How many sockets this JVM has. */
    private static long sockets() {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors.filter(PeerWatchLabTest::isSocket).count();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException e) {
            return false; // It is the one that lists them.
        }
    }

    @Test
    void keepalivedDoesNotMind() throws IOException {
        Path file = directory.resolve("keepalived.conf");
        Files.writeString(file, """
                vrrp_instance web {
                    state BACKUP
                    version 3
                    interface eth0
                    virtual_router_id 10
                    priority 250
                    advert_int 1
                    virtual_ipaddress {
                        198.51.100.222/24
                    }
                }
                """);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        fork(
                first,
                List.of(
                        "keepalived",
                        "-n",
                        "-l",
                        "-P",
                        "-f",
                        file.toString(),
                        "-p",
                        directory.resolve("pid").toString(),
                        "-r",
                        directory.resolve("vrrp-pid").toString()));
        Path log = directory.resolve("output-0");
        await().atMost(LONG).until(() -> Files.readString(log).contains("Entering MASTER STATE"));
        String before = Files.readString(log);
        try (VipHost host = VipHost.open(LinuxVipPlatform.createIn(second.file()))) {
            VipElector backup = host.start(config(200, true));
            await().atMost(LONG).until(() -> backup.status().advertsReceived() >= 5);
            assertThat(backup.state()).isEqualTo(VipState.BACKUP);
            assertThat(backup.status().activeWatched()).isFalse();
            assertThat(backup.status().anomalies()).isEmpty();
        }
        assertThat(Files.readString(log)).isEqualTo(before);
    }
}
