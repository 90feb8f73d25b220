/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.driver.checks.PushedHealth;
import io.vip4j.event.Switchover;
import io.vip4j.event.Transition;
import io.vip4j.event.VipState;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HostDriverTest {

    private static final IpAddress VIP = IpAddress.parse("198.51.100.222");

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final List<String> words = new ArrayList<>();
    private final RecordingPlatform platform =
            new RecordingPlatform(lan.node("a").platform(), words::add, RecordingPlatform.Fault.NONE);
    private final HostDriver host = HostDriver.silent(platform);

    private static VirtualRouterConfig.Builder router(String name, int vrid) {
        return VirtualRouterConfig.builder(name)
                .networkInterface("eth0")
                .vrid(vrid)
                .priority(100)
                .address("198.51.100." + (212 + vrid) + "/24");
    }

    private <T> T onLoop(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        platform.loop().execute(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    private ElectorDriver start(VirtualRouterConfig.Builder builder) {
        return onLoop(() -> host.start(builder.build()));
    }

    private void run(Duration duration) {
        lan.run(duration);
    }

    @Test // 5/C19
    void theSameVridInBothFamiliesIsTwoRouters() {
        VipPlatform elsewhere = lan.node("b").platform();
        HostDriver other = HostDriver.silent(elsewhere);
        elsewhere.loop().execute(() -> {
            ElectorDriver unused = other.start(router("web", 10).priority(200).build());
        });
        ElectorDriver web4 = start(router("web", 10));
        ElectorDriver web6 = start(VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .address("fe80::222/64"));
        run(Duration.ofSeconds(10));
        assertThat(web4.state()).isEqualTo(VipState.BACKUP);
        assertThat(web4.status().advertsReceived()).isPositive();
        assertThat(web6.state()).isEqualTo(VipState.ACTIVE);
        assertThat(web6.status().advertsReceived()).isZero();
        assertThat(web6.status().advertsDiscarded().values()).allMatch(count -> count == 0);
    }

    @Test
    void refusesTheSameNameAndTheSameVridUntilTheFirstOneIsClosed() {
        ElectorDriver web = start(router("web", 10));
        assertThatThrownBy(() -> start(router("web", 11)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("name must be unique on a host and family: 'web' is running with IPv4");
        assertThatThrownBy(() -> start(router("mail", 10)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("vrid must be unique on interface eth0");
        start(router("mail", 11));
        assertThat(platform.openChannels()).isEqualTo(1);
        assertThat(onLoop(() -> host.close(web))).isCompleted();
        start(router("web", 10));
        assertThat(platform.openChannels()).isEqualTo(1);
    }

    @Test
    void unknownInterfaceIsOneSentenceAndLeavesNothing() {
        assertThatThrownBy(() -> start(router("web", 10).networkInterface("eth7")))
                .isInstanceOf(PlatformException.class)
                .hasMessage(
                        "no network interface eth7: there are eth0; correct the name, or create the interface first");
        start(router("web", 10));
    }

    @Test
    void failedStartLeavesNoChannelNoNameAndNoCheckBehind() {
        AtomicInteger probes = new AtomicInteger();
        HealthCheck check = HealthCheck.of(timeout -> {
            probes.incrementAndGet();
            return Probe.Result.healthy("fine");
        });
        platform.interfacesCannotBeWatched();
        assertThatThrownBy(() -> start(router("web", 10).check("c", check, OnFailure.release())))
                .isInstanceOf(PlatformException.class)
                .hasMessage("netlink: EPERM");
        int before = probes.get();
        run(Duration.ofSeconds(10));
        assertThat(probes.get()).as("probes after the failure").isEqualTo(before);
        assertThat(platform.openChannels()).isZero();
        assertThatThrownBy(() -> start(router("web", 10))).hasMessage("netlink: EPERM");
    }

    @Test
    void closedHostStartsNothing() {
        onLoop(host::closeAll);
        assertThatThrownBy(() -> start(router("web", 10)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the VipHost is closed");
    }

    @Test
    void closingTwiceReleasesOnceAndLeavesNoChannelAndNoAlarm() {
        ElectorDriver web = start(router("web", 10));
        run(Duration.ofSeconds(5));
        words.clear();
        CompletableFuture<Void> first = onLoop(() -> host.close(web));
        CompletableFuture<Void> second = onLoop(() -> host.close(web));
        assertThat(first).isCompleted();
        assertThat(second).isCompleted();
        run(Duration.ofMinutes(1));
        assertThat(words).containsExactly("unbind", "|", "advertise(0)");
        assertThat(platform.openChannels()).isZero();
        assertThat(web.state()).isEqualTo(VipState.INITIALIZE);
    }

    @Test
    void closeCompletesOnlyWhenTheAddressesAreGone() {
        platform.answerDelay(Duration.ofMillis(200)); // Longer than the machine waits before it speaks.
        ElectorDriver web = start(router("web", 10));
        run(Duration.ofSeconds(5));
        CompletableFuture<Void> closed = onLoop(() -> host.close(web));
        run(Duration.ofMillis(199));
        assertThat(words).last().isEqualTo("advertise(0)");
        assertThat(lan.holders(VIP)).containsExactly("a");
        assertThat(closed).isNotDone();
        run(Duration.ofMillis(1));
        assertThat(lan.holders(VIP)).isEmpty();
        assertThat(closed).isCompleted();
    }

    @Test
    void closeAfterTheCableWasCutWaitsForTheUnbindToo() {
        platform.answerDelay(Duration.ofMillis(30));
        ElectorDriver web = start(router("web", 10));
        run(Duration.ofSeconds(5));
        lan.node("a").unplug();
        CompletableFuture<Void> closed = onLoop(() -> host.close(web));
        assertThat(closed).isNotDone();
        run(Duration.ofMillis(30));
        assertThat(closed).isCompleted();
        assertThat(lan.holders(VIP)).isEmpty();
    }

    @Test
    void releaseForHealthKeepsItsCauseWhenTheRouterIsClosedMeanwhile() {
        platform.answerDelay(Duration.ofMillis(30));
        ElectorDriver web = start(router("web", 10));
        run(Duration.ofSeconds(5));
        onLoop(() -> {
            web.handle("handle", OnFailure.release()).down("disk full");
            return host.close(web);
        });
        run(Duration.ofSeconds(1));
        List<Transition> timeline = web.status().transitions();
        assertThat(timeline.get(timeline.size() - 1).cause().toString())
                .isEqualTo("HEALTH (check handle DOWN: disk full -> addresses removed in 30 ms)");
    }

    @Test
    void switchoverEndsAtOnceWhenTheRouterIsClosed() {
        ElectorDriver web = start(router("web", 10));
        run(Duration.ofSeconds(5));
        CompletableFuture<Switchover> switchover = onLoop(() -> web.steering().switchover(Duration.ofMinutes(1)));
        assertThat(switchover).isNotDone();
        onLoop(() -> host.close(web));
        assertThatThrownBy(switchover::join)
                .hasCauseInstanceOf(IllegalStateException.class)
                .hasMessageContaining("web was closed during the switchover");
    }

    @Test
    void switchoverThatNobodyAcceptsEndsWhenTheRoleIsBack() {
        ElectorDriver web = start(router("web", 10));
        run(Duration.ofSeconds(5));
        CompletableFuture<Switchover> switchover = onLoop(() -> web.steering().switchover(Duration.ofMinutes(1)));
        run(Duration.ofNanos(3_609_375_000L));
        assertThat(switchover.join())
                .isEqualTo(
                        new Switchover(Optional.empty(), Duration.ofNanos(3609375000L), Duration.ofNanos(3609375000L)));
    }

    @Test
    void timelineKeepsTheLastTransitions() {
        ElectorDriver web = start(router("web", 10));
        PushedHealth handle = onLoop(() -> web.handle("handle", OnFailure.release()));
        for (int i = 0; i < Timeline.CAPACITY; i++) {
            if (i % 2 == 1) {
                handle.up();
            } else {
                handle.down("by turns");
            }
        }
        List<Transition> timeline = web.status().transitions();
        assertThat(timeline).hasSize(Timeline.CAPACITY);
        assertThat(timeline.get(0).sequence()).isEqualTo(2);
        assertThat(timeline.get(Timeline.CAPACITY - 1).sequence()).isEqualTo(Timeline.CAPACITY + 1L);
    }
}
