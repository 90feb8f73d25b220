/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.CheckResult;
import io.vip4j.event.VipListener;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.probe.Probe;
import io.vip4j.simulation.SimulatedLan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Probes of applications that do what they should not, on real threads. */
class HangingChecksTest {

    private static final Duration QUICK = Duration.ofMillis(40);
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final int HANGING = 40;

    private static VirtualRouterConfig.Builder web() {
        return VirtualRouterConfig.builder("web")
                .networkInterface("eth0")
                .vrid(10)
                .priority(100)
                .address("192.0.2.10/24");
    }

    /** Waits for the answers that are given to a listener. */
    private static final class Answers implements VipListener {

        private final Map<String, BlockingQueue<CheckResult>> byCheck = new ConcurrentHashMap<>();

        @Override
        public void onTransition(io.vip4j.event.Transition transition) {
            // The answers count.
        }

        @Override
        public void onCheckResult(CheckResult result) {
            of(result.check()).add(result);
        }

        private BlockingQueue<CheckResult> of(String check) {
            return byCheck.computeIfAbsent(check, unused -> new LinkedBlockingQueue<>());
        }

        CheckResult next(String check) throws InterruptedException {
            CheckResult result = of(check).poll(20, TimeUnit.SECONDS);
            assertThat(result).as("an answer of " + check).isNotNull();
            return result;
        }

        /** The first failure from now on. */
        CheckResult failure(String check) throws InterruptedException {
            CheckResult result = next(check);
            while (result.healthy()) {
                result = next(check);
            }
            return result;
        }
    }

