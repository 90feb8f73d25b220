/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RealEngineTest {

    private final RealEngine engine = new RealEngine();

    @AfterEach
    void close() {
        engine.close();
    }

    /** Runs something as an event and waits for it. */
    private void inEvent(Runnable work) throws InterruptedException, ExecutionException, TimeoutException {
        FutureTask<Void> task = new FutureTask<>(work, null);
        engine.at(engine.nanoTime(), Engine.ARRIVAL, task);
        task.get(20, TimeUnit.SECONDS);
    }

    @Test
    void eventsRunByTimeThenRankThenOrderOfMakingOnOneThread() throws Exception {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        List<Boolean> inside = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch last = new CountDownLatch(1);
        inEvent(() -> {
            long past = engine.nanoTime();
            engine.at(past + 5_000_000, Engine.ARRIVAL, last::countDown);
            engine.at(past + 1, Engine.ARRIVAL, () -> ran.add("later"));
            engine.at(past, Engine.ALARM, () -> ran.add("alarm"));
            engine.at(past, Engine.ARRIVAL, () -> ran.add("arrival 1"));
            engine.at(past, Engine.ARRIVAL, () -> ran.add("arrival 2"));
            inside.add(engine.inEvent());
        });
        assertThat(last.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(ran).containsExactly("arrival 1", "arrival 2", "alarm", "later");
        assertThat(inside).containsExactly(true);
        assertThat(engine.inEvent()).isFalse();
    }

    @Test
    void eventNeverRunsBeforeItsTime() throws Exception {
        CountDownLatch ran = new CountDownLatch(1);
        long[] at = new long[1];
        long due = engine.nanoTime() + 20_000_000;
        engine.at(due, Engine.ALARM, () -> {
            at[0] = engine.nanoTime();
            ran.countDown();
        });
        assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(at[0] - due).isNotNegative();
    }

    @Test
    void failingEventStopsNeitherTimeNorListeners() throws Exception {
        CountDownLatch heard = new CountDownLatch(2);
        engine.at(engine.nanoTime(), Engine.ARRIVAL, () -> {
            throw new SilentError();
        });
        engine.listen(() -> {
            heard.countDown();
            throw new SilentError();
        });
        engine.listen(heard::countDown);
        assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
        inEvent(() -> {});
    }

    @Test
    void listenersRunInOrderAndNotOnTheEventThread() throws Exception {
        List<Integer> heard = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch done = new CountDownLatch(100);
        List<Boolean> inEvent = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 100; i++) {
            int number = i;
            engine.listen(() -> {
                heard.add(number);
                inEvent.add(engine.inEvent());
                done.countDown();
            });
        }
        assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(heard).isSorted().hasSize(100);
        assertThat(inEvent).containsOnly(false);
    }

    @Test
    void closedEngineRefusesWorkAndRunsNothingMore() throws Exception {
        List<String> ran = Collections.synchronizedList(new ArrayList<>());
        engine.at(engine.nanoTime() + 3_600_000_000_000L, Engine.ALARM, () -> ran.add("in an hour"));
        engine.close();
        engine.close();
        for (Runnable work : List.<Runnable>of(
                () -> engine.at(0, Engine.ARRIVAL, () -> ran.add("event")),
                () -> engine.listen(() -> ran.add("listener")),
                () -> engine.work(() -> ran.add("work")))) {
            assertThatThrownBy(work::run).isInstanceOf(RejectedExecutionException.class);
        }
        assertThat(ran).isEmpty();
    }

    /** Keeps the output of the build clean: nobody needs its stack trace. */
    private static final class SilentError extends Error {
        private static final long serialVersionUID = 1L;

        SilentError() {
            super("on purpose", null, false, false);
        }
    }
}
