/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.CheckResult;
import io.vip4j.event.CheckStatus;
import io.vip4j.event.Releasing;
import io.vip4j.event.Transition;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.event.VipStatus;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.simulation.SimulatedLan;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The promises of the public API to its callers, on any thread and in any order of calls. */
@Timeout(60)
class VipElectorTest {

    private static final IpAddress VIP = IpAddress.parse("198.51.100.222");
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration QUICK = Duration.ofMillis(20);

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);

    private static VirtualRouterConfig.Builder web(int priority) {
        return VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .priority(priority)
                .address("198.51.100.222/24");
    }

    @Test
    void isActiveTurnsFalseByItselfWhenTheLeaseIsOverWhileTheProcessStandsStill() {
        VipHost host = VipHost.open(lan.node("a").platform());
        VipElector vip = host.start(web(255).build());
        lan.run(Duration.ofMillis(500));
        lan.node("a").freeze();
        lan.run(Duration.ofMillis(1499));
        assertThat(vip.isActive()).isTrue();
        lan.run(Duration.ofMillis(1));
        assertThat(vip.isActive()).as("2 s after the last renewal").isFalse();
        assertThat(lan.holders(VIP)).isEmpty();
        assertThat(vip.state()).as("nobody could tell the listeners").isEqualTo(VipState.ACTIVE);
        lan.node("a").thaw();
        assertThat(vip.isActive()).isTrue();
        assertThat(lan.holders(VIP)).containsExactly("a");
    }

    @Test
    void isActiveIsFalseWhileAnAddressIsMissing() {
        VipHost host = VipHost.open(lan.node("a").platform());
        VipElector vip = host.start(web(255).build());
        lan.node("a").failBinds("EPERM");
        lan.node("a").removeAddress(VIP);
        assertThat(vip.isActive()).isFalse();
        assertThat(vip.state()).isEqualTo(VipState.BACKUP);
    }

    @Test
    void closeIsIdempotentInEveryOrderWithTheHost() {
        VipHost host = VipHost.open(lan.node("a").platform());
        VipElector vip = host.start(web(255).build());
        vip.close();
        vip.close();
        host.close();
        host.close();
        vip.close();
        assertThat(vip.isActive()).isFalse();
        assertThat(lan.holders(VIP)).isEmpty();
        assertThatThrownBy(vip::status)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the VipHost is closed");
        assertThatThrownBy(() -> host.start(web(100).build()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the VipHost is closed");
    }

    @Test
    void listenerMayCloseTheHostOnALanWithVirtualTime() {
        VipHost host = VipHost.open(lan.node("a").platform());
        VipHost other = VipHost.open(lan.node("b").platform());
        VipElector vip = host.start(web(200).build());
        VipElector successor = other.start(web(100).build());
        vip.addListener(transition -> {
            if (transition.to() == VipState.ACTIVE) {
                host.close();
            }
        });
        lan.run(Duration.ofSeconds(4));
        assertThat(vip.state()).isEqualTo(VipState.INITIALIZE);
        assertThat(successor.isActive()).as("it heard priority 0").isTrue();
        assertThat(lan.holders(VIP)).containsExactly("b");
    }

    @Test // 5/O3
    void listenerMayCallBackIntoTheApi() throws Exception {
        CompletableFuture<VipStatus> statusSeen = new CompletableFuture<>();
        CountDownLatch backAgain = new CountDownLatch(1);
        try (SimulatedLan real = SimulatedLan.realTime();
                VipHost a = VipHost.open(real.node("a").platform())) {
            VipElector vip = a.start(web(255).advertisementInterval(QUICK).build());
            vip.addListener(transition -> {
                if (transition.to() == VipState.ACTIVE && !statusSeen.isDone()) {
                    statusSeen.complete(vip.status());
                    vip.switchover(Duration.ofMillis(1));
                    vip.addListener(later -> {
                        if (later.to() == VipState.ACTIVE) {
                            backAgain.countDown();
                        }
                    });
                }
            });
            assertThat(statusSeen.get(20, TimeUnit.SECONDS).state()).isEqualTo(VipState.ACTIVE);
            assertThat(backAgain.await(20, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<VipState> closed = new CompletableFuture<>();
            vip.addListener(transition -> {
                vip.close();
                closed.complete(vip.state());
            });
            assertThat(closed.get(20, TimeUnit.SECONDS)).isEqualTo(VipState.INITIALIZE);
        }
    }

    @Test // 5/O2
    void blockedListenerDelaysNeitherElectionNorClose() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (SimulatedLan real = SimulatedLan.realTime()) {
            VipHost a = VipHost.open(real.node("a").platform());
            VipElector vip = a.start(web(255).advertisementInterval(QUICK).build());
            vip.addListener(transition -> {
                blocked.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(blocked.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(vip.awaitActive(LONG)).isTrue();
            a.close();
            assertThat(real.holders(VIP)).isEmpty();
            release.countDown();
        }
    }

    @Test
    void awaitActiveEndsWhenTheElectorIsClosed() throws Exception {
        try (SimulatedLan real = SimulatedLan.realTime();
                VipHost a = VipHost.open(real.node("a").platform())) {
            VipElector vip =
                    a.start(web(1).advertisementInterval(Duration.ofSeconds(40)).build());
            CompletableFuture<Boolean> waiting =
                    CompletableFuture.supplyAsync(() -> vip.awaitActive(Duration.ofMinutes(10)));
            vip.awaitActive(Duration.ofMillis(1));
            vip.close();
            assertThat(waiting.get(20, TimeUnit.SECONDS)).isFalse();
        }
    }

    @Test
    void callThatTheLoopNeverAnswersEndsWhenTheHostIsGone() {
        try (SimulatedLan real = SimulatedLan.realTime()) {
            VipHost host = VipHost.open(real.node("a").platform());
            VipElector vip = host.start(web(100).build());
            real.node("a").freeze();
            CompletableFuture<VipStatus> status = CompletableFuture.supplyAsync(vip::status);
            assertThatThrownBy(() -> status.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            real.node("a").kill();
            assertThatThrownBy(() -> status.get(5, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the VipHost is closed");
        }
    }

    @Test
    void closeFromManyThreadsAtOnceEndsForAllOfThem() throws Exception {
        try (SimulatedLan real = SimulatedLan.realTime()) {
            VipHost host = VipHost.open(real.node("a").platform());
            VipElector vip = host.start(web(255).advertisementInterval(QUICK).build());
            assertThat(vip.awaitActive(LONG)).isTrue();
            CountDownLatch go = new CountDownLatch(1);
            List<CompletableFuture<Void>> calls = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                Runnable call = List.<Runnable>of(host::close, vip::close, vip::status, () -> vip.health("late"))
                        .get(i % 4);
                calls.add(CompletableFuture.runAsync(() -> {
                    try {
                        go.await();
                        call.run();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    } catch (IllegalStateException | IllegalArgumentException e) {
                        assertThat(e.getMessage()).matches("the VipHost is closed|health name must be unique.*");
                    }
                }));
            }
            go.countDown();
            for (CompletableFuture<Void> call : calls) {
                call.get(20, TimeUnit.SECONDS);
            }
            assertThat(vip.isActive()).isFalse();
            assertThat(real.holders(VIP)).isEmpty();
        }
    }

    @Test
    void whatWaitsForTheLoopIsRefusedOnTheLoop() {
        VipHost host = VipHost.open(lan.node("a").platform());
        VipElector vip = host.start(web(255).build());
        List<String> refusals = new ArrayList<>();
        vip.addListener(transition -> {
            for (Runnable call : List.<Runnable>of(() -> vip.switchover(LONG), () -> vip.awaitActive(LONG))) {
                try {
                    call.run();
                } catch (IllegalStateException e) {
                    refusals.add(e.getMessage());
                }
            }
        });
        assertThat(refusals)
                .containsExactly(
                        "switchover waits for the loop and so must not be called on it",
                        "awaitActive waits for the loop and so must not be called on it");
        assertThat(vip.isActive()).isTrue();
    }

    @Test
    void steeringOutOfRangeIsRefusedWithFieldAndRule() {
        VipElector vip = VipHost.open(lan.node("a").platform()).start(web(100).build());
        Duration tooLong = Duration.ofDays(30).plusNanos(1);
        Duration tooShort = Duration.ofMillis(999);
        for (Duration limit : List.of(tooLong, tooShort)) {
            assertThatThrownBy(() -> vip.hold("upgrade", limit))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("hold limit must be 1 s..30 days: " + limit);
            assertThatThrownBy(() -> vip.temporaryPriority(new Priority(50), limit))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("temporary priority limit must be 1 s..30 days: " + limit);
        }
        assertThatThrownBy(() -> vip.hold(" ", Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("hold reason must not be blank");
        for (Priority priority : List.of(Priority.ZERO, Priority.OWNER)) {
            assertThatThrownBy(() -> vip.temporaryPriority(priority, Duration.ofHours(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("temporary priority must be 1..254: " + priority);
        }
        assertThatThrownBy(() -> vip.switchover(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("switchover limit must be 0..3600 s: PT-0.001S");
        assertThat(vip.status().hold()).isEmpty();
    }

    @Test
    void holdReturnsWhenNothingIsHeldAndCloseWaitsForTheDrain() {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        CountDownLatch draining = new CountDownLatch(1);
        try (SimulatedLan real = SimulatedLan.realTime();
                VipHost a = VipHost.open(real.node("a").platform())) {
            VipElector vip = a.start(web(255).advertisementInterval(QUICK).build());
            assertThat(vip.awaitActive(LONG)).isTrue();
            vip.hold("upgrade", Duration.ofHours(1));
            assertThat(real.holders(VIP)).isEmpty();
            vip.resume();
            assertThat(vip.awaitActive(LONG)).isTrue();
            vip.addListener(new VipListener() {
                @Override
                public void onTransition(Transition transition) {}

                @Override
                public CompletionStage<?> onReleasing(Releasing releasing) {
                    draining.countDown();
                    return drained;
                }
            });
            CompletableFuture<Void> closed = CompletableFuture.runAsync(vip::close);
            assertThat(draining.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(vip.isActive()).as("while listeners drain").isTrue();
            assertThat(closed).isNotDone();
            drained.complete(null);
            closed.orTimeout(20, TimeUnit.SECONDS).join();
            assertThat(real.holders(VIP)).isEmpty();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void subscriptionEndsItsOwnListenerOnly() {
        VipHost host = VipHost.open(lan.node("a").platform());
        VipElector vip = host.start(web(255).build());
        List<Transition> heard = new ArrayList<>();
        VipElector.Subscription first = vip.addListener(heard::add);
        vip.addListener(heard::add);
        assertThat(heard).as("each hears the latest transition").hasSize(2);
        first.close();
        first.close();
        host.close();
        assertThat(heard)
                .extracting(Transition::to)
                .containsExactly(VipState.ACTIVE, VipState.ACTIVE, VipState.INITIALIZE);
    }

    @Test
    void healthHandlesHaveUniqueNamesAndOutliveTheHost() {
        VipHost host = VipHost.open(lan.node("a").platform());
        VipElector vip = host.start(
                web(100).check("proxy", HealthCheck.of(t -> Probe.Result.healthy("fine")), OnFailure.release())
                        .build());
        HealthHandle handle = vip.health("accept");
        assertThat(handle.name()).isEqualTo("accept");
        for (String taken : List.of("accept", "proxy")) {
            assertThatThrownBy(() -> vip.health(taken))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("health name must be unique in an elector: '" + taken + "'");
        }
        handle.down("no threads");
        assertThat(vip.status().checks())
                .extracting(CheckStatus::name, CheckStatus::up, CheckStatus::detail)
                .containsExactly(tuple("proxy", true, "UP"), tuple("accept", false, "DOWN: no threads"));
        host.close();
        assertThatCode(() -> handle.up()).doesNotThrowAnyException();
        assertThatCode(() -> handle.down("late")).doesNotThrowAnyException();
    }

    @Test
    void handleWithAWeightAndWithAHeartbeatMayBeUsedFromEveryThread() throws Exception {
        try (SimulatedLan real = SimulatedLan.realTime();
                VipHost a = VipHost.open(real.node("a").platform())) {
            VipElector vip = a.start(web(200).advertisementInterval(QUICK).build());
            assertThat(vip.awaitActive(LONG)).isTrue();
            CountDownLatch silent = new CountDownLatch(1);
            vip.addListener(new VipListener() {
                @Override
                public void onTransition(Transition transition) {}

                @Override
                public void onCheckResult(CheckResult result) {
                    if (result.detail().startsWith("silent for ")) {
                        silent.countDown();
                    }
                }
            });
            int each = 200;
            try (HealthHandle load = vip.health("load", OnFailure.weight(-100)).expectEvery(Duration.ofHours(1))) {
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    threads.add(new Thread(() -> {
                        for (int n = 0; n < each; n++) {
                            load.beat();
                            load.degraded(0.5, "half");
                            load.down("all of it");
                            load.up();
                        }
                    }));
                }
                threads.forEach(Thread::start);
                for (Thread thread : threads) {
                    thread.join();
                }
                load.degraded(0.25);
                VipStatus status = vip.status();
                assertThat(status.effectivePriority().value()).isEqualTo(125);
                assertThat(status.checks())
                        .extracting(CheckStatus::description, CheckStatus::successes, CheckStatus::failures)
                        .containsExactly(tuple("handle", 2L * 4 * each + 1, 1L * 4 * each));
                load.expectEvery(Duration.ofMillis(10));
                assertThat(silent.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(vip.isActive()).as("nobody else is there").isTrue();
            }
            assertThat(vip.status().checks()).isEmpty();
            assertThat(vip.status().effectivePriority().value()).isEqualTo(200);
        }
    }

    @Test
    void tcpCheckFollowsARealServer() throws IOException {
        try (SimulatedLan real = SimulatedLan.realTime();
                VipHost a = VipHost.open(real.node("a").platform())) {
            VipElector vip;
            int port;
            try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                port = server.getLocalPort();
                vip = a.start(web(255).advertisementInterval(QUICK)
                        .check(
                                "proxy",
                                HealthCheck.tcp("127.0.0.1", port)
                                        .every(Duration.ofMillis(500))
                                        .fall(2),
                                OnFailure.release())
                        .build());
                assertThat(vip.awaitActive(LONG)).isTrue();
            }
            CompletableFuture<Transition> released = new CompletableFuture<>();
            vip.addListener(transition -> {
                if (transition.to() == VipState.INITIALIZE) {
                    released.complete(transition);
                }
            });
            assertThat(released.orTimeout(20, TimeUnit.SECONDS).join().cause().toString())
                    .startsWith("HEALTH (check proxy DOWN 2/2: tcp 127.0.0.1:" + port + ": Connection refused");
            assertThat(real.holders(VIP)).isEmpty();
        }
    }

    @Test
    void hungProbeThreadIsAFailureAndHoldsUpNobody() {
        CountDownLatch never = new CountDownLatch(1);
        try (SimulatedLan real = SimulatedLan.realTime();
                VipHost a = VipHost.open(real.node("a").platform())) {
            VipElector vip = a.start(web(255).check(
                            "stuck",
                            HealthCheck.of(timeout -> {
                                        never.await();
                                        return Probe.Result.healthy("too late");
                                    })
                                    .every(QUICK),
                            OnFailure.release())
                    .build());
            CompletableFuture<String> seen = new CompletableFuture<>();
            while (!seen.isDone()) { // Bounded by the answer of the check, one interval later.
                vip.status().checks().stream()
                        .map(CheckStatus::detail)
                        .filter(detail -> detail.startsWith("DOWN"))
                        .findFirst()
                        .ifPresent(seen::complete);
                Thread.onSpinWait();
            }
            assertThat(seen.join()).isIn("DOWN: no answer within 20 ms", "DOWN: an earlier probe still hangs");
            assertThat(vip.isActive()).isFalse();
        } finally {
            never.countDown();
        }
    }
}
