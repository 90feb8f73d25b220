/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.pool;

import io.vip4j.samples.proxy.config.PoolConfig.Balance;
import java.time.Duration;
import java.util.List;

/** Chooses one of several servers that could all take a connection. Called under the lock of the pool. */
@FunctionalInterface
interface Balancer {

    /**
     * One of them.
     *
     * @param candidates at least one, all with a weight above 0
     * @param client octets of the client's address
     */
    Server pick(List<Server> candidates, byte[] client, Duration slowStart, long nowNanos);

    static Balancer of(Balance balance) {
        return switch (balance) {
            case ROUND_ROBIN -> new RoundRobin();
            case LEAST_CONNECTIONS -> new LeastConnections();
            case SOURCE -> new SourceHash();
        };
    }
}
