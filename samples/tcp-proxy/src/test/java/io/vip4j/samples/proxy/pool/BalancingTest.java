/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.pool;

import static io.vip4j.samples.proxy.pool.PoolUnderTest.backup;
import static io.vip4j.samples.proxy.pool.PoolUnderTest.config;
import static io.vip4j.samples.proxy.pool.PoolUnderTest.server;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.samples.proxy.config.PoolConfig.Balance;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BalancingTest {

    private static Map<String, Long> counts(PoolUnderTest pool, int connections) {
        return IntStream.range(0, connections)
                .mapToObj(client -> pool.ask(client).toString())
                .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    @Test
    void roundRobinIsSmooth() {
        PoolUnderTest pool =
                new PoolUnderTest(config(Balance.ROUND_ROBIN, server("a", 5), server("b", 1), server("c", 1)));
        assertThat(pool.chosen(14)).isEqualTo("a a b a c a a a a b a c a a");
    }

    @Test
    void roundRobinGoesOnWithoutAServerThatIsDownAndTakesItBack() {
        PoolUnderTest pool = new PoolUnderTest(config(Balance.ROUND_ROBIN, server("a", 1), server("b", 1)));
        pool.health("a", false);
        assertThat(pool.chosen(3)).isEqualTo("b b b");
        pool.health("a", true);
        assertThat(pool.chosen(4)).isEqualTo("a b a b");
    }

    @Test
    void weightZeroGetsNothing() {
        PoolUnderTest pool = new PoolUnderTest(config(Balance.ROUND_ROBIN, server("a", 0), server("b", 1)));
        assertThat(pool.chosen(3)).isEqualTo("b b b");
    }

    @Test
    void leastConnectionsHeedsWeightsAndWhoHasEnded() {
        PoolUnderTest pool = new PoolUnderTest(config(Balance.LEAST_CONNECTIONS, server("a", 2), server("b", 1)));
        assertThat(counts(pool, 30)).isEqualTo(Map.of("a", 20L, "b", 10L));
        for (int i = 0; i < 5; i++) {
            pool.pool.release(pool.named("b"));
        }
        assertThat(pool.chosen(5)).isEqualTo("b b b b b");
    }

    @Test
    void leastConnectionsTakesTurnsAmongEquals() {
        PoolUnderTest pool =
                new PoolUnderTest(config(Balance.LEAST_CONNECTIONS, server("a", 1), server("b", 1), server("c", 1)));
        StringBuilder order = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            PoolUnderTest.Asking one = pool.ask(i);
            order.append(one);
            one.end();
        }
        assertThat(order).hasToString("abcabc");
    }

    @Test
    void sourceKeepsAClientAtItsServer() {
        PoolUnderTest pool = new PoolUnderTest(config(Balance.SOURCE, server("a", 1), server("b", 1), server("c", 1)));
        for (int client = 0; client < 50; client++) {
            assertThat(pool.ask(client)).hasToString(pool.ask(client).toString());
        }
    }

    @Test
    void sourceMovesOnlyTheClientsOfTheServerThatWent() {
        PoolUnderTest pool = new PoolUnderTest(config(Balance.SOURCE, server("a", 1), server("b", 1), server("c", 1)));
        String[] before = IntStream.range(0, 200)
                .mapToObj(client -> pool.ask(client).toString())
                .toArray(String[]::new);
        pool.health("b", false);
        for (int client = 0; client < 200; client++) {
            String now = pool.ask(client).toString();
            assertThat(now).isEqualTo(before[client].equals("b") ? now : before[client]);
            assertThat(now).isNotEqualTo("b");
        }
        pool.health("b", true);
        for (int client = 0; client < 200; client++) {
            assertThat(pool.ask(client)).hasToString(before[client]);
        }
    }

    @Test
    void sourceSpreadsByWeight() {
        PoolUnderTest pool = new PoolUnderTest(config(Balance.SOURCE, server("a", 3), server("b", 1)));
        long a = IntStream.range(0, 10_000)
                .filter(client -> pool.ask(
                                asking -> pool.new Asking((byte) 10, (byte) 0, (byte) (client >> 8), (byte) client))
                        .toString()
                        .equals("a"))
                .count();
        assertThat(a).isBetween(7_300L, 7_700L);
    }

    @Test
    void backupsStandInWhileNoOtherServerIsUp() {
        PoolUnderTest pool = new PoolUnderTest(
                config(Balance.ROUND_ROBIN, server("a", 1), backup(server("x", 1)), backup(server("y", 1))));
        assertThat(pool.chosen(2)).isEqualTo("a a");
        pool.health("a", false);
        assertThat(pool.chosen(4)).isEqualTo("x y x y");
        pool.health("a", true);
        assertThat(pool.chosen(2)).isEqualTo("a a");
    }

    @Test
    void slowStartGrowsFromATenthToTheWhole() {
        PoolUnderTest pool = new PoolUnderTest(config(
                Balance.ROUND_ROBIN, OptionalInt.empty(), 0, Duration.ofSeconds(100), server("a", 1), server("b", 1)));
        assertThat(counts(pool, 100)).isEqualTo(Map.of("a", 50L, "b", 50L)); // Nobody starts slowly at the beginning.
        pool.health("b", false);
        pool.health("b", true);
        assertThat(counts(pool, 110)).isEqualTo(Map.of("a", 100L, "b", 10L));
        pool.nowNanos = Duration.ofSeconds(50).toNanos(); // 0.1 + 0.9 / 2
        assertThat(counts(pool, 155)).isEqualTo(Map.of("a", 100L, "b", 55L));
        pool.nowNanos = Duration.ofSeconds(100).toNanos();
        assertThat(counts(pool, 100)).isEqualTo(Map.of("a", 50L, "b", 50L));
    }
}
