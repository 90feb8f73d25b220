/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.pool;

import io.vip4j.samples.proxy.config.PoolConfig;
import io.vip4j.samples.proxy.config.ServerConfig;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Servers that do the same, and the connections that wait for one of them. Safe from any thread: event loops, health and
 * reload meet here, under one lock that is held for a few hundred instructions and never while somebody else is called.
 */
public final class Pool {

    private record Grant(Request request, Server server) {}

    private final String name;
    private final LongSupplier clock;
    private final PoolCounters counters = new PoolCounters();
    private final Object lock = new Object();

    // Written under the lock.
    private volatile PoolConfig config;
    private volatile List<Server> servers = List.of();
    private Balancer balancer;
    private final LinkedHashSet<Request> queue = new LinkedHashSet<>();
    private int connections;
    private long picks;

    /**
     * @param resolver finds the address of a server
     * @param clock nanoseconds, as {@link System#nanoTime}
     */
    public Pool(PoolConfig config, Function<ServerConfig, InetSocketAddress> resolver, LongSupplier clock) {
        this.name = config.name();
        this.clock = clock;
        this.config = config;
        this.balancer = Balancer.of(config.balance());
        this.servers = config.servers().stream()
                .map(server -> new Server(name, server, resolver.apply(server)))
                .toList();
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** What it is told to be. */
    public PoolConfig config() {
        return config;
    }

    /** Its servers; those that a reload has taken away are not among them, though they may have connections. */
    public List<Server> servers() {
        return servers;
    }

    /** What it has done so far. */
    public PoolCounters counters() {
        return counters;
    }

    /** How many connections wait. */
    public int waiting() {
        synchronized (lock) {
            return queue.size();
        }
    }

    /** Connections that servers were granted to, those of servers that are gone with them. */
    public int connections() {
        synchronized (lock) {
            return connections;
        }
    }

    /** Asks for a server: granted or refused before this returns, or queued. */
    public void request(Request request) {
        Optional<Server> server;
        Optional<Refusal> refusal = Optional.empty();
        synchronized (lock) {
            server = queue.isEmpty() ? pick(request) : Optional.empty();
            if (server.isEmpty()) {
                refusal = enqueue(request);
            }
        }
        server.ifPresent(request::granted);
        refusal.ifPresent(why -> {
            counters.count(why);
            request.refused(why);
        });
    }

    private Optional<Refusal> enqueue(Request request) {
        if (!mayWait(request)) {
            return Optional.of(Refusal.NO_SERVER);
        }
        if (queue.size() >= config.queue()) {
            return Optional.of(Refusal.QUEUE_FULL);
        }
        counters.queued.increment();
        queue.add(request);
        return Optional.empty();
    }

    /** Whether a server would take it if only there were room. */
    private boolean mayWait(Request request) {
        boolean backups = standIn(request);
        for (Server server : servers) {
            if (server.config().backup() == backups && isUsable(server) && !request.hasTried(server)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Takes a request out of the queue.
     *
     * @return whether it was there; if not, it has been answered, or the answer is on its way
     */
    public boolean cancel(Request request) {
        synchronized (lock) {
            return queue.remove(request);
        }
    }

    /** Takes a request out of the queue that has waited for too long, and refuses it if it was there. */
    public void expire(Request request) {
        if (cancel(request)) {
            counters.count(Refusal.QUEUE_TIMEOUT);
            request.refused(Refusal.QUEUE_TIMEOUT);
        }
    }

    /** A connection to a server has ended, or was never made. */
    public void release(Server server) {
        List<Grant> grants;
        synchronized (lock) {
            server.giveBack();
            connections--;
            if (queue.isEmpty()) {
                return;
            }
            grants = serve();
        }
        tell(grants);
    }

    /**
     * A check has said how a server is.
     *
     * @return whether it was otherwise before
     */
    public boolean health(Server server, boolean up, String detail) {
        List<Grant> grants;
        boolean differs;
        synchronized (lock) {
            differs = server.say(up, detail, clock.getAsLong());
            grants = serve();
        }
        tell(grants);
        return differs;
    }

    /**
     * Runs with another configuration from now on. Servers of the same name and address go on with their health, their
     * counters and their connections; those that are gone get no new connections and keep the ones that they have.
     */
    public void configure(PoolConfig next, Function<ServerConfig, InetSocketAddress> resolver) {
        Map<ServerConfig, InetSocketAddress> resolved = new LinkedHashMap<>();
        next.servers().forEach(server -> resolved.put(server, resolver.apply(server)));
        List<Grant> grants;
        synchronized (lock) {
            Map<String, Server> before = new LinkedHashMap<>();
            servers.forEach(server -> before.put(server.name(), server));
            List<Server> wanted = new ArrayList<>();
            resolved.forEach((server, address) -> {
                Server known = before.get(server.name());
                if (known == null || !known.config().address().equals(server.address())) {
                    wanted.add(new Server(name, server, address));
                } else {
                    known.configure(server, address);
                    wanted.add(known);
                }
            });
            servers = List.copyOf(wanted);
            if (next.balance() != config.balance()) {
                balancer = Balancer.of(next.balance());
            }
            config = next;
            grants = serve();
        }
        tell(grants);
    }

    /** Gives servers to those who wait, in their order; one that has tried whatever is free lets others pass. */
    private List<Grant> serve() {
        List<Grant> grants = new ArrayList<>();
        for (Iterator<Request> waiting = queue.iterator(); waiting.hasNext() && hasRoom(); ) {
            Request request = waiting.next();
            pick(request).ifPresent(server -> {
                waiting.remove();
                grants.add(new Grant(request, server));
            });
        }
        return grants;
    }

    private static void tell(List<Grant> grants) {
        grants.forEach(grant -> grant.request().granted(grant.server()));
    }

    private boolean hasRoom() {
        var most = config.maxConnections();
        if (most.isPresent() && connections >= most.getAsInt()) {
            return false;
        }
        for (Server server : servers) {
            if (isUsable(server) && server.hasRoom()) {
                return true;
            }
        }
        return false;
    }

    private Optional<Server> pick(Request request) {
        if (!hasRoom()) {
            return Optional.empty();
        }
        List<Server> candidates = candidates(request, standIn(request));
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        Server server = balancer.pick(candidates, request.clientAddress(), config.slowStart(), clock.getAsLong());
        server.take(++picks);
        connections++;
        return Optional.of(server);
    }

    /**
     * Whether it is for the backups: no other server is up, or each of them has just not taken it. That they are full is
     * no reason.
     */
    private boolean standIn(Request request) {
        for (Server server : servers) {
            if (!server.config().backup() && isUsable(server) && !request.hasTried(server)) {
                return false;
            }
        }
        return true;
    }

    private List<Server> candidates(Request request, boolean backups) {
        List<Server> candidates = new ArrayList<>(servers.size());
        for (Server server : servers) {
            if (server.config().backup() == backups
                    && isUsable(server)
                    && server.hasRoom()
                    && !request.hasTried(server)) {
                candidates.add(server);
            }
        }
        return candidates;
    }

    private static boolean isUsable(Server server) {
        return server.isUp() && server.config().weight() > 0;
    }

    @Override
    public String toString() {
        return name;
    }
}
