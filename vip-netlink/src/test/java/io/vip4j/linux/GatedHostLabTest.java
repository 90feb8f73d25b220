/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vip4j.VipHost;
import io.vip4j.config.AddressLease;
import io.vip4j.config.Gate;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.linux.lab.Shell;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host with a gate and without a lease, as another host sees it when its process stands still or dies. */
@LabTest
class GatedHostLabTest {

    private static final String VIP = "198.51.100.10";

    private final Lab lab = new Lab();
    private final Lab.Node host = lab.node("198.51.100.1/24");
    private final Lab.Node client = lab.node("198.51.100.2/24");
    private Process process;

    @BeforeEach
    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        host.file().toString())
                .redirectErrorStream(true)
                .start();
        assertThat(process.inputReader().lines().anyMatch("ACTIVE"::equals)).isTrue();
        await().until(this::answers);
    }

    @AfterEach
    void close() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        lab.close();
    }

    @Test
    void processThatStandsStillIsSilentUntilItGoesOn() {
        Shell.run("kill", "-STOP", Long.toString(process.pid()));
        await().until(() -> !answers());
        assertThat(host.address(VIP + "/24")).as("it has no lease").isNotEmpty();
        client.run("ip", "neigh", "flush", "dev", "eth0");
        assertThat(answers()).isFalse();

        Shell.run("kill", "-CONT", Long.toString(process.pid()));
        await().until(this::answers);
    }

    @Test
    void processThatIsKilledIsSilentForEver() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        await().until(() -> !answers());
        assertThat(host.address(VIP + "/24")).isNotEmpty();
        assertThat(host.run("nft", "list", "tables")).contains("table inet vip4j-", "table arp vip4j-");
    }

    @Test
    void processThatEndsInGoodOrderLeavesNoTable() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(host.address(VIP + "/24")).isEmpty();
        assertThat(host.run("nft", "list", "tables")).isEmpty();
    }

    private boolean answers() {
        String name = client.file().getFileName().toString();
        return Shell.tryRun(List.of("ip", "netns", "exec", name, "ping", "-n", "-c", "1", "-W", "0.5", VIP))
                        .status()
                == 0;
    }

    /** Holds the address until it is told to end. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) throws InterruptedException {
            VipHost host = VipHost.open(LinuxVipPlatform.createIn(Path.of(arguments[0])));
            Runtime.getRuntime().addShutdownHook(new Thread(host::close));
            boolean active = host.start(VirtualRouterConfig.builder("web")
                            .networkInterface("eth0")
                            .vrid(10)
                            .address(VIP + "/24")
                            .advertisementInterval(Duration.ofMillis(100))
                            .lease(AddressLease.off())
                            .gate(Gate.NFT)
                            .build())
                    .awaitActive(Duration.ofMinutes(2));
            System.out.println(active ? "ACTIVE" : "NOT ACTIVE");
            Thread.currentThread().join();
        }
    }
}
