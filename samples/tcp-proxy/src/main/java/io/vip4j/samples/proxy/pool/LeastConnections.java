/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.pool;

import java.time.Duration;
import java.util.List;

/** The one with the fewest connections for its weight; among equals the one that was chosen longest ago. */
final class LeastConnections implements Balancer {

    @Override
    public Server pick(List<Server> candidates, byte[] client, Duration slowStart, long nowNanos) {
        Server best = candidates.get(0);
        long bestWeight = best.effectiveWeight(slowStart, nowNanos);
        for (Server server : candidates) {
            long weight = server.effectiveWeight(slowStart, nowNanos);
            // connections + 1: what it would have with this one; a quotient without dividing.
            long mine = (server.connections() + 1) * bestWeight;
            long its = (best.connections() + 1) * weight;
            if (mine < its || (mine == its && server.lastPicked() < best.lastPicked())) {
                best = server;
                bestWeight = weight;
            }
        }
        return best;
    }
}
