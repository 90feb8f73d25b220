/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.linux.lab.Shell;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressOptions;
import io.vip4j.vrrp.AddressScope;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.Vrid;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Addresses on a device that ends with its process. */
@LabTest
class ProcessDeviceLabTest {

    private static final VirtualAddress VIP =
            VirtualAddress.parse("198.51.100.10/32").with(AddressOptions.NONE.scope(AddressScope.LINK));
    private static final String DEVICE = "vip4j.0.10";

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");
    private final Lab.Node client = lab.node("198.51.100.2/24");

    @AfterEach
    void closeLab() {
        lab.close();
    }

    /** What the forked JVM runs: holds the address, with a child process of its own, until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            LinuxVipPlatform platform = LinuxVipPlatform.create();
            LoopCalls.await(platform.processDevices().create(DEVICE, "eth0"));
            LoopCalls.await(platform.binder().bind(DEVICE, List.of(VIP), Optional.empty()));
            Process child = new ProcessBuilder("sleep", "50").start();
            System.out.println("held " + child.pid());
            System.in.read();
        }
    }

    @Test
    @Timeout(120)
    void addressIsReachedUntilItsProcessIsKilledAndNotAfterwards() throws Exception {
        Process holder = new ProcessBuilder(
                        "ip",
                        "netns",
                        "exec",
                        node.file().getFileName().toString(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = holder.inputReader()) {
            long child = output.lines()
                    .filter(line -> line.startsWith("held "))
                    .mapToLong(line -> Long.parseLong(line.substring(5)))
                    .findFirst()
                    .orElseThrow();
            try {
                assertThat(ping()).isTrue();
                assertThat(client.run("ip", "neigh", "show", "198.51.100.10")).contains(node.mac());
                assertThat(node.run("ip", "addr", "show", "dev", DEVICE)).contains("198.51.100.10/32");

                holder.destroyForcibly();

                await().atMost(Duration.ofSeconds(10))
                        .until(() -> !node.run("ip", "link").contains(DEVICE));
                assertThat(node.run("ip", "addr")).doesNotContain("198.51.100.10");
                assertThat(ping()).isFalse();
                assertThat(ProcessHandle.of(child).orElseThrow().isAlive())
                        .as("a command that it had started")
                        .isTrue();
            } finally {
                ProcessHandle.of(child).ifPresent(ProcessHandle::destroyForcibly);
            }
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void deviceIsQuietUpAndGoesWithThePlatform() {
        try (LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file())) {
            assertThat(platform.processDevices().problem()).isEmpty();
            assertThat(platform.processDevices().name(new Vrid(10), 0)).isEqualTo(DEVICE);
            assertThat(platform.processDevices().name(new Vrid(255), 10)).hasSizeLessThanOrEqualTo(15);
            create(platform, DEVICE);
            create(platform, DEVICE);

            assertThat(node.run("ip", "-d", "link", "show", "dev", DEVICE))
                    .contains("UP")
                    .contains("qlen 1\n")
                    .contains("addrgenmode none")
                    .contains("tun type tun")
                    .contains("persist off");
            assertThat(node.run("ip", "-6", "addr", "show", "dev", DEVICE)).isEmpty();
            node.run("ip", "link", "set", DEVICE, "down");
            create(platform, DEVICE);
            assertThat(node.run("ip", "link", "show", "dev", DEVICE)).contains(",UP");

            node.run("ip", "link", "del", DEVICE);
            create(platform, DEVICE);
            assertThat(node.run("ip", "link")).contains(DEVICE);
            LoopCalls.await(platform.processDevices().remove(DEVICE));
            LoopCalls.await(platform.processDevices().remove(DEVICE));
            assertThat(node.run("ip", "link")).doesNotContain(DEVICE);
            create(platform, DEVICE);
        }
        assertThat(node.run("ip", "link")).doesNotContain("vip4j");
    }

    @Test
    void settingWithWhichNeighboursWouldGetNoAnswerIsRefusedWithItsRemedy() {
        try (LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file())) {
            for (String value : List.of("1", "2", "8")) {
                node.run("sysctl", "-qw", "net.ipv4.conf.eth0.arp_ignore=" + value);
                assertThatThrownBy(() -> create(platform, DEVICE))
                        .isInstanceOf(PlatformException.class)
                        .hasMessage("arp_ignore of eth0 is " + value + ": it answers ARP only for addresses of its own,"
                                + " and those that end with the process are on a device; sysctl -w"
                                + " net.ipv4.conf.eth0.arp_ignore=0, or binding INTERFACE");
            }
            node.run("sysctl", "-qw", "net.ipv4.conf.eth0.arp_ignore=0", "net.ipv4.conf.all.arp_ignore=1");
            assertThatThrownBy(() -> create(platform, DEVICE))
                    .hasMessageContaining("sysctl -w net.ipv4.conf.all.arp_ignore=0, or");
            assertThatThrownBy(() -> LoopCalls.await(platform.processDevices().create(DEVICE, "eth7")))
                    .hasMessage("no network interface eth7 that neighbours could ask on");
            assertThat(node.run("ip", "link")).doesNotContain(DEVICE);
        }
    }

    @Test
    void settingsThatDoNoHarm() {
        try (LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file())) {
            create(platform, DEVICE);
            LoopCalls.await(platform.binder().bind(DEVICE, List.of(VIP), Optional.empty()));
            for (String setting : List.of(
                    "all.rp_filter=1",
                    "eth0.rp_filter=1",
                    "vip4j/0/10.rp_filter=1",
                    "eth0.arp_filter=1",
                    "eth0.arp_announce=2",
                    "all.arp_ignore=3")) {
                node.run("sysctl", "-qw", "net.ipv4.conf." + setting);
                client.run("ip", "neigh", "flush", "all");
                assertThat(ping()).as(setting).isTrue();
            }
            assertThat(node.run("ip", "route", "get", "198.51.100.2")).contains("src 198.51.100.1");
            assertThat(node.run("ip", "route")).doesNotContain(DEVICE);
        }
    }

    @Test
    void deviceOfTheNameThatIsNotOursIsRefusedAndStays() {
        node.run("ip", "tuntap", "add", "dev", DEVICE, "mode", "tun");
        try (LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file())) {
            assertThatThrownBy(() -> create(platform, DEVICE))
                    .isInstanceOf(PlatformException.class)
                    .hasMessage(
                            "ioctl TUNSETIFF vip4j.0.10: EBUSY Device or resource busy (there is a device of this name"
                                    + " that is not of this process: remove it)");
        }
        assertThat(node.run("ip", "link")).contains(DEVICE);
    }

    private static void create(LinuxVipPlatform platform, String name) {
        LoopCalls.await(platform.processDevices().create(name, "eth0"));
    }

    private boolean ping() {
        return Shell.tryRun(List.of(
                                "ip",
                                "netns",
                                "exec",
                                client.file().getFileName().toString(),
                                "ping",
                                "-c",
                                "3",
                                "-i",
                                "0.2",
                                "-W",
                                "2",
                                "198.51.100.10"))
                        .status()
                == 0;
    }
}
