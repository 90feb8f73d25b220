/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.InterfaceMonitor;
import io.vip4j.spi.InterfaceMonitor.InterfaceState;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Events of a real interface. */
@LabTest
class MonitorLabTest {

    private static final IpAddress OWN = IpAddress.parse("198.51.100.1");
    private static final IpAddress OTHER = IpAddress.parse("198.51.100.7");
    private static final VirtualAddress VIP = VirtualAddress.parse("198.51.100.10/24");

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node(OWN + "/24");
    private final LinuxVipPlatform platform = noIpv6().createPlatform();
    private final Recorder recorder = new Recorder();

    /** Link-local addresses of IPv6 come and go by themselves and would make the lists unpredictable. */
    private MonitorLabTest noIpv6() {
        node.run("sysctl", "-qw", "net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.default.disable_ipv6=1");
        return this;
    }

    private LinuxVipPlatform createPlatform() {
        return LinuxVipPlatform.createIn(node.file());
    }

    @AfterEach
    void close() {
        platform.close();
        lab.close();
    }

    @Test
    void currentStateIsToldAtOnce() {
        LoopCalls.run(platform, () -> {
            platform.interfaces().watch("eth0", recorder);
            assertThat(recorder.states).hasSize(1);
            assertThat(recorder.last().exists()).isTrue();
            assertThat(isLike(recorder.last(), true, List.of(OWN))).isTrue();
        });
    }

    @Test
    void cutCableAndMendedCableAreTold() {
        watch();

        node.cut();
        awaitLast(false, List.of(OWN));
        node.mend();
        awaitLast(true, List.of(OWN));
        node.run("ip", "link", "set", "eth0", "down");
        awaitLast(false, List.of(OWN));
    }

    @Test
    void addressesAreToldAsTheyComeAndGo() {
        watch();

        node.run("ip", "addr", "add", OTHER + "/24", "dev", "eth0");
        awaitLast(true, List.of(OWN, OTHER));
        node.run("ip", "addr", "del", OTHER + "/24", "dev", "eth0");
        awaitLast(true, List.of(OWN));
        await().until(() -> recorder.removed.equals(List.of(OTHER)));
    }

    @Test
    void endOfALeaseIsTold() {
        watch();

        LoopCalls.await(platform.binder().bind("eth0", List.of(VIP), Optional.of(Duration.ofSeconds(1))));

        await().until(() -> recorder.removed.equals(List.of(VIP.address())));
    }

    @Test
    void renewalIsNoEvent() {
        Optional<Duration> lease = Optional.of(Duration.ofSeconds(30));
        LoopCalls.await(platform.binder().bind("eth0", List.of(VIP), lease));
        watch();
        awaitLast(true, List.of(OWN, VIP.address()));
        int told = recorder.states.size();

        for (int i = 0; i < 50; i++) {
            LoopCalls.await(platform.binder().renew("eth0", List.of(VIP), lease));
        }
        node.cut();
        awaitLast(false, List.of(OWN, VIP.address()));

        assertThat(recorder.states).hasSize(told + 1);
    }

    @Test
    void newInterfaceOfTheSameNameIsSeenToGoAndToCome() {
        watch();
        AdvertisementChannel channel = LoopCalls.call(
                platform, () -> platform.openChannel("eth0", AddressFamily.IPV4, (source, group, ttl, message) -> {}));

        node.run("ip", "link", "del", "eth0");
        awaitLast(false, List.of());
        await().until(() -> recorder.removed.equals(List.of(OWN)));
        assertThatThrownBy(() -> LoopCalls.run(
                        platform,
                        () -> channel.send(OWN, AddressFamily.IPV4.vrrpGroup(), 255, ByteBuffer.allocateDirect(8))))
                .isInstanceOf(PlatformException.class)
                .hasMessageStartingWith("sendmsg VRRP from 198.51.100.1 to 224.0.0.18 on eth0: E")
                .hasMessageContaining("removed");
        LoopCalls.run(platform, channel::close);
        node.plug();
        awaitLast(true, List.of());

        // The announcer follows to the new index.
        LoopCalls.run(platform, () -> platform.announcer().announce("eth0", OWN, NeighborAnnouncer.Form.REQUEST));
    }

    @Test
    void renamedInterfaceIsGoneUnderItsOldName() {
        watch();

        node.run("ip", "link", "set", "eth0", "name", "lan0");

        awaitLast(false, List.of());
        LoopCalls.run(platform, () -> {
            Recorder renamed = new Recorder();
            platform.interfaces().watch("lan0", renamed).close();
            assertThat(renamed.states).hasSize(1);
        });
    }

    @Test
    void endedWatchHearsNothing() {
        InterfaceMonitor.Watch watch =
                LoopCalls.call(platform, () -> platform.interfaces().watch("eth0", recorder));
        Recorder second = new Recorder();
        LoopCalls.run(platform, () -> platform.interfaces().watch("eth0", second));
        LoopCalls.run(platform, watch::close);
        LoopCalls.run(platform, watch::close);

        node.cut();

        await().until(() -> !second.last().up());
        assertThat(recorder.states).hasSize(1);
    }

