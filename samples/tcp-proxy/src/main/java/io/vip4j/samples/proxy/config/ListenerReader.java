/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
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
        Optional<InetSocketAddress> bind = section.parsed("bind", ListenerReader::bind);
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

    /** Never resolves a name: a listener has an address. */
    private static InetSocketAddress bind(String text) {
        HostPort place = HostPort.parse(text.startsWith("*:") ? "0.0.0.0" + text.substring(1) : text);
        try {
            InetAddress address =
                    InetAddress.getByAddress(IpAddress.parse(place.host()).octets());
            return new InetSocketAddress(address, place.port());
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw new ConfigurationException("must be ADDRESS:PORT, *:PORT or [IPV6]:PORT: '" + text + "'");
        }
    }
}
