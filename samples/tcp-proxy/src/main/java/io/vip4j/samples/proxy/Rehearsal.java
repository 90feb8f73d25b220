/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.vip4j.samples.proxy.config.HostPort;
import io.vip4j.samples.proxy.config.ListenerConfig;
import io.vip4j.samples.proxy.config.PoolConfig;
import io.vip4j.samples.proxy.config.PoolConfig.Balance;
import io.vip4j.samples.proxy.config.PoolConfig.SendProxy;
import io.vip4j.samples.proxy.config.ServerConfig;
import io.vip4j.samples.proxy.net.AcceptHealth;
import io.vip4j.samples.proxy.net.ConnectionLimit;
import io.vip4j.samples.proxy.net.EventLoops;
import io.vip4j.samples.proxy.net.Listener;
import io.vip4j.samples.proxy.pool.Pool;
import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes the way of a connection before the first client does. A Backup has relayed nothing until it takes over: classes would
 * have to be loaded then, and code run that nobody has compiled, while all clients come at once. So a listener, a pool and a
 * server of no consequence relay on loopback for a moment, with PROXY headers in and out, and with ends of each kind.
 */
final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

    private static final AtomicBoolean REHEARSED = new AtomicBoolean();

    /** Enough for the compiler to have seen the way. */
    static final int CONNECTIONS = 400;

    /** It is not worth more of a start. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private static final int PATIENCE_MILLIS = 1000;

    /** Ends with a reset instead of an end, as some clients and servers do. */
    private static final int RESET_EACH = 10;

    private static final String NAME = "rehearsal";
    private static final byte[] HEADER = "PROXY TCP4 192.0.2.1 192.0.2.2 1024 80\r\n".getBytes(US_ASCII);
    private static final byte[] MESSAGE = new byte[4096];

    private final EventLoops loops;
    private final InetAddress loopback = InetAddress.getLoopbackAddress();

    private Rehearsal(EventLoops loops) {
        this.loops = loops;
    }

    /** Rehearses unless this JVM has: what is loaded and compiled stays so. */
    static void once(EventLoops loops) {
        if (!REHEARSED.getAndSet(true)) {
            run(loops);
        }
    }

    /**
     * Rehearses for a second at most. Loopback that does not work is no reason not to start.
     *
     * @return how many connections were relayed
     */
    static int run(EventLoops loops) {
        long begin = System.nanoTime();
        int relayed = new Rehearsal(loops).run();
        LOG.debug("rehearsed {} connections in {} ms", relayed, (System.nanoTime() - begin) / 1_000_000);
        return relayed;
    }

    private int run() {
        long endNanos = System.nanoTime() + LIMIT.toNanos();
        try (ServerSocket server = new ServerSocket(0, 1, loopback)) {
            Thread standIn = new Thread(() -> serve(server), NAME);
            standIn.setDaemon(true);
            standIn.start();
            Listener listener = listener(pool(server.getLocalPort()));
            listener.listen();
            try {
                return connect(listener.address().orElseThrow(), endNanos);
            } finally {
                listener.retire();
            }
        } catch (IOException | PlatformException e) {
            LOG.warn("nothing was rehearsed, the first clients may wait: {}", e.getMessage());
            return 0;
        }
    }

    private int connect(InetSocketAddress front, long endNanos) throws IOException {
        int relayed = 0;
        while (relayed < CONNECTIONS && System.nanoTime() - endNanos < 0) {
            try (Socket client = new Socket()) {
                client.setSoTimeout(PATIENCE_MILLIS);
                client.connect(front, PATIENCE_MILLIS);
                client.getOutputStream().write(HEADER);
                client.getOutputStream().write(MESSAGE);
                relayed++;
                if (relayed % RESET_EACH == 0) {
                    client.setSoLinger(true, 0);
                } else {
                    client.shutdownOutput();
                    client.getInputStream().readAllBytes();
                }
            }
        }
        return relayed;
    }

    /** The server of no consequence sends back what it gets. */
    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.setSoTimeout(PATIENCE_MILLIS);
                client.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
                LOG.trace("a rehearsed connection has ended: {}", e.getMessage());
            }
        }
    }

    private Listener listener(Pool pool) {
        ListenerConfig config = new ListenerConfig(
                NAME, new InetSocketAddress(loopback, 0), pool.name(), 1, OptionalInt.empty(), LIMIT, true, LIMIT);
        return new Listener(config, pool, loops, new ConnectionLimit(CONNECTIONS), new Nobody());
    }

    private Pool pool(int port) {
        ServerConfig server = new ServerConfig(
                NAME, new HostPort(loopback.getHostAddress(), port), 1, OptionalInt.empty(), false, Optional.empty());
        PoolConfig config = new PoolConfig(
                NAME,
                Balance.ROUND_ROBIN,
                LIMIT,
                0,
                OptionalInt.empty(),
                CONNECTIONS,
                LIMIT,
                Duration.ZERO,
                SendProxy.V2,
                List.of(server));
        return new Pool(config, any -> new InetSocketAddress(loopback, port), System::nanoTime);
    }

    /** No address depends on a rehearsal. */
    private static final class Nobody implements AcceptHealth {

        @Override
        public void failing(Listener listener, String why) {
            LOG.debug("the rehearsal cannot accept: {}", why);
        }

        @Override
        public void working(Listener listener) {}
    }
}
