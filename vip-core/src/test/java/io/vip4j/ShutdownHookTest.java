/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipState;
import io.vip4j.simulation.SimulatedLan;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A JVM that ends in good order closes its hosts first. */
@Timeout(120)
class ShutdownHookTest {

    @Test
    void aJvmThatEndsReleasesItsAddresses() throws Exception {
        Process child = new ProcessBuilder(List.of(
                        System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Leaving.class.getName()))
                .redirectErrorStream(true)
                .start();
        String told = new String(child.getInputStream().readAllBytes(), UTF_8);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).as(told).isEqualTo(7);
        assertThat(told.lines().filter(line -> line.startsWith("> "))).containsExactly("> ACTIVE", "> INITIALIZE");
    }

    @Test
    void aHostThatIsClosedIsForgotten() {
        VipHost host = VipHost.open(SimulatedLan.virtualTime(1).node("a").platform());
        assertThat(host.closeAtShutdown().closeAtShutdown()).isSameAs(host);
        host.close();
        host.close();
        assertThat(host.closeAtShutdown()).isSameAs(host);
    }

    /** The program of the child: a host that nobody closes. */
    static final class Leaving {

        private Leaving() {}

        public static void main(String[] arguments) {
            VipHost host =
                    VipHost.open(SimulatedLan.realTime().node("a").platform()).closeAtShutdown();
            VipElector vip = host.start(VirtualRouterConfig.builder("web")
                    .networkInterface("eth0")
                    .vrid(10)
                    .priority(255)
                    .address("198.51.100.222/24")
                    .build());
            vip.addListener(transition -> {
                if (transition.to() != VipState.BACKUP) {
                    System.out.println("> " + transition.to());
                }
            });
            vip.awaitActive(Duration.ofSeconds(20));
            System.exit(7);
        }
    }
}
