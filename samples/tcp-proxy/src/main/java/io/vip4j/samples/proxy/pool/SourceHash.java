/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.pool;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/**
 * Rendezvous hashing: each server draws a number from the client's address and its own name, and the highest one wins. When
 * a server goes, its clients alone move, to servers that they draw next; when it is back, they are back. The weight
 * stretches the numbers (-w / ln u), so that a server wins in proportion to it. A slow start would move clients to and fro
 * and has no effect here.
 */
final class SourceHash implements Balancer {

    @Override
    public Server pick(List<Server> candidates, byte[] client, Duration slowStart, long nowNanos) {
        long clientHash = hash(0xcbf29ce484222325L, client);
        Server best = candidates.get(0);
        double highest = Double.NEGATIVE_INFINITY;
        for (Server server : candidates) {
            double drawn = draw(clientHash, server);
            if (drawn > highest) {
                highest = drawn;
                best = server;
            }
        }
        return best;
    }

    private static double draw(long clientHash, Server server) {
        long mixed = mix(hash(clientHash, server.name().getBytes(StandardCharsets.UTF_8)));
        double unit = ((mixed >>> 11) + 0.5) / (1L << 53); // Strictly between 0 and 1.
        return -server.config().weight() / Math.log(unit);
    }

    /** FNV-1a. */
    private static long hash(long seed, byte[] octets) {
        long hash = seed;
        for (byte octet : octets) {
            hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finalizer of SplitMix64: FNV alone leaves the high bits of short inputs alike. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