    private static Set<Thread> threads() {
        return Set.copyOf(Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("vip"))
                .filter(thread -> !thread.getName().equals("vip4j-rehearsal")) // It ends by itself.
                .toList());
    }

    private static List<Thread> newThreads(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread) && thread.isAlive())
                .toList();
    }

    /** Threads that are idle or were interrupted end a moment later. */
    private static void awaitNewThreads(Set<Thread> before, int atMost) {
        long giveUpAtNanos = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (newThreads(before).size() > atMost && System.nanoTime() - giveUpAtNanos < 0) {
            LockSupport.parkNanos(1_000_000);
        }
        assertThat(newThreads(before)).hasSizeLessThanOrEqualTo(atMost);
    }

    @Test
    void probesThatNeverReturnKeepOneThreadEachAndHoldUpNoOther() throws Exception {
        Set<Thread> before = threads();
        CountDownLatch never = new CountDownLatch(1);
        Answers answers = new Answers();
        try (SimulatedLan real = SimulatedLan.realTime();
                VipHost host = VipHost.open(real.node("a").platform())) {
            VirtualRouterConfig.Builder web = web().check(
                            "good",
                            HealthCheck.of(t -> Probe.Result.healthy("fine")).every(QUICK),
                            OnFailure.release());
            for (int i = 0; i < HANGING; i++) {
                web = web.check(
                        "stuck" + i,
                        HealthCheck.of(timeout -> {
                                    never.await();
                                    return Probe.Result.healthy("too late");
                                })
                                .every(QUICK),
                        OnFailure.advisory());
            }
            host.start(web.build(), answers);
            for (int i = 0; i < HANGING; i++) {
                assertThat(answers.failure("stuck" + i).detail()).isEqualTo("no answer within 40 ms");
                assertThat(answers.failure("stuck" + i).detail()).isEqualTo("an earlier probe still hangs");
            }
            answers.of("good").clear();
            for (int i = 0; i < 10; i++) {
                answers.next("good");
            }
            assertThat(newThreads(before).stream()
                            .filter(thread -> thread.getName().equals("vip4j-simulated-work")))
                    .hasSizeBetween(HANGING, HANGING + 8);
        }
        awaitNewThreads(before, 0);
    }

    @Test
    void threadThatCannotBeInterruptedIsAllThatIsLeft() throws Exception {
        Set<Thread> before = threads();
        CountDownLatch never = new CountDownLatch(1);
        Answers answers = new Answers();
        try (SimulatedLan real = SimulatedLan.realTime();
                VipHost host = VipHost.open(real.node("a").platform())) {
            VipElector vip = host.start(
                    web().check(
                                    "stuck",
                                    HealthCheck.of(timeout -> {
                                                awaitWhateverComes(never);
                                                return Probe.Result.healthy("too late");
                                            })
                                            .every(QUICK),
                                    OnFailure.release())
                            .build(),
                    answers);
            for (int i = 0; i < 5; i++) {
                answers.failure("stuck");
            }
            assertThat(vip.isActive()).isFalse();
        }
        awaitNewThreads(before, 1);
        never.countDown();
        awaitNewThreads(before, 0);
    }

    private static void awaitWhateverComes(CountDownLatch latch) {
        boolean done = false;
        while (!done) {
            try {
                latch.await();
                done = true;
            } catch (InterruptedException e) {
                // As an application does that ignores it.
            }
        }
    }

    @Test
    void everyMisbehaviourIsAFailureWithAPlainReason() throws Exception {
        Set<Thread> before = threads();
        Answers answers = new Answers();
        List<CompletableFuture<Probe.Result>> asked = new ArrayList<>();
        try (SimulatedLan real = SimulatedLan.realTime();
                VipHost host = VipHost.open(real.node("a").platform())) {
            host.start(
                    web().check(
                                    "null",
                                    HealthCheck.of(t -> nothing()).every(QUICK).timeout(PATIENT),
                                    OnFailure.advisory())
                            .check(
                                    "error",
                                    HealthCheck.of(t -> {
                                                throw new LinkageError("no such class");
                                            })
                                            .every(QUICK)
                                            .timeout(PATIENT),
                                    OnFailure.advisory())
                            .check(
                                    "sneaky",
                                    HealthCheck.of(t -> {
                                                throw HangingChecksTest.<RuntimeException>sneak(new Throwable("bare"));
                                            })
                                            .every(QUICK)
                                            .timeout(PATIENT),
                                    OnFailure.advisory())
                            .check(
                                    "no stage",
                                    HealthCheck.async(t -> nothing())
                                            .every(QUICK)
                                            .timeout(PATIENT),
                                    OnFailure.advisory())
                            .check(
                                    "throws",
                                    HealthCheck.async(t -> {
                                                throw new IllegalStateException("not connected");
                                            })
                                            .every(QUICK)
                                            .timeout(PATIENT),
                                    OnFailure.advisory())
                            .check(
                                    "exceptionally",
                                    HealthCheck.async(t -> CompletableFuture.supplyAsync(() -> {
                                                throw new IllegalStateException("from a foreign thread");
                                            }))
                                            .every(QUICK)
                                            .timeout(PATIENT),
                                    OnFailure.advisory())
                            .check(
                                    "completes null",
                                    HealthCheck.async(t -> CompletableFuture.completedStage(nothing()))
                                            .every(QUICK)
                                            .timeout(PATIENT),
                                    OnFailure.advisory())
                            .check(
                                    "never",
                                    HealthCheck.async(t -> {
                                                CompletableFuture<Probe.Result> stage = new CompletableFuture<>();
                                                synchronized (asked) {
                                                    asked.add(stage);
                                                }
                                                return stage;
                                            })
                                            .every(QUICK),
                                    OnFailure.advisory())
                            .build(),
                    answers);
            assertThat(answers.failure("null").detail()).isEqualTo("the probe returned null");
            assertThat(answers.failure("error").detail()).isEqualTo("java.lang.LinkageError: no such class");
            assertThat(answers.failure("sneaky").detail()).isEqualTo("java.lang.Throwable: bare");
            assertThat(answers.failure("no stage").detail()).isEqualTo("the probe returned null");
            assertThat(answers.failure("throws").detail()).isEqualTo("not connected");
            assertThat(answers.failure("exceptionally").detail()).isEqualTo("from a foreign thread");
            assertThat(answers.failure("completes null").detail()).isEqualTo("the probe returned null");
            for (int i = 0; i < 3; i++) {
                assertThat(answers.failure("never").detail()).isEqualTo("no answer within 40 ms");
            }
        }
        List<CompletableFuture<Probe.Result>> stages;
        synchronized (asked) {
            stages = List.copyOf(asked);
        }
        assertThat(stages).hasSizeGreaterThanOrEqualTo(3);
        assertThat(stages.subList(0, 2)).as("cancelled at the timeout").allMatch(CompletableFuture::isCancelled);
        awaitNewThreads(before, 0);
    }

    @Test
    void secondAnswerOfAStageAndOneAfterTheTimeoutDoNotCount() throws Exception {
        Set<Thread> before = threads();
        Answers answers = new Answers();
        try (SimulatedLan real = SimulatedLan.realTime();
                VipHost host = VipHost.open(real.node("a").platform())) {
            host.start(
                    web().check(
                                    "twice",
                                    HealthCheck.async(t -> new TwiceCompleted())
                                            .every(QUICK)
                                            .timeout(PATIENT),
                                    OnFailure.advisory())
                            .build(),
                    answers);
            for (int i = 0; i < 5; i++) {
                CheckResult result = answers.next("twice");
                assertThat(result.healthy()).isTrue();
                assertThat(result.detail()).isEqualTo("first");
            }
        }
        awaitNewThreads(before, 0);
    }

    /** Calls back a second time, with a failure, against the contract. */
    private static final class TwiceCompleted extends CompletableFuture<Probe.Result> {

        @Override
        public CompletableFuture<Probe.Result> whenComplete(
                java.util.function.BiConsumer<? super Probe.Result, ? super Throwable> action) {
            action.accept(Probe.Result.healthy("first"), null);
            action.accept(null, new IllegalStateException("second"));
            return this;
        }

        @Override
        public CompletableFuture<Probe.Result> toCompletableFuture() {
            throw new UnsupportedOperationException("cannot be cancelled");
        }
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return (T) null;
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
