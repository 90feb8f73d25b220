/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.VipHost;
import io.vip4j.config.HostConfig;
import io.vip4j.event.CheckStatus;
import io.vip4j.event.VipListener;
import io.vip4j.samples.proxy.config.ListenerConfig;
import io.vip4j.samples.proxy.config.PoolConfig;
import io.vip4j.samples.proxy.config.ProxyConfig;
import io.vip4j.samples.proxy.config.ServerConfig;
import io.vip4j.samples.proxy.net.ConnectionLimit;
import io.vip4j.samples.proxy.net.EventLoops;
import io.vip4j.samples.proxy.net.Listener;
import io.vip4j.samples.proxy.pool.Pool;
import io.vip4j.samples.proxy.pool.Server;
import io.vip4j.spi.PlatformException;
import io.vip4j.spi.VipPlatform;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running proxy: listeners, pools, and the addresses that it owns. Safe from any thread; changes come one by one. */
public final class Proxy implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Proxy.class);

    private final EventLoops loops;
    private final VipHost host;
    private final ConnectionLimit limit;
    private final Readiness readiness;
    private final VipDuty duty;
    private final ServerWatches watches;
    private final VipListener[] vipListeners;

    // Written under the lock of this.
    private volatile ProxyConfig config;
    private volatile HostConfig vip; // Ahead of the configuration while it changes.
    private volatile Map<String, Pool> pools = Map.of();
    private volatile Map<String, Listener> listeners = Map.of();
    private boolean closed;

    private Proxy(ProxyConfig config, VipPlatform platform, ProxyEvents... events) {
        this.config = config;
        this.vip = config.vip();
        this.loops = EventLoops.open(config.threads());
        this.host = VipHost.open(platform);
        this.limit = new ConnectionLimit(mostConnections(config));
        this.readiness = new Readiness(loops);
        this.duty = new VipDuty(loops, () -> listeners.values(), router -> VipAddresses.of(vip, router));
        this.watches = new ServerWatches(host, List.of(events));
        List<VipListener> all = new ArrayList<>(List.of(duty));
        all.addAll(List.of(events));
        this.vipListeners = all.toArray(VipListener[]::new);
    }

    private static int mostConnections(ProxyConfig config) {
        return OpenFiles.clientConnections(config.maxConnections());
    }

    /**
     * Starts: first servers are asked, then the way of a connection is rehearsed, then clients are listened for, then
     * addresses are claimed.
     *
     * @param platform where the addresses are; closed with the proxy
     * @param events hear of routers and servers
     * @throws PlatformException if the host refuses a part of it; nothing is left behind then
     */
    public static Proxy start(ProxyConfig config, VipPlatform platform, ProxyEvents... events) {
        Proxy proxy = new Proxy(config, platform, events);
        try {
            proxy.begin(config);
            return proxy;
        } catch (RuntimeException e) {
            proxy.close();
            throw e;
        }
    }

    private synchronized void begin(ProxyConfig wanted) {
        pools = pools(wanted);
        watches.run(pools.values());
        Rehearsal.once(loops);
        Map<String, Listener> fresh = new LinkedHashMap<>();
        wanted.listeners().forEach(listener -> fresh.put(listener.name(), listener(listener, pools)));
        listeners = fresh;
        fresh.values().forEach(Listener::open);
        readiness.start();
        claim(wanted);
        LOG.info("up to {} client connections on {} threads", limit.most(), config.threads());
    }

    private void claim(ProxyConfig wanted) {
        host.apply(wanted.vip(), vipListeners);
        readiness.tell(host.electors());
    }

    private Listener listener(ListenerConfig wanted, Map<String, Pool> known) {
        return new Listener(wanted, pool(known, wanted), loops, limit, readiness);
    }

    private static Pool pool(Map<String, Pool> known, ListenerConfig listener) {
        return Optional.ofNullable(known.get(listener.pool())).orElseThrow();
    }

    private static Map<String, Pool> pools(ProxyConfig wanted) {
        Map<String, Pool> fresh = new LinkedHashMap<>();
        for (PoolConfig pool : wanted.pools()) {
            fresh.put(pool.name(), new Pool(pool, server -> address(pool, server), System::nanoTime));
        }
        return fresh;
    }

    private static InetSocketAddress address(PoolConfig pool, ServerConfig server) {
        InetSocketAddress address =
                new InetSocketAddress(server.address().host(), server.address().port());
        if (address.isUnresolved()) {
            throw new PlatformException("pool " + pool.name() + ": server " + server.name() + ": "
                    + server.address().host() + " cannot be resolved");
        }
        return address;
    }

    /**
     * Runs with another configuration from now on. Connections go on as they are: those of servers and pools that are gone,
     * and of listeners that move, until they end. If the host refuses a part of it, everything runs on as it was.
     *
     * @throws PlatformException if the host refuses it
     * @throws io.vip4j.vrrp.ConfigurationException if it contradicts what runs
     */
    public synchronized void reload(ProxyConfig next) {
        if (closed) {
            throw new IllegalStateException("the proxy is closed");
        }
        new Reload(config, next).run();
    }

    /** One change from one configuration to another. */
    private final class Reload {

        private final ProxyConfig before;
        private final ProxyConfig next;
        private final Map<ServerConfig, InetSocketAddress> addresses = new HashMap<>();
        private final Map<String, Pool> nextPools = new LinkedHashMap<>();
        private final Map<String, Listener> nextListeners = new LinkedHashMap<>();
        private final List<Listener> opened = new ArrayList<>();
        private final List<Listener> gone = new ArrayList<>();

        Reload(ProxyConfig before, ProxyConfig next) {
            this.before = before;
            this.next = next;
        }

        void run() {
            // Names are resolved before anything is changed.
            pools(next).forEach((name, pool) -> {
                pool.servers().forEach(server -> addresses.put(server.config(), server.address()));
                nextPools.put(name, pools.getOrDefault(name, pool));
            });
            chooseListeners();
            try {
                move();
                vip = next.vip();
                claim(next);
            } catch (RuntimeException e) {
                undo();
                throw e;
            }
            commit();
        }

        private void chooseListeners() {
            for (ListenerConfig wanted : next.listeners()) {
                Listener known = listeners.get(wanted.name());
                if (known != null && known.config().hasSocketOf(wanted)) {
                    nextListeners.put(wanted.name(), known);
                } else {
                    Listener fresh = listener(wanted, nextPools);
                    nextListeners.put(wanted.name(), fresh);
                    opened.add(fresh);
                }
            }
            listeners.values().stream()
                    .filter(listener -> !nextListeners.containsValue(listener))
                    .forEach(gone::add);
        }

        /** Sockets that go are closed first only where they are in the way. */
        private void move() {
            for (Listener fresh : opened) {
                int port = fresh.config().bind().getPort();
                gone.stream()
                        .filter(old -> old.config().bind().getPort() == port)
                        .forEach(Listener::close);
                fresh.open();
            }
        }

        private void undo() {
            opened.forEach(Listener::retire);
            vip = before.vip();
            for (Listener old : gone) {
                try {
                    old.open();
                } catch (PlatformException e) {
                    LOG.error("after a refused reload: {}", e.getMessage());
                }
            }
        }

        private void commit() {
            for (PoolConfig wanted : next.pools()) {
                Pool pool = Optional.ofNullable(nextPools.get(wanted.name())).orElseThrow();
                if (!pool.config().equals(wanted)) {
                    pool.configure(
                            wanted,
                            server -> Optional.ofNullable(addresses.get(server)).orElseThrow());
                }
            }
            for (ListenerConfig wanted : next.listeners()) {
                Listener listener =
                        Optional.ofNullable(nextListeners.get(wanted.name())).orElseThrow();
                listener.configure(wanted, pool(nextPools, wanted));
            }
            gone.forEach(Listener::retire);
            watches.run(nextPools.values());
            pools = Map.copyOf(nextPools);
            listeners = Map.copyOf(nextListeners);
            limit.most(mostConnections(next));
            config = next;
            if (next.threads() != before.threads()) {
                LOG.warn("process.threads changes with the next start");
            }
            if (!next.page().equals(before.page())) {
                LOG.warn("http changes with the next start");
            }
        }
    }

    /** What it is told to do. */
    public ProxyConfig config() {
        return config;
    }

    /** Its pools. */
    public Collection<Pool> pools() {
        return pools.values();
    }

    /** Its listeners. */
    public Collection<Listener> listeners() {
        return listeners.values();
    }

    /** The bound of all listeners. */
    public ConnectionLimit limit() {
        return limit;
    }

    /** The routers. */
    public VipHost host() {
        return host;
    }

    /** What it is doing, as a JSON document. Waits for nobody. */
    public byte[] statistics() {
        return StatisticsDocument.of(this, duty);
    }

    /** What the check of a server has answered; empty: it has none. Waits for the loop. */
    Optional<CheckStatus> checkOf(Server server) {
        return watches.statusOf(server);
    }

    Readiness readiness() {
        return readiness;
    }

    EventLoops loops() {
        return loops;
    }

    /**
     * Ends in good order: nobody new is let in, connections finish within the drain, then they are cut, and the addresses
     * are given away. Idempotent.
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        duty.end();
        readiness.end();
        Collection<Listener> all = listeners.values();
        all.forEach(Listener::close);
        Duration drain = config.drain();
        CompletableFuture<Void> drained = Drain.of(loops, all, address -> true, drain);
        try {
            host.close(); // Drains as well, the connections to its addresses only.
            drained.completeOnTimeout(null, drain.toMillis() + 1000, TimeUnit.MILLISECONDS)
                    .join();
        } finally {
            loops.close();
        }
    }
}
