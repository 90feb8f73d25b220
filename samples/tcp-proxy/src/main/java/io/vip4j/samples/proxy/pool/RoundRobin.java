/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.pool;

import java.time.Duration;
import java.util.List;

/**
 * In turns, smoothly: with weights 5, 1, 1 the order is a a b a c a a and not a a a a a b c. Each server gains its weight,
 * the richest one is chosen and pays the sum of all.
 */
final class RoundRobin implements Balancer {

    @Override
    public Server pick(List<Server> candidates, byte[] client, Duration slowStart, long nowNanos) {
        Server richest = candidates.get(0);
        long sum = 0;
        for (Server server : candidates) {
            long weight = server.effectiveWeight(slowStart, nowNanos);
            sum += weight;
            server.turn(server.turn() + weight);
            if (server.turn() > richest.turn()) {
                richest = server;
            }
        }
        richest.turn(richest.turn() - sum);
        return richest;
    }
}
