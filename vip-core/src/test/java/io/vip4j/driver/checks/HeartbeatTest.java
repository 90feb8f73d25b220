/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.simulation.SimulatedLan;
import io.vip4j.simulation.SimulatedNode;
import io.vip4j.spi.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When an application counts as silent, to the nanosecond, and when it must not. */
class HeartbeatTest {

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final SimulatedNode node = lan.node("a");
    private final List<String> told = new ArrayList<>();
    private final Heartbeat heartbeat = new Heartbeat(node.platform().loop(), new Heartbeat.Listener() {
        @Override
        public void silent(long silentNanos, long expectedNanos) {
            told.add("silent " + silentNanos / 1_000_000 + "/" + expectedNanos / 1_000_000);
        }

        @Override
        public void heardAgain() {
            told.add("again");
        }
    });

    private void expect(int millis) {
        heartbeat.expect(Duration.ofMillis(millis));
        heartbeat.begin();
    }

    private void run(int millis) {
        lan.run(Duration.ofMillis(millis));
    }

    @Test
    void silenceIsNoticedToTheNanosecond() {
        expect(100);
        lan.run(Duration.ofNanos(33_333_333));
        heartbeat.beat();
        lan.run(Duration.ofNanos(99_999_999));
        assertThat(told).isEmpty();
        lan.run(Duration.ofNanos(1));
        assertThat(told).containsExactly("silent 100/100");
        run(1000);
        assertThat(told).as("told once").hasSize(1);
        heartbeat.beat();
        run(1);
        assertThat(told).containsExactly("silent 100/100", "again");
        run(99);
        assertThat(told).containsExactly("silent 100/100", "again", "silent 100/100");
    }

    @Test
    void whoBeatsInTimeIsNeverSilent() {
        expect(100);
        for (int i = 0; i < 200; i++) {
            run(1 + i % 99);
            heartbeat.beat();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void longIntervalsAreExactToo() {
        expect(3_600_000);
        run(3_599_999);
        assertThat(told).isEmpty();
        run(1);
        assertThat(told).containsExactly("silent 3600000/3600000");
    }

    @Test
    void pauseAndBeginDecideWhetherAnythingIsExpected() {
        run(1000);
        heartbeat.beat();
        heartbeat.begin();
        run(1000);
        assertThat(told).as("nothing is expected at first").isEmpty();
        expect(50);
        heartbeat.pause();
        run(1000);
        assertThat(told).isEmpty();
        heartbeat.begin();
        run(50);
        assertThat(told).containsExactly("silent 50/50");
        heartbeat.pause();
        heartbeat.beat();
        run(50);
        assertThat(told).as("a pause ends the silence without a word").hasSize(1);
    }

    @Test
    void standstillOfTheProcessIsNobodysSilence() {
        expect(100);
        run(10);
        node.freeze();
        run(5000);
        node.thaw();
        run(89);
        assertThat(told)
                .as("it had run for 10 ms, then 5000 ms passed in which it could not beat")
                .isEmpty();
        heartbeat.beat();
        run(99);
        assertThat(told).isEmpty();
        run(1);
        assertThat(told).containsExactly("silent 100/100");
    }

    @Test
    void standstillIsNoExcuseForTheTimeBeforeAndAfterIt() {
        expect(100);
        run(60);
        node.freeze();
        run(5000);
        node.thaw();
        run(100);
        assertThat(told).hasSize(1);
    }

    @Test
    void manyShortStandstillsDoNotAddUp() {
        expect(100);
        for (int i = 0; i < 20; i++) {
            run(20);
            node.freeze();
            run(200);
            node.thaw();
            run(20);
            heartbeat.beat();
        }
        assertThat(told).isEmpty();
    }

    /** However many threads beat, and whenever: after a silence it is heard again, once. */
    @Test
    void beatsOfManyThreadsWakeItOnceAndAreNeverMissed() throws InterruptedException {
        try (SimulatedLan real = SimulatedLan.realTime()) {
            Loop loop = real.node("a").platform().loop();
            for (int round = 0; round < 20; round++) {
                CountDownLatch silent = new CountDownLatch(1);
                CountDownLatch again = new CountDownLatch(1);
                List<String> words = new ArrayList<>();
                Heartbeat[] beating = new Heartbeat[1];
                CountDownLatch made = new CountDownLatch(1);
                loop.execute(() -> {
                    beating[0] = new Heartbeat(loop, new Heartbeat.Listener() {
                        @Override
                        public void silent(long silentNanos, long expectedNanos) {
                            words.add("silent");
                            silent.countDown();
                        }

                        @Override
                        public void heardAgain() {
                            words.add("again");
                            beating[0].pause();
                            again.countDown();
                        }
                    });
                    beating[0].expect(Heartbeat.SHORTEST);
                    beating[0].begin();
                    made.countDown();
                });
                assertThat(made.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(silent.await(20, TimeUnit.SECONDS)).isTrue();
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    Thread thread = new Thread(() -> {
                        for (int n = 0; n < 1000; n++) {
                            beating[0].beat();
                        }
                    });
                    threads.add(thread);
                    thread.start();
                }
                assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
                for (Thread thread : threads) {
                    thread.join();
                }
                CountDownLatch over = new CountDownLatch(1);
                loop.execute(over::countDown);
                assertThat(over.await(20, TimeUnit.SECONDS)).isTrue();
                assertThat(words).containsExactly("silent", "again");
            }
        }
    }
}
