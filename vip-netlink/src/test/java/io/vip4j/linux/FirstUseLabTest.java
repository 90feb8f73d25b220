/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.linux.lab.Shell;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.AdvertisementReceiver;
import io.vip4j.spi.ConflictMonitor;
import io.vip4j.spi.NeighborAnnouncer.Form;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first packets of a platform find everything loaded. */
@LabTest
class FirstUseLabTest {

    private static final String A = "198.51.100.1";
    private static final String B = "198.51.100.2";

    private final Lab lab = new Lab();
    private final Lab.Node nodeA = lab.node(A + "/24");
    private final Lab.Node nodeB = lab.node(B + "/24");

    @AfterEach
    void close() {
        lab.close();
    }

    @Test
    void warmUpLeavesNoClassToLoad() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String output = Shell.run(
                java,
                "--enable-native-access=ALL-UNNAMED",
                "-Xlog:class+load:stdout",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                nodeA.file().toString(),
                nodeB.file().toString(),
                nodeA.linkLocal());

        assertThat(output).contains("FIRST USE\n").contains("ALL HEARD\n");
        List<String> loaded = output.substring(output.indexOf("FIRST USE\n"), output.indexOf("ALL HEARD\n"))
                .lines()
                .skip(1)
                .toList();
        assertThat(loaded).isEmpty();
    }

    /** What the forked JVM runs: node A uses each socket once, node B hears it. */
    static final class Main {

        private static final int EXPECTED = 8;

        private Main() {}

        public static void main(String[] arguments) throws InterruptedException {
            Hearing hearing = new Hearing(new CountDownLatch(EXPECTED));
            try (LinuxVipPlatform platformA = LinuxVipPlatform.createIn(Path.of(arguments[0]));
                    LinuxVipPlatform platformB = LinuxVipPlatform.createIn(Path.of(arguments[1]))) {
                LoopCalls.warmUp(platformA);
                LoopCalls.warmUp(platformB);
                for (AddressFamily family : AddressFamily.values()) {
                    LoopCalls.call(platformB, () -> platformB.openChannel("eth0", family, hearing));
                }
                LoopCalls.call(platformB, () -> platformB.conflicts().watch("eth0", hearing));
                Takeover takeover = new Takeover(
                        platformA,
                        LoopCalls.call(platformA, () -> platformA.openChannel("eth0", AddressFamily.IPV4, hearing)),
                        LoopCalls.call(platformA, () -> platformA.openChannel("eth0", AddressFamily.IPV6, hearing)),
                        IpAddress.parse(arguments[2]));
                // The alarm of the warm-up rings meanwhile; and waiting loads classes too.
                assertThatNothingIsHeard(hearing);
                System.out.println("FIRST USE");
                platformA.loop().execute(takeover);
                boolean heard = hearing.missing.await(60, TimeUnit.SECONDS);
                System.out.println(heard ? "ALL HEARD" : "MISSING " + hearing.missing.getCount());
            }
        }

        private static void assertThatNothingIsHeard(Hearing hearing) throws InterruptedException {
            if (hearing.missing.await(500, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("heard before anything was sent");
            }
        }
    }

    private record Hearing(CountDownLatch missing) implements AdvertisementReceiver, ConflictMonitor.Listener {

        @Override
        public void received(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
            missing.countDown();
        }

        @Override
        public void claimed(IpAddress address, String station) {
            missing.countDown();
        }
    }

    /** No lambda of its own, which would load classes. */
    private static final class Takeover implements Runnable {

        private final LinuxVipPlatform platform;
        private final AdvertisementChannel ipv4;
        private final AdvertisementChannel ipv6;
        private final IpAddress linkLocal;
        private final IpAddress own = IpAddress.parse(A);
        private final IpAddress peer = IpAddress.parse(B);
        private final IpAddress vip = IpAddress.parse("198.51.100.10");
        private final IpAddress vip6 = IpAddress.parse("2001:db8::10");
        private final ByteBuffer message = ByteBuffer.allocateDirect(12);

        Takeover(LinuxVipPlatform platform, AdvertisementChannel ipv4, AdvertisementChannel ipv6, IpAddress linkLocal) {
            this.platform = platform;
            this.ipv4 = ipv4;
            this.ipv6 = ipv6;
            this.linkLocal = linkLocal;
        }

        @Override
        public void run() {
            ipv4.send(own, AddressFamily.IPV4.vrrpGroup(), 255, message);
            ipv4.send(own, peer, 64, message);
            ipv6.send(linkLocal, AddressFamily.IPV6.vrrpGroup(), 255, message);
            for (Form form : Form.values()) {
                platform.announcer().announce("eth0", vip, form);
                platform.announcer().announce("eth0", vip6, form);
            }
            // The solicitation is no claim: eight things are heard, not nine.
            platform.announcer().ask("eth0", vip, peer);
            platform.announcer().ask("eth0", vip6, linkLocal);
        }
    }
}
