/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static io.vip4j.driver.HostBench.router;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.config.ReleaseProfile;
import io.vip4j.config.SyncGroup;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.Cause;
import io.vip4j.event.Releasing;
import io.vip4j.event.Switchover;
import io.vip4j.event.Transition;
import io.vip4j.event.Trigger;
import io.vip4j.event.VipListener;
import io.vip4j.event.VipState;
import io.vip4j.vrrp.Vrid;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What happens between the wish to release and the release. */
class DrainTest {

    private static final String VIP = "198.51.100.222";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final HostBench a = new HostBench();
    private final DrainingListener listener = new DrainingListener(a.words);

    private static VirtualRouterConfig web() {
        return router("web", 10, VIP).build();
    }

    private void startActive() {
        a.apply(web());
        a.runSeconds(5);
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        a.words.clear();
    }

    private void listen() {
        a.onLoop(() -> a.elector("web").addListener(listener));
        a.words.clear();
    }

    private CompletableFuture<Switchover> switchover() {
        return a.onLoop(() -> a.elector("web").steering().switchover(Duration.ofMinutes(1)));
    }

    @Test
    void theWholeOrderOfARelease() {
        a.platform.answerDelay(Duration.ofMillis(30));
        startActive();
        listen();
        CompletableFuture<Void> closed = a.onLoop(() -> a.host.close(a.elector("web")));
        a.run(Duration.ofMillis(1500));
        assertThat(a.elector("web").isActive()).as("while listeners drain").isTrue();
        listener.done.complete(null);
        a.run(Duration.ofMillis(29));
        assertThat(a.holds(VIP)).as("the kernel needs 30 ms").isTrue();
        a.run(Duration.ofMillis(1));
        assertThat(closed).isCompleted();
        assertThat(a.words)
                .containsSubsequence(
                        "RELEASING web SHUTDOWN (closed) within 5 s",
                        "advertise(100)",
                        "unbind",
                        "|",
                        "advertise(0)",
                        "INITIALIZE")
                .endsWith("unbind", "|", "advertise(0)", "INITIALIZE");
    }

    @Test
    void withoutListenersThatDrainTheReleaseIsInTheSameTurn() {
        startActive();
        a.onLoop(() -> a.elector("web").addListener(transition -> {}));
        var unused = switchover();
        assertThat(a.holds(VIP)).isFalse();
        assertThat(a.words).containsSubsequence("unbind", "advertise(0)");
    }

    @Test
    void aListenerThatIsDoneAtOnceDelaysNothing() {
        startActive();
        listener.done.complete(null);
        listen();
        var unused = switchover();
        assertThat(a.holds(VIP)).isFalse();
    }

    @Test
    void theLimitEndsTheDrain() {
        startActive();
        listen();
        var unused = switchover();
        a.run(LIMIT.minusNanos(1));
        assertThat(a.holds(VIP)).isTrue();
        try (LogCapture log = new LogCapture(ListenerDispatch.class)) {
            a.run(Duration.ofNanos(1));
            assertThat(log.lines())
                    .containsExactly(
                            "vip router=web the addresses go although not every listener is done: the drain limit"
                                    + " has passed");
        }
        assertThat(a.holds(VIP)).isFalse();
    }

    @Test
    void withALimitOfZeroListenersAreToldAndNobodyWaits() {
        a.apply(router("web", 10, VIP)
                .release(ReleaseProfile.DEFAULT.drain(Duration.ZERO))
                .build());
        a.runSeconds(5);
        listen();
        var unused = switchover();
        assertThat(a.holds(VIP)).isFalse();
        assertThat(a.words).contains("RELEASING web SWITCHOVER (switchover was asked for) within 0 s");
    }

    @Test
    void aFailedCheckActsInTheSameTurnAllTheSame() {
        startActive();
        listen();
        var unused = switchover();
        a.health("web", "disk", false);
        assertThat(a.holds(VIP)).isFalse();
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
        assertThat(a.lastTransition("web").cause().trigger()).isEqualTo(Trigger.HEALTH);
    }

    @Test
    void aHigherRouterEndsTheDrainAndIsTheSuccessor() {
        startActive();
        listen();
        CompletableFuture<Switchover> switchover = switchover();
        HostBench b = new HostBench(a.lan, "b");
        b.apply(router("web", 10, VIP).priority(255).build());
        assertThat(a.holds(VIP)).isFalse();
        assertThat(a.lastTransition("web").cause().trigger()).isEqualTo(Trigger.HIGHER_PRIORITY);
        assertThat(HostBench.joined(switchover).newActive()).contains(b.node.address());
    }