    @Test
    void listenerThatFailsHarmsNoOther() {
        LoopCalls.run(
                platform,
                () -> platform.interfaces().watch("eth0", new Recorder() {
                    @Override
                    public void changed(InterfaceState state) {
                        throw new IllegalStateException("thrown by the test");
                    }
                }));
        watch();

        node.cut();

        awaitLast(false, List.of(OWN));
    }

    @Test
    void absentInterfaceIsSeenToCome() {
        LoopCalls.run(platform, () -> platform.interfaces().watch("lan0", recorder));
        assertThat(recorder.states).containsExactly(InterfaceState.absent("lan0"));
        assertThat(LoopCalls.call(platform, () -> platform.interfaces().names()))
                .containsExactly("eth0", "lo");

        node.run("ip", "link", "set", "eth0", "name", "lan0");

        await().until(() -> recorder.last().exists());
        assertThat(recorder.last().addresses()).containsExactly(OWN);
    }

    @Test
    void lostEventsAreMadeUpForByReadingEverythingAgain() throws Exception {
        watch();
        CountDownLatch go = holdLoop();
        flood();
        node.run("ip", "addr", "add", OTHER + "/24", "dev", "eth0");
        node.cut();
        go.countDown();

        awaitLast(false, List.of(OWN, OTHER));
        assertThat(LoopCalls.call(platform, platform::lostEvents)).isPositive();
    }

    @Test
    void whatWasLostIsToldAsItCameAndWent() throws Exception {
        node.run("ip", "addr", "add", OTHER + "/24", "dev", "eth0");
        watch();
        awaitLast(true, List.of(OWN, OTHER));
        int told = recorder.states.size();
        int formerIndex = recorder.last().index();

        CountDownLatch go = holdLoop();
        flood();
        node.run("ip", "link", "del", "eth0");
        node.plug();
        node.run("ip", "addr", "add", OWN + "/24", "dev", "eth0");
        go.countDown();

        awaitLast(true, List.of(OWN));
        assertThat(LoopCalls.call(platform, platform::lostEvents)).isPositive();
        assertThat(recorder.states.get(told)).isEqualTo(InterfaceState.absent("eth0"));
        assertThat(recorder.last().index()).isNotEqualTo(formerIndex).isPositive();
        assertThat(recorder.removed).containsExactly(OWN, OTHER);
    }

    @Test
    void removalOfAnAddressThatWasLostIsTold() throws Exception {
        node.run("ip", "addr", "add", OTHER + "/24", "dev", "eth0");
        watch();
        awaitLast(true, List.of(OWN, OTHER));

        CountDownLatch go = holdLoop();
        flood();
        node.run("ip", "addr", "del", OTHER + "/24", "dev", "eth0");
        go.countDown();

        awaitLast(true, List.of(OWN));
        assertThat(LoopCalls.call(platform, platform::lostEvents)).isPositive();
        assertThat(recorder.removed).containsExactly(OTHER);
    }

    @Test
    void interfaceThatIsMadeAgainBeforeTheLoopLooksIsToldAsAbsentInBetween() throws Exception {
        watch();
        int told = recorder.states.size();
        int formerIndex = recorder.last().index();

        CountDownLatch go = holdLoop();
        node.run("ip", "link", "del", "eth0");
        node.plug();
        go.countDown();

        awaitLast(true, List.of());
        assertThat(LoopCalls.call(platform, platform::lostEvents)).isZero();
        List<InterfaceState> later = recorder.states.subList(told, recorder.states.size());
        int gone = later.indexOf(InterfaceState.absent("eth0"));
        assertThat(gone).isNotNegative();
        assertThat(later.subList(gone + 1, later.size()))
                .isNotEmpty()
                .allMatch(state -> state.exists() && state.index() != formerIndex);
        assertThat(recorder.removed).containsExactly(OWN);
    }

    /** Keeps the loop from reading events until the latch is counted down. */
    private CountDownLatch holdLoop() throws InterruptedException {
        CountDownLatch holding = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        platform.loop().execute(() -> {
            holding.countDown();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        holding.await();
        return go;
    }

    /** More events than the receive buffer holds, in a few program starts. */
    private void flood() throws IOException {
        StringBuilder batch = new StringBuilder();
        for (int i = 0; i < 2000; i++) {
            batch.append("addr add 203.0.113.9/32 dev eth0\naddr del 203.0.113.9/32 dev eth0\n");
        }
        Path file = Files.createTempFile("vip4j", ".batch");
        Files.writeString(file, batch);
        node.run("ip", "-batch", file.toString());
        Files.delete(file);
    }

    private void watch() {
        LoopCalls.run(platform, () -> platform.interfaces().watch("eth0", recorder));
    }

    private void awaitLast(boolean up, List<IpAddress> addresses) {
        await().until(() -> isLike(recorder.last(), up, addresses));
    }

    private static boolean isLike(InterfaceState state, boolean up, List<IpAddress> addresses) {
        return state.name().equals("eth0")
                && state.up() == up
                && state.addresses().equals(addresses);
    }

    private static class Recorder implements InterfaceMonitor.Listener {

        final List<InterfaceState> states = new CopyOnWriteArrayList<>();
        final List<IpAddress> removed = new CopyOnWriteArrayList<>();

        @Override
        public void changed(InterfaceState state) {
            states.add(state);
        }

        @Override
        public void addressRemoved(IpAddress address) {
            removed.add(address);
        }

        InterfaceState last() {
            return states.get(states.size() - 1);
        }
    }
}
