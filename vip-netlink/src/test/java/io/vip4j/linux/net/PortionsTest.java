/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.simulation.SimulatedLan;
import io.vip4j.spi.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class PortionsTest {

    private final SimulatedLan lan = SimulatedLan.virtualTime(1);
    private final Loop loop = lan.node("a").platform().loop();
    private final List<Boolean> wishes = new ArrayList<>();
    private final Portions portions = new Portions(loop, new EpollLoop.Registration() {
        @Override
        public void close() {}

        @Override
        public void close(Executor closer) {}

        @Override
        public void awaitWritable(boolean value) {}

        @Override
        public void readInTurns(boolean value) {
            wishes.add(value);
        }
    });

    /** As many datagrams, so far apart, each of which is read when it comes. */
    private void receive(int count, Duration apart) {
        for (int i = 0; i < count; i++) {
            loop.execute(() -> portions.read(1));
            lan.run(apart);
        }
    }

    @Test
    void singleDatagramsAreReadWhenTheyCome() {
        receive(1000, Duration.ofMillis(1));
        assertThat(wishes).isEmpty();
    }

    @Test
    void manyAreReadInPortions() {
        receive(20, Duration.ofNanos(100_000));
        assertThat(wishes).isEmpty();
        receive(1, Duration.ofNanos(100_000));
        assertThat(wishes).containsExactly(true);
    }

    @Test
    void aBurstIsOneWakeUp() {
        loop.execute(() -> portions.read(1000));
        lan.run(Duration.ofSeconds(1));
        assertThat(wishes).isEmpty();
    }

    @Test
    void wakeUpsForNothingDoNotCount() {
        for (int i = 0; i < 1000; i++) {
            loop.execute(() -> portions.read(0));
        }
        lan.run(Duration.ofSeconds(1));
        assertThat(wishes).isEmpty();
    }

    @Test
    void portionsGoOnWhileTheyHoldSeveral() {
        receive(21, Duration.ofNanos(100_000));
        receive(10_000, Duration.ofNanos(400_000));
        assertThat(wishes).containsExactly(true);
    }

    @Test
    void portionOfOneEndsThem() {
        receive(21, Duration.ofNanos(100_000));
        receive(1, Duration.ofMillis(2));
        assertThat(wishes).containsExactly(true, false);
        receive(20, Duration.ofMillis(1));
        assertThat(wishes).containsExactly(true, false);
    }

    @Test
    void theyBeginAgainWithTheNextRush() {
        receive(21, Duration.ofNanos(100_000));
        lan.run(Duration.ofMillis(5));
        receive(21, Duration.ofNanos(100_000));
        assertThat(wishes).containsExactly(true, false, true);
    }

    @Test
    void nothingFollowsTheEnd() {
        receive(21, Duration.ofNanos(100_000));
        loop.execute(portions::close);
        lan.run(Duration.ofSeconds(1));
        assertThat(wishes).containsExactly(true);
    }
}
