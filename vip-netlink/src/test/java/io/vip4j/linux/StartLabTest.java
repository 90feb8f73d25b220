/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.linux.lab.Shell;
import io.vip4j.linux.netlink.NetlinkConnection;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Start, warm-up and end of the platform. */
@LabTest
class StartLabTest {

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");

    @AfterEach
    void closeLab() {
        lab.close();
    }

    /** What the forked JVMs run. */
    static final class Main {

        static final String PRELOADED = "preloaded";

        private Main() {}

        public static void main(String[] arguments) {
            if (Boolean.getBoolean(PRELOADED)) {
                LinuxVipPlatform.preload();
            }
            try (LinuxVipPlatform platform = LinuxVipPlatform.create()) {
                System.out.println("created " + platform.loop().nanoTime());
            } catch (PlatformException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void missingCapabilityIsOneClearSentence(boolean preloaded) {
        String output =
                fork("setpriv", "--bounding-set=-net_raw", "--inh-caps=-net_raw", "env", javaOptions(preloaded, ""));

        assertThat(output.strip())
                .isEqualTo("this process lacks CAP_NET_RAW, which sending VRRP and binding addresses need. Grant them:"
                        + " AmbientCapabilities=CAP_NET_RAW CAP_NET_ADMIN in the systemd unit, --cap-add NET_RAW"
                        + " --cap-add NET_ADMIN for a container, or run as root. VipDoctor (vipd doctor -f FILE) tells"
                        + " which of them is held back where, and what else is in the way");
    }

    @Test
    void bothCapabilitiesAloneAreEnough() {
        String output = fork("setpriv", "--bounding-set=-all,+net_raw,+net_admin", "--inh-caps=-all");

        assertThat(output).startsWith("created ");
    }

    @Test
    void userNamespaceOfARootlessContainerIsEnough() {
        // Netty complains that this namespace has no interface with an address, then all is well.
        assertThat(fork("unshare", "-U", "-r", "-n")).contains("created ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void temporaryDirectoryThatCannotBeUsedIsOneClearSentence(boolean preloaded) {
        String output = fork("env", "-C", "/proc", javaOptions(preloaded, "-Djava.io.tmpdir=/proc"));

        assertThat(output)
                .contains("the native part of jnr-ffi could not be loaded")
                .contains("java.io.tmpdir /proc must be writable and not mounted noexec");
    }

    @Test
    void namespaceThatDoesNotExistIsRefused() {
        assertThatThrownBy(() -> LinuxVipPlatform.createIn(Path.of("/run/netns/no-such-namespace")))
                .isInstanceOf(PlatformException.class)
                .hasMessage("open network namespace /run/netns/no-such-namespace: ENOENT No such file or directory");
        assertThatThrownBy(() -> LinuxVipPlatform.createIn(Path.of("/proc/self/ns/uts")))
                .isInstanceOf(PlatformException.class)
                .hasMessage("setns to network namespace /proc/self/ns/uts: EINVAL Invalid argument");
    }

    @Test
    void warmUpSendsAndChangesNothing() {
        String before = node.run("ip", "-s", "link") + node.run("ip", "addr");
        try (LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file())) {
            LoopCalls.warmUp(platform);
            LoopCalls.warmUp(platform);
        }

        String after = node.run("ip", "addr");
        assertThat(before).endsWith(after);
        assertThat(node.run("cat", "/proc/net/raw", "/proc/net/raw6", "/proc/net/packet")
                        .lines())
                .as("the header lines only")
                .hasSize(3);
    }

    @Test
    void listenersRunInOrderOffTheLoop() throws Exception {
        try (LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file())) {
            List<Integer> order = new ArrayList<>();
            CountDownLatch over = new CountDownLatch(1);
            for (int i = 0; i < 1000; i++) {
                int number = i;
                platform.listenerExecutor().execute(() -> {
                    order.add(number);
                    assertThat(platform.loop().inLoop()).isFalse();
                });
            }
            platform.listenerExecutor().execute(over::countDown);

            assertThat(over.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(order).hasSize(1000).isSorted();
        }
    }

    @Test
    void workBeyondTheBoundIsRefused() throws Exception {
        try (LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file())) {
            CountDownLatch hold = new CountDownLatch(1);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 2000; i++) {
                            platform.workExecutor().execute(() -> awaitQuietly(hold));
                        }
                    })
                    .isInstanceOf(RejectedExecutionException.class);
            hold.countDown();
        }
    }

    @Test
    void netlinkOperationsBeyondTheBoundFail() {
        try (LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file())) {
            CountDownLatch hold = new CountDownLatch(1);
            CompletableFuture<String> held = new CompletableFuture<>();
            // What follows a stage runs on the netlink thread and holds it up; behind 100 others it is not over yet.
            for (int i = 0; i < 100; i++) {
                platform.binder().unbind("eth0", List.of());
            }
            platform.binder().unbind("eth0", List.of()).thenRun(() -> {
                held.complete("held");
                awaitQuietly(hold);
            });
            try {
                assertThat(LoopCalls.await(held)).isEqualTo("held");
                assertThatThrownBy(() -> {
                            for (int i = 0; i <= NetlinkConnection.MAX_WAITING; i++) {
                                platform.binder()
                                        .unbind("eth0", List.of())
                                        .toCompletableFuture()
                                        .getNow(null);
                            }
                        })
                        .hasRootCauseInstanceOf(PlatformException.class)
                        .hasMessageContaining("4096 operations wait already");
            } finally {
                hold.countDown();
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void closeEndsAllThreadsAndRefusesWork() {
        // Many times, because Netty's shutdown has turns in which it does not close sockets.
        for (int round = 0; round < 30; round++) {
            LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file());
            LoopCalls.warmUp(platform);
            for (AddressFamily family : AddressFamily.values()) {
                LoopCalls.call(platform, () -> platform.openChannel("eth0", family, (source, group, ttl, m) -> {}));
            }
            LoopCalls.call(platform, () -> platform.conflicts().watch("eth0", (address, station) -> {}));
            platform.close();

            assertThat(node.run("cat", "/proc/net/raw", "/proc/net/raw6", "/proc/net/packet")
                            .lines())
                    .as("the header lines only, round %s", round)
                    .hasSize(3);
            awaitEndOfThreads();
            assertThatThrownBy(() -> platform.loop().execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
            assertThatThrownBy(() -> platform.listenerExecutor().execute(() -> {}))
                    .isInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void closeFromEachOfItsThreadsIsBounded() {
        for (int thread = 0; thread < 3; thread++) {
            LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file());
            CompletableFuture<String> closed = new CompletableFuture<>();
            Runnable close = () -> {
                platform.close();
                closed.complete("closed");
            };
            switch (thread) {
                case 0 -> platform.loop().execute(close);
                case 1 -> platform.listenerExecutor().execute(close);
                default -> platform.binder().unbind("eth0", List.of()).thenRun(close);
            }

            assertThat(LoopCalls.await(closed)).isEqualTo("closed");
        }
    }

    @Test
    void announcementInAnEmptyNamespaceHasNoInterface() {
        try (LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file())) {
            node.run("ip", "link", "del", "eth0");

            assertThatThrownBy(() -> LoopCalls.run(
                            platform,
                            () -> platform.announcer()
                                    .announce(
                                            "eth1", IpAddress.parse("198.51.100.10"), NeighborAnnouncer.Form.REQUEST)))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("no network interface eth1");
        }
    }

    @Test
    void preloadingLeavesNothingOpen() {
        LinuxVipPlatform.preload();
        awaitEndOfThreads();
        long descriptors = descriptors();
        LinuxVipPlatform.preload();
        awaitEndOfThreads();
        assertThat(descriptors()).isEqualTo(descriptors);
    }

    /** A thread tells that it is done some instructions before it has ended. */
    private static void awaitEndOfThreads() {
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("vip4j-")));
    }

    private static long descriptors() {
        return Objects.requireNonNull(new File("/proc/self/fd").list()).length;
    }

    private static String javaOptions(boolean preloaded, String others) {
        return "JAVA_TOOL_OPTIONS=-D" + Main.PRELOADED + "=" + preloaded + " " + others;
    }

    private String fork(String... wrapper) {
        List<String> command = new ArrayList<>(
                List.of("ip", "netns", "exec", node.file().getFileName().toString()));
        command.addAll(List.of(wrapper));
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        return Shell.tryRun(command).output().replaceAll("(?m)^Picked up .*\n", "");
    }
}
