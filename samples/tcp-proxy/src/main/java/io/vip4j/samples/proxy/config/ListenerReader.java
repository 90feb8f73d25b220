/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Reads a listener. */
final class ListenerReader {

    private static final int MOST_CONNECTIONS = 1_000_000;

    private ListenerReader() {}

    /** The listener; empty, and a fault, if it has no place to listen at. */
    static Optional<ListenerConfig> read(Section section) {
        String name = section.required("name");
        section.required("bind");
        Optional<InetSocketAddress> bind = section.parsed("bind", Places::literal);
        String pool = section.required("pool");
        int backlog = section.integer("backlog", 1, 65_535).orElse(1024);
        var most = section.integer("max-connections", 1, MOST_CONNECTIONS);
        Duration idle = section.time("idle-timeout", Duration.ofSeconds(1), Duration.ofHours(24), Duration.ofHours(1));
        boolean acceptProxy = section.flag("accept-proxy", false);
        Duration proxyTimeout =
                section.time("proxy-timeout", Duration.ofMillis(100), Duration.ofMinutes(1), Duration.ofSeconds(5));
        if (section.has("proxy-timeout") && !acceptProxy) {
            section.refuse("proxy-timeout", "must be absent without accept-proxy: true");
        }
        section.finish();
        return bind.map(at -> new ListenerConfig(name, at, pool, backlog, most, idle, acceptProxy, proxyTimeout));
    }
}
