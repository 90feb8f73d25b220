/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.net;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.vip4j.spi.PlatformException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of the proxy: event loops on epoll, the first of which also accepts. */
public final class EventLoops implements AutoCloseable {

    private static final long CLOSE_SECONDS = 5;

    private final MultiThreadIoEventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    private EventLoops(int threads) {
        group = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("tcp-proxy", true), EpollIoHandler.newFactory());
        for (EventExecutor loop : group) {
            loops.add((EventLoop) loop);
        }
    }

    /**
     * Starts the threads.
     *
     * @throws PlatformException if this is not Linux, or Netty's native part cannot be loaded
     */
    public static EventLoops open(int threads) {
        if (!Epoll.isAvailable()) {
            throw new PlatformException("epoll is not available: " + Epoll.unavailabilityCause());
        }
        return new EventLoops(threads);
    }

    /** The one that accepts. */
    EventLoop acceptor() {
        return loops.get(0);
    }

    /** In turns, any of them. */
    EventLoop next() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
    }

    /** All of them. */
    public List<EventLoop> all() {
        return List.copyOf(loops);
    }

    /** Ends the threads and closes what is open on them. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
