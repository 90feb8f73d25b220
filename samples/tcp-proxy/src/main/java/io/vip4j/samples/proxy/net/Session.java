/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.net;

import io.netty.channel.ChannelException;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.vip4j.samples.proxy.config.ListenerConfig;
import io.vip4j.samples.proxy.pool.Pool;
import io.vip4j.samples.proxy.pool.Refusal;
import io.vip4j.samples.proxy.pool.Request;
import io.vip4j.samples.proxy.pool.Server;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client and its server, from accept to close; package-info has its phases. On one event loop, except {@link #granted} and
 * {@link #cut}.
 */
final class Session implements Request {

    /** Where it is. */
    private enum Phase {
        HEADER,
        WAITING,
        CONNECTING,
        RELAYING,
        ENDING,
        CLOSED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** Octets of type-length-values that a PROXY v2 header may have: AWS and GCP need less than 100. */
    private static final int MOST_TLV_OCTETS = 1024;

    private final Listener listener;
    private final ListenerConfig config;
    private final Pool pool;
    private final EventLoop loop;
    private final Side client;
    private final InetAddress localAddress;
    private final long idleNanos;

    // Written by the event loop; "tried" only while the pool does not know this request.
    private Phase phase = Phase.WAITING;
    private Endpoints endpoints;
    private byte[] clientAddress;
    private List<Server> tried = List.of();
    private @Nullable Server server;
    private @Nullable Side serverSide;
    private @Nullable Relay relay;
    private @Nullable Future<?> timer;

    Session(Listener listener, ListenerConfig config, Pool pool, EpollSocketChannel channel, EventLoop loop) {
        this.listener = listener;
        this.config = config;
        this.pool = pool;
        this.loop = loop;
        this.client = new Side(this, channel);
        this.idleNanos = config.idleTimeout().toNanos();
        this.endpoints = Endpoints.of(channel);
        this.localAddress = endpoints.destination().getAddress();
        this.clientAddress = endpoints.client().getAddress().getAddress();
    }

    /** Begins. On the loop that accepts, or any other. */
    void begin() {
        Sockets.configure(client.channel());
        if (config.acceptProxy()) {
            phase = Phase.HEADER;
            client.channel().config().setSoLinger(0); // The decoder closes by itself: with a reset, too.
            client.channel().pipeline().addLast(new HAProxyMessageDecoder(MOST_TLV_OCTETS));
        }
        client.channel().pipeline().addLast(client);
        loop.register(client.channel()).addListener(registered -> {
            if (!registered.isSuccess()) {
                client.channel().unsafe().closeForcibly();
                listener.ended(this);
            }
        });
    }

    boolean isClosed() {
        return phase == Phase.CLOSED;
    }

    /** A connection is there. */
    void connected(Side side) {
        if (side != client) {
            return; // Its future tells.
        }
        if (phase == Phase.HEADER) {
            timer = loop.schedule(this::headerIsLate, config.proxyTimeout().toMillis(), TimeUnit.MILLISECONDS);
            client.channel().config().setAutoRead(true);
        } else {
            requestServer();
        }
    }

    private void headerIsLate() {
        if (phase == Phase.HEADER) {
            listener.counters().proxyTimeouts.increment();
            abort();
        }
    }

    /** The PROXY header has come. */
    void header(HAProxyMessage header) {
        if (phase != Phase.HEADER) {
            return;
        }
        client.channel().config().setAutoRead(false);
        client.channel().config().setSoLinger(-1);
        endpoints = Endpoints.of(header, endpoints);
        clientAddress = endpoints.client().getAddress().getAddress();
        requestServer();
    }

    private void requestServer() {
        cancelTimer();
        phase = Phase.WAITING;
        pool.request(this);
        if (phase == Phase.WAITING) {
            long patience = pool.config().queueTimeout().toMillis();
            timer = loop.schedule(() -> pool.expire(this), patience, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public byte[] clientAddress() {
        return clientAddress;
    }

    @Override
    public boolean hasTried(Server candidate) {
        return tried.contains(candidate);
    }

    @Override
    public void granted(Server chosen) {
        if (loop.inEventLoop()) {
            connect(chosen);
            return;
        }
        try {
            loop.execute(() -> connect(chosen));
        } catch (RejectedExecutionException e) {
            pool.release(chosen); // The proxy is closing.
        }
    }

    @Override
    public void refused(Refusal why) {
        listener.counters().refused.increment();
        LOG.debug("{}: {} has no server: {}", config.name(), endpoints.client(), why);
        abort();
    }

    private void connect(Server chosen) {
        if (phase != Phase.WAITING) {
            pool.release(chosen); // The client has gone in the meantime.
            return;
        }
        cancelTimer();
        phase = Phase.CONNECTING;
        server = chosen;
        EpollSocketChannel channel;
        try {
            channel = Sockets.toServer(chosen.address(), pool.config().connectTimeout());
        } catch (ChannelException e) {
            // Out of descriptors or memory: no other server could be reached either, and it is the fault of none.
            LOG.debug("{}: no socket for {}: {}", config.name(), endpoints.client(), e.getMessage());
            listener.outOfSockets(e.getCause() == null ? e : e.getCause());
            abort();
            return;
        }
        Side side = new Side(this, channel);
        serverSide = side;
        channel.pipeline().addLast(side);
        var unused = loop.register(channel);
        channel.connect(chosen.address()).addListener(done -> {
            if (done.isSuccess()) {
                relay(side, chosen);
            } else {
                notConnected(chosen, channel, done.cause());
            }
        });
    }

    private void notConnected(Server chosen, EpollSocketChannel channel, Throwable cause) {
        Sockets.close(channel);
        if (phase != Phase.CONNECTING) {
            return;
        }
        LOG.debug("{}: {} does not take {}: {}", config.name(), chosen, endpoints.client(), cause.getMessage());
        chosen.counters().connectFailures.increment();
        giveServerBack();
        serverSide = null;
        if (tried.isEmpty()) {
            tried = new ArrayList<>(2);
        }
        tried.add(chosen);
        if (tried.size() <= pool.config().retries()) {
            pool.counters().redispatches.increment();
            requestServer();
        } else {
            listener.counters().connectFailures.increment();
            abort();
        }
    }

    private void relay(Side side, Server chosen) {
        if (phase != Phase.CONNECTING) {
            Sockets.reset(side.channel());
            return;
        }
        phase = Phase.RELAYING;
        tried = List.of();
        endpoints.announce(side.channel(), pool.config().sendProxy());
        timer = loop.schedule(this::checkIdle, idleNanos, TimeUnit.NANOSECONDS);
        Relay started = new Relay(listener.counters(), chosen, client, side);
        relay = started;
        started.start();
    }

    /** So many octets have gone from one side to the other. */
    void moved(Side from, long octets) {
        Relay running = relay;
        if (running != null) {
            running.moved(from, octets);
        }
    }

    private void checkIdle() {
        Relay running = relay;
        if (isClosed() || running == null) {
            return;
        }
        long left = idleNanos - running.idleNanos();
        if (left > 0) {
            timer = loop.schedule(this::checkIdle, left, TimeUnit.NANOSECONDS);
        } else {
            listener.counters().idleTimeouts.increment();
            finish();
        }
    }

    /** One side has said that it sends no more. */
    void inputEnded(Side side) {
        Relay running = relay;
        if (phase == Phase.RELAYING && running != null) {
            running.inputEnded(side);
        } else if (phase == Phase.HEADER) {
            listener.counters().proxyFaults.increment();
            abort();
        }
        // Before a server is there the end is kept, with what came before it.
    }

    /** One side has been told that nothing more comes. */
    void outputEnded() {
        Relay running = relay;
        if (phase == Phase.RELAYING && running != null && running.isOver()) {
            finish();
        }
    }

    /** A side is closed without having ended in good order. */
    void gone(Side side) {
        if (side != client && side != serverSide) {
            return; // Of an attempt that failed.
        }
        Relay running = relay;
        if (phase == Phase.RELAYING && running != null) {
            phase = Phase.ENDING;
            running.broke(side);
            if (side != client) {
                giveServerBack();
            }
        } else if (phase == Phase.ENDING) {
            close();
        } else if (side == client && phase != Phase.CLOSED) {
            listener.counters().clientsGone.increment();
            abort();
        }
    }

    /** Something failed on a side. */
    void failed(Side side, Throwable cause) {
        if (phase == Phase.HEADER && cause instanceof DecoderException) {
            listener.counters().proxyFaults.increment();
            LOG.debug("{}: {} has no good PROXY header: {}", config.name(), endpoints.client(), cause.getMessage());
            abort();
        } else if (side == serverSide || side == client) {
            LOG.debug("{}: {}: {}", config.name(), endpoints.client(), cause.toString());
            Sockets.close(side.channel()); // gone() follows.
        }
    }

    /** Whether it is one of the connections to these addresses of this host. Any thread. */
    boolean isTo(Predicate<InetAddress> addresses) {
        return addresses.test(localAddress);
    }

    /** Ends at once because a drain is over or the address is lost. Any thread. */
    void cut() {
        try {
            loop.execute(() -> {
                if (!isClosed()) {
                    listener.counters().cut.increment();
                    abort();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("the event loop is closing, and this session with it");
        }
    }

    /** Both sides have said all. */
    private void finish() {
        close();
        Sockets.close(client.channel());
        Side server = serverSide;
        if (server != null) {
            Sockets.close(server.channel());
        }
    }

    private void abort() {
        close();
        Sockets.reset(client.channel());
        Side server = serverSide;
        if (server != null) {
            Sockets.reset(server.channel());
        }
    }

    /** The bookkeeping of the end; called once. */
    private void close() {
        boolean waiting = phase == Phase.WAITING;
        phase = Phase.CLOSED;
        cancelTimer();
        if (waiting) {
            pool.cancel(this); // If it is not there, a grant is on its way and will find this closed.
        }
        giveServerBack();
        client.letGo();
        Side side = serverSide;
        if (side != null) {
            side.letGo();
        }
        listener.ended(this);
    }

    private void giveServerBack() {
        Server held = server;
        server = null;
        if (held != null) {
            pool.release(held);
        }
    }

    private void cancelTimer() {
        Future<?> running = timer;
        timer = null;
        if (running != null) {
            running.cancel(false);
        }
    }
}
