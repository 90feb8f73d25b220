/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.spi.Loop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The loop of a host that was suspended: what the two clocks would say is given. */
@Timeout(20)
class SuspendedLoopTest {

    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long MILLISECOND = 1_000_000;

    private final AtomicLong suspended = new AtomicLong();
    private final EpollLoop loop =
            EpollLoop.open(new PlatformThreads(Optional.empty()).named("vip4j-loop"), suspended::get);

    @AfterEach
    void closeLoop() {
        loop.close();
    }

    /** Lets one alarm ring, which looks at the clocks. */
    private void look() throws Exception {
        CountDownLatch rang = new CountDownLatch(1);
        loop.execute(() -> loop.newAlarm(rang::countDown).armAt(loop.nanoTime()));
        assertThat(rang.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void timeGoesOnWhileTheHostIsSuspended() throws Exception {
        look();
        long before = loop.nanoTime();
        suspended.addAndGet(HOUR);
        look();
        assertThat(loop.nanoTime() - before)
                .isBetween(HOUR, HOUR + Duration.ofMinutes(1).toNanos());
        assertThat(loop.suspendedNanos()).isEqualTo(HOUR);
    }

    @Test
    void deadlineThatPassedMeanwhileRingsWithTheFirstTurn() throws Exception {
        look();
        CompletableFuture<Long> rangAt = new CompletableFuture<>();
        CompletableFuture<Long> dueAt = new CompletableFuture<>();
        CountDownLatch armed = new CountDownLatch(1);
        loop.execute(() -> {
            long due = loop.nanoTime() + HOUR / 2;
            Loop.Alarm alarm = loop.newAlarm(() -> rangAt.complete(loop.nanoTime()));
            alarm.armAt(due);
            dueAt.complete(due);
            armed.countDown();
        });
        armed.await();
        suspended.addAndGet(HOUR);
        look();
        assertThat(rangAt.get(10, TimeUnit.SECONDS) - dueAt.get()).isGreaterThanOrEqualTo(HOUR / 2 - MILLISECOND);
    }

    @Test
    void deadlineThatHasNotPassedRingsWhenItDoes() throws Exception {
        look();
        CompletableFuture<Long> late = new CompletableFuture<>();
        loop.execute(() -> {
            long due = loop.nanoTime() + HOUR + 50 * MILLISECOND;
            loop.newAlarm(() -> late.complete(loop.nanoTime() - due)).armAt(due);
        });
        suspended.addAndGet(HOUR);
        look();
        assertThat(late.get(10, TimeUnit.SECONDS))
                .isBetween(0L, Duration.ofSeconds(5).toNanos());
    }
}
