/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.ReferenceCountUtil;
import io.vip4j.samples.proxy.config.ListenerConfig;
import io.vip4j.samples.proxy.pool.Pool;
import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A place where clients connect, and the sessions that have begun there. It can listen at an address that is not there yet
 * (IP_FREEBIND), so that a takeover needs no socket. Opened and closed by one thread at a time.
 */
public final class Listener {

    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    /** How long the backlog is left alone when the kernel refuses to accept. */
    private static final long PAUSE_MILLIS = 500;

    /** After so many refusals in a row it counts as failing. */
    private static final int REFUSALS = 3;

    private final EventLoops loops;
    private final ConnectionLimit ofProcess;
    private final ConnectionLimit own;
    private final AcceptHealth health;
    private final ListenerCounters counters = new ListenerCounters();
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final Runnable resume = this::resume;

    private volatile ListenerConfig config;
    private volatile Pool pool;
    private volatile @Nullable Channel channel;
    private volatile Predicate<InetAddress> leaving = address -> false;
    private volatile boolean paused;

    // Written by the loop that accepts.
    private int refusals;
    private boolean retryIsDue;

    /**
     * @param ofProcess the limit of all listeners
     * @param health hears whether it can accept
     */
    public Listener(
            ListenerConfig config, Pool pool, EventLoops loops, ConnectionLimit ofProcess, AcceptHealth health) {
        this.config = config;
        this.pool = pool;
        this.loops = loops;
        this.ofProcess = ofProcess;
        this.own = new ConnectionLimit(config.maxConnections().orElse(Integer.MAX_VALUE));
        this.health = health;
        ofProcess.onRoom(resume);
        own.onRoom(resume);
    }

    /** Its name. */
    public String name() {
        return config.name();
    }

    /** What it is told to be. */
    public ListenerConfig config() {
        return config;
    }

    /** What it has done so far. */
    public ListenerCounters counters() {
        return counters;
    }

    /** Connections that are open. */
    public int connections() {
        return own.open();
    }

    /** Whether it has a socket. */
    public boolean isOpen() {
        return channel != null;
    }

    /** Where it listens; empty if it does not. */
    public Optional<InetSocketAddress> address() {
        return channel instanceof EpollServerSocketChannel open
                ? Optional.ofNullable(open.localAddress())
                : Optional.empty();
    }

    /** Whether clients wait in the backlog because of a limit, or because the kernel refuses to accept. */
    public boolean isPaused() {
        return paused;
    }

    /** New connections go there and are treated so; those that are there go on as they are. */
    public void configure(ListenerConfig next, Pool nextPool) {
        config = next;
        pool = nextPool;
        own.most(next.maxConnections().orElse(Integer.MAX_VALUE));
    }

    /**
     * Listens, and says so in the log. Does nothing if it does already.
     *
     * @throws PlatformException if the address cannot be bound
     */
    public void open() {
        if (channel == null) {
            listen();
            LOG.info("listener {}: listens at {}", name(), address().orElse(config.bind()));
        }
    }

    /**
     * Listens without a word.
     *
     * @throws PlatformException if the address cannot be bound
     */
    public void listen() {
        EpollServerSocketChannel opened = new EpollServerSocketChannel(Sockets.family(config.bind()));
        opened.config().setReuseAddress(true).setBacklog(config.backlog());
        opened.config().setFreeBind(true);
        opened.pipeline().addLast(new Acceptor());
        var registered = loops.acceptor().register(opened).awaitUninterruptibly();
        var bound = registered.isSuccess() ? opened.bind(config.bind()).awaitUninterruptibly() : registered;
        if (!bound.isSuccess()) {
            Sockets.close(opened);
            throw new PlatformException(
                    "listener " + name() + ": " + config.bind() + " cannot be listened at: "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        paused = false;
        channel = opened;
    }

    /** Listens no more; connections go on. Who connects now is refused by the kernel. */
    public void close() {
        Channel open = channel;
        channel = null;
        if (open != null) {
            open.close().awaitUninterruptibly();
        }
    }

    /** Closes for good. */
    public void retire() {
        close();
        ofProcess.forget(resume);
    }

    /** Turns away who connects to one of these addresses from now on. */
    public void leave(Predicate<InetAddress> addresses) {
        leaving = addresses;
    }

    /** Connections to one of these addresses. */
    public int connectionsTo(Predicate<InetAddress> addresses) {
        int count = 0;
        for (Session session : sessions) {
            if (session.isTo(addresses)) {
                count++;
            }
        }
        return count;
    }

    /** Ends them at once. */
    public void cut(Predicate<InetAddress> addresses) {
        for (Session session : sessions) {
            if (session.isTo(addresses)) {
                session.cut();
            }
        }
    }

    private void accepted(EpollSocketChannel client) {
        counters.accepted.increment();
        if (client.remoteAddress() == null || leaving.test(client.localAddress().getAddress())) {
            counters.turnedAway.increment();
            Sockets.reset(client);
            return;
        }
        ofProcess.opened();
        own.opened();
        Session session = new Session(this, config, pool, client, loops.next());
        sessions.add(session);
        session.begin();
        if (ofProcess.isFull() || own.isFull()) {
            pause();
            resume(); // Room may have come between the two.
        }
    }

    void ended(Session session) {
        if (sessions.remove(session)) {
            own.ended();
            ofProcess.ended();
        }
    }

    private void pause() {
        Channel open = channel;
        paused = true;
        if (open != null) {
            open.config().setAutoRead(false);
        }
    }

    private void resume() {
        if (paused) {
            loops.acceptor().execute(this::resumeNow);
        }
    }

    private void resumeNow() {
        Channel open = channel;
        if (paused && refusals == 0 && !ofProcess.isFull() && !own.isFull() && open != null) {
            paused = false;
            open.config().setAutoRead(true);
        }
    }

    /** A session got no socket to its server: to accept more clients would be to reset them. Any event loop. */
    void outOfSockets(Throwable cause) {
        counters.socketFailures.increment();
        loops.acceptor().execute(() -> refusedByKernel(cause));
    }

    /** The kernel has nothing left for more connections: wait, and try again. */
    private void refusedByKernel(Throwable cause) {
        if (retryIsDue) {
            return; // What was accepted together is refused together.
        }
        retryIsDue = true;
        refusals++;
        LOG.warn("listener {}: cannot accept: {}", name(), cause.getMessage());
        if (refusals >= REFUSALS) {
            health.failing(this, String.valueOf(cause.getMessage()));
        }
        pause();
        var unused = loops.acceptor().schedule(() -> retry(refusals), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void retry(int refusalsBefore) {
        retryIsDue = false;
        Channel open = channel;
        if (open == null) {
            return;
        }
        open.config().setAutoRead(true);
        // An accept with nobody waiting fails too when there are no descriptors: silence is success.
        var unused = loops.acceptor()
                .schedule(
                        () -> {
                            if (refusals == refusalsBefore) {
                                worksAgain();
                            }
                        },
                        PAUSE_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    private void worksAgain() {
        boolean told = refusals >= REFUSALS;
        refusals = 0;
        paused = false;
        if (told) {
            health.working(this);
        }
    }

    /** Takes what the kernel has accepted. */
    private final class Acceptor extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof EpollSocketChannel client) {
                accepted(client);
            } else {
                ReferenceCountUtil.release(message);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (cause instanceof IOException) {
                counters.acceptFailures.increment();
                refusedByKernel(cause);
            } else {
                LOG.error("listener {}: a connection was lost to a fault of the proxy", name(), cause);
            }
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
