/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/**
 * Servers that do the same.
 *
 * @param name for people, and across reloads
 * @param balance how one of them is chosen
 * @param connectTimeout of each attempt
 * @param retries how many further servers are tried
 * @param maxConnections to all of them; empty: any number
 * @param queue connections that may wait
 * @param queueTimeout how long they may wait
 * @param slowStart over which a server that comes back gets its whole weight
 * @param sendProxy the header that servers get first
 * @param servers at least one
 */
public record PoolConfig(
        String name,
        Balance balance,
        Duration connectTimeout,
        int retries,
        OptionalInt maxConnections,
        int queue,
        Duration queueTimeout,
        Duration slowStart,
        SendProxy sendProxy,
        List<ServerConfig> servers) {

    /** How a server is chosen. */
    public enum Balance {
        /** In turns, each as often as its weight. */
        ROUND_ROBIN,
        /** The one with the fewest connections for its weight. */
        LEAST_CONNECTIONS,
        /** Always the same for one client address. */
        SOURCE
    }

    /** What a server hears about the client. */
    public enum SendProxy {
        /** Nothing. */
        NONE,
        /** A line of text. */
        V1,
        /** The binary form. */
        V2
    }

    /** Copies the list. */
    public PoolConfig {
        servers = List.copyOf(servers);
    }
}
