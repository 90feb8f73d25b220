/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.config;

import io.vip4j.config.HostConfig;
import io.vip4j.samples.support.http.PageSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that a proxy is to do.
 *
 * @param threads event loops
 * @param maxConnections client connections of all listeners; empty: what the limit of open files allows
 * @param drain how long connections may go on when the process ends
 * @param vip the virtual routers; without any nothing is owned
 * @param listeners where connections come from
 * @param pools where they go; every pool of a listener is among them
 * @param page where the status page is served; empty: nowhere
 */
public record ProxyConfig(
        int threads,
        OptionalInt maxConnections,
        Duration drain,
        HostConfig vip,
        List<ListenerConfig> listeners,
        List<PoolConfig> pools,
        Optional<PageSettings> page) {

    /** Copies the lists. */
    public ProxyConfig {
        listeners = List.copyOf(listeners);
        pools = List.copyOf(pools);
    }
}
