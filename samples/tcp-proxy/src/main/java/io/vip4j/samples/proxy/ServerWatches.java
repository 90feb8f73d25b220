/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.HealthWatch;
import io.vip4j.VipHost;
import io.vip4j.event.CheckStatus;
import io.vip4j.event.HealthChange;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.InitialState;
import io.vip4j.samples.proxy.pool.Pool;
import io.vip4j.samples.proxy.pool.Server;
import io.vip4j.spi.PlatformException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the servers how they are, and tells their pools. Changed by one thread at a time, asked by any. */
final class ServerWatches {

    private static final Logger LOG = LoggerFactory.getLogger(ServerWatches.class);

    private record Running(HealthCheck check, HealthWatch watch) {}

    private final VipHost host;
    private final List<ProxyEvents> events;
    private final Map<Server, Running> running = new ConcurrentHashMap<>();

    ServerWatches(VipHost host, List<ProxyEvents> events) {
        this.host = host;
        this.events = events;
    }

    /** Watches the servers of these pools and no others. One whose check is the same as before is not asked anew. */
    void run(Collection<Pool> pools) {
        Map<Server, Running> before = new HashMap<>(running);
        running.clear();
        for (Pool pool : pools) {
            for (Server server : pool.servers()) {
                Running known = before.remove(server);
                Optional<HealthCheck> check = server.config().check();
                if (known != null && check.filter(known.check()::equals).isPresent()) {
                    running.put(server, known);
                    continue;
                }
                if (known != null) {
                    known.watch().close();
                }
                check.ifPresentOrElse(
                        wanted -> running.put(server, start(pool, server, wanted)),
                        () -> pool.health(server, true, "not checked"));
            }
        }
        before.values().forEach(gone -> gone.watch().close());
    }

    /** How a server answers; empty: it is not asked. Waits for the loop. */
    Optional<CheckStatus> statusOf(Server server) {
        try {
            return Optional.ofNullable(running.get(server))
                    .map(known -> known.watch().status());
        } catch (IllegalStateException | PlatformException e) {
            return Optional.empty(); // The host is being closed.
        }
    }

    private Running start(Pool pool, Server server, HealthCheck check) {
        // It counts as it does now until the first answer.
        InitialState initial = server.isUp() ? InitialState.UP : InitialState.DOWN;
        HealthWatch watch =
                host.watch(server.toString(), check.initially(initial), change -> changed(pool, server, change));
        return new Running(check, watch);
    }

    private void changed(Pool pool, Server server, HealthChange change) {
        if (pool.health(server, change.up(), change.detail())) {
            LOG.info("server {}: {}", server, change.detail());
            events.forEach(listener -> listener.onServer(server, change));
        }
    }
}
