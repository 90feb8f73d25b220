/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.pool;

import static io.vip4j.samples.proxy.pool.PoolUnderTest.backup;
import static io.vip4j.samples.proxy.pool.PoolUnderTest.config;
import static io.vip4j.samples.proxy.pool.PoolUnderTest.most;
import static io.vip4j.samples.proxy.pool.PoolUnderTest.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.proxy.config.PoolConfig.Balance;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PoolTest {

    private static PoolUnderTest full() {
        return new PoolUnderTest(config(Balance.ROUND_ROBIN, most(server("a", 1), 1), most(server("b", 1), 1)));
    }

    @Test
    void nobodyUpIsRefusedAtOnce() {
        PoolUnderTest pool = full();
        pool.health("a", false);
        pool.health("b", false);
        assertThat(pool.ask(1)).hasToString("NO_SERVER");
        assertThat(pool.pool.counters().noServer.sum()).isEqualTo(1);
    }

    @Test
    void whoWaitsIsServedInItsTurnWhenAServerHasRoom() {
        PoolUnderTest pool = full();
        PoolUnderTest.Asking first = pool.ask(1);
        PoolUnderTest.Asking second = pool.ask(2);
        PoolUnderTest.Asking third = pool.ask(3);
        PoolUnderTest.Asking fourth = pool.ask(4);
        assertThat(pool.pool.waiting()).isEqualTo(2);
        second.end();
        assertThat(third).hasToString("b");
        assertThat(fourth).hasToString("waits");
        first.end();
        assertThat(fourth).hasToString("a");
        assertThat(pool.pool.connections()).isEqualTo(2);
    }

    @Test
    void fullQueueRefuses() {
        PoolUnderTest pool = full();
        assertThat(pool.chosen(5)).isEqualTo("a b waits waits QUEUE_FULL");
        assertThat(pool.pool.counters().queueFull.sum()).isEqualTo(1);
        assertThat(pool.pool.counters().queued.sum()).isEqualTo(2);
    }

    @Test
    void whoHasWaitedTooLongIsRefusedAndNotServedLater() {
        PoolUnderTest pool = full();
        PoolUnderTest.Asking first = pool.ask(1);
        pool.ask(2);
        PoolUnderTest.Asking third = pool.ask(3);
        pool.pool.expire(third);
        assertThat(third).hasToString("QUEUE_TIMEOUT");
        first.end();
        assertThat(third.server).isNull();
        pool.pool.expire(third);
        assertThat(pool.pool.counters().queueTimeouts.sum()).isEqualTo(1);
    }

    @Test
    void whoWasServedCannotBeCancelled() {
        PoolUnderTest pool = full();
        PoolUnderTest.Asking first = pool.ask(1);
        pool.ask(2);
        PoolUnderTest.Asking third = pool.ask(3);
        first.end();
        assertThat(pool.pool.cancel(third)).isFalse();
        assertThat(third).hasToString("a");
    }

    @Test
    void serverThatComesUpServesWhoWaits() {
        PoolUnderTest pool = full();
        pool.health("b", false);
        pool.ask(1);
        PoolUnderTest.Asking waiting = pool.ask(2);
        assertThat(waiting).hasToString("waits");
        pool.health("b", true);
        assertThat(waiting).hasToString("b");
    }

    @Test
    void connectionsOfAllServersTogetherAreBounded() {
        PoolUnderTest pool = new PoolUnderTest(
                config(Balance.ROUND_ROBIN, OptionalInt.of(3), 1, Duration.ZERO, server("a", 1), server("b", 1)));
        assertThat(pool.chosen(5)).isEqualTo("a b a waits QUEUE_FULL");
    }

    @Test
    void whoHasTriedAServerGetsAnotherOne() {
        PoolUnderTest pool = new PoolUnderTest(config(Balance.ROUND_ROBIN, server("a", 1), server("b", 1)));
        PoolUnderTest.Asking again = pool.ask(asking -> {
            asking.tried.add(pool.named("a"));
            return asking;
        });
        assertThat(again).hasToString("b");
        PoolUnderTest.Asking hopeless = pool.ask(asking -> {
            asking.tried.addAll(pool.pool.servers());
            return asking;
        });
        assertThat(hopeless).hasToString("NO_SERVER");
    }

    @Test
    void whoHasTriedEveryServerGetsABackup() {
        PoolUnderTest pool = new PoolUnderTest(config(Balance.ROUND_ROBIN, server("a", 1), backup(server("x", 1))));
        PoolUnderTest.Asking again = pool.ask(asking -> {
            asking.tried.add(pool.named("a"));
            return asking;
        });
        assertThat(again).hasToString("x");
    }

    @Test
    void fullServersAreNoReasonForBackups() {
        PoolUnderTest pool =
                new PoolUnderTest(config(Balance.ROUND_ROBIN, most(server("a", 1), 1), backup(server("x", 1))));
        assertThat(pool.chosen(2)).isEqualTo("a waits");
    }

    @Test
    void whoHasTriedWhatIsFreeLetsOthersPass() {
        PoolUnderTest pool = full();
        PoolUnderTest.Asking first = pool.ask(1);
        pool.ask(2);
        PoolUnderTest.Asking picky = pool.ask(asking -> {
            asking.tried.add(pool.named("a"));
            return asking;
        });
        PoolUnderTest.Asking next = pool.ask(4);
        first.end();
        assertThat(picky).hasToString("waits");
        assertThat(next).hasToString("a");
    }

    @Test
    void reloadKeepsServersWithTheirHealthAndConnections() {
        PoolUnderTest pool = new PoolUnderTest(config(Balance.ROUND_ROBIN, server("a", 1), server("b", 1)));
        Server a = pool.named("a");
        pool.ask(1);
        pool.health("b", false);
        pool.pool.configure(
                config(Balance.LEAST_CONNECTIONS, server("a", 9), server("b", 1), server("c", 1)),
                PoolUnderTest::resolve);
        assertThat(pool.named("a")).isSameAs(a);
        assertThat(a.config().weight()).isEqualTo(9);
        assertThat(a.connections()).isEqualTo(1);
        assertThat(pool.named("b").isUp()).isFalse();
        assertThat(pool.named("c").isUp()).isTrue();
    }

    @Test
    void removedServerKeepsItsConnectionsAndGetsNoOthers() {
        PoolUnderTest pool = new PoolUnderTest(config(Balance.ROUND_ROBIN, server("a", 1), server("b", 1)));
        PoolUnderTest.Asking ofA = pool.ask(1);
        pool.pool.configure(config(Balance.ROUND_ROBIN, server("b", 1)), PoolUnderTest::resolve);
        assertThat(pool.chosen(3)).isEqualTo("b b b");
        assertThat(pool.pool.connections()).isEqualTo(4);
        ofA.end();
        assertThat(pool.pool.connections()).isEqualTo(3);
    }

    @Test
    void reloadThatMakesRoomServesWhoWaits() {
        PoolUnderTest pool = new PoolUnderTest(config(Balance.ROUND_ROBIN, most(server("a", 1), 1)));
        pool.ask(1);
        PoolUnderTest.Asking waiting = pool.ask(2);
        pool.pool.configure(config(Balance.ROUND_ROBIN, most(server("a", 1), 2)), PoolUnderTest::resolve);
        assertThat(waiting).hasToString("a");
    }
}