    @Test
    void aSecondRequestWaitsWithTheFirstAndListenersAreToldOnce() {
        startActive();
        listen();
        CompletableFuture<Switchover> first = switchover();
        CompletableFuture<Switchover> second = switchover();
        CompletableFuture<Void> held =
                a.onLoop(() -> a.elector("web").steering().hold("upgrade", Duration.ofHours(1)));
        a.runSeconds(1);
        assertThat(a.words).filteredOn(word -> word.startsWith("RELEASING")).hasSize(1);
        listener.done.complete(null);
        assertThat(a.state("web")).isEqualTo(VipState.INITIALIZE);
        assertThat(held).isCompleted();
        a.run(Duration.ofMinutes(1));
        assertThat(HostBench.joined(first)).isEqualTo(HostBench.joined(second));
        assertThat(first.join().moved()).isFalse();
        assertThat(a.holds(VIP)).as("held meanwhile").isFalse();
    }

    @Test
    void listenersThatFailAreReportedAndDoneWith() {
        startActive();
        a.onLoop(() -> a.elector("web").addListener(new Failing(releasing -> {
            throw new IllegalStateException("thrown");
        })));
        a.onLoop(() -> a.elector("web")
                .addListener(
                        new Failing(releasing -> CompletableFuture.failedFuture(new IllegalStateException("late")))));
        a.onLoop(() -> a.elector("web").addListener(new Failing(DrainTest::nothing)));
        try (LogCapture log = new LogCapture(ListenerDispatch.class)) {
            var unused = switchover();
            assertThat(log.lines()).hasSize(3).allMatch(line -> line.endsWith("; the release goes on"));
        }
        assertThat(a.holds(VIP)).isFalse();
    }

    @SuppressWarnings("NullAway") // A listener of an application that does not know better.
    private static CompletionStage<?> nothing(Releasing releasing) {
        return null;
    }

    /** Has something else in mind than to drain. */
    private record Failing(Function<Releasing, CompletionStage<?>> answer) implements VipListener {
        @Override
        public void onTransition(Transition transition) {}

        @Override
        public CompletionStage<?> onReleasing(Releasing releasing) {
            return answer.apply(releasing);
        }
    }

    @Test
    void aListenerThatNeverReturnsIsWaitedForUntilTheLimitOnly() {
        Queue<Runnable> neverRun = new ArrayDeque<>();
        ListenerDispatch dispatch = new ListenerDispatch("web", neverRun::add, Runnable::run);
        dispatch.add(listener, List.of());
        Drain drain = new Drain(a.platform.loop(), dispatch);
        CompletableFuture<Void> over = drain.begin(new Releasing(
                Instant.EPOCH, "web", new Vrid(10), "eth0", Cause.of(Trigger.HOLD, "test"), Duration.ofSeconds(2)));
        a.run(Duration.ofSeconds(2).minusNanos(1));
        assertThat(over).isNotDone();
        a.run(Duration.ofNanos(1));
        assertThat(over).isCompleted();
        assertThat(a.platform.armedAlarms()).isZero();
    }

    @Test
    void membersOfAGroupDrainTogether() {
        a.apply(
                SyncGroup.of("both", "web", "mail"),
                web(),
                router("mail", 11, "198.51.100.223").build());
        a.runSeconds(5);
        listener.done.complete(null);
        a.onLoop(() -> a.elector("web").addListener(listener));
        DrainingListener other = new DrainingListener(a.words);
        a.onLoop(() -> a.elector("mail").addListener(other));
        a.words.clear();
        var unused = switchover();
        a.runSeconds(1);
        assertThat(a.words)
                .filteredOn(word -> word.startsWith("RELEASING"))
                .containsExactly(
                        "RELEASING web SWITCHOVER (switchover was asked for) within 5 s",
                        "RELEASING mail SWITCHOVER (group both: web: switchover was asked for) within 5 s");
        assertThat(a.state("web")).isEqualTo(VipState.ACTIVE);
        other.done.complete(null);
        assertThat(a.state("web")).isEqualTo(VipState.BACKUP);
        assertThat(a.state("mail")).isEqualTo(VipState.BACKUP);
    }

    @Test
    void aRouterThatIsRemovedByAChangeDrains() {
        startActive();
        listen();
        var change = a.applying(List.of());
        a.runSeconds(2);
        assertThat(change).isNotDone();
        assertThat(a.holds(VIP)).isTrue();
        listener.done.complete(null);
        assertThat(HostBench.joined(change).stopped()).containsExactly("web");
        assertThat(a.holds(VIP)).isFalse();
    }

    @Test
    void aHostThatIsClosedDrainsEveryRouter() {
        startActive();
        listen();
        CompletableFuture<Void> closed = a.onLoop(a.host::closeAll);
        a.runSeconds(2);
        assertThat(a.elector("web").isActive()).isTrue();
        listener.done.complete(null);
        assertThat(closed).isCompleted();
        assertThat(a.platform.armedAlarms()).isZero();
    }
}
