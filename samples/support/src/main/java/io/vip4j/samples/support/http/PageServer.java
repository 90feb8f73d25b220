/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.vip4j.spi.PlatformException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Serves the status page. One thread for all connections, {@value #MAX_CONNECTIONS} of them at a time; further ones are sent
 * away. Requests come within {@link #CLIENT_LIMIT} and have {@value #MAX_HEADERS} octets of headers at most.
 */
public final class PageServer implements AutoCloseable {

    static final int MAX_CONNECTIONS = 64;
    static final int MAX_HEADERS = 8192;
    static final int MAX_COMMANDS = 4;
    static final Duration CLIENT_LIMIT = Duration.ofSeconds(5);

    private static final int MAX_LINE = 4096;
    private static final int MAX_CHUNK = 4096;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private final EventLoopGroup group;
    private final Documents status;
    private final Map<String, Documents> documents = new HashMap<>();
    private final EventStreams streams;
    private final ThreadPoolExecutor workers;
    private final PageServices services;
    private final Duration clientLimit;
    private final ConnectionLimit limit = new ConnectionLimit(MAX_CONNECTIONS);
    private final Channel listening;

    private PageServer(PageSettings settings, PageContent content, Duration clientLimit) {
        this.group =
                new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("page", true), NioIoHandler.newFactory());
        this.status = new Documents(content.status());
        content.documents().forEach((name, maker) -> documents.put(name, new Documents(maker)));
        this.streams = new EventStreams(group.next(), status);
        this.workers = new ThreadPoolExecutor(
                0,
                MAX_COMMANDS,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                new DefaultThreadFactory("page-command", true));
        this.services = new PageServices(
                new Answers(),
                new Gatekeeper(settings),
                status,
                Map.copyOf(documents),
                streams,
                content.commands(),
                workers);
        this.clientLimit = clientLimit;
        this.listening = listen(settings);
    }

    /**
     * Listens.
     *
     * @throws PlatformException if the address cannot be listened at
     */
    public static PageServer open(PageSettings settings, PageContent content) {
        return open(settings, content, CLIENT_LIMIT);
    }

    static PageServer open(PageSettings settings, PageContent content, Duration clientLimit) {
        return new PageServer(settings, content, clientLimit);
    }

    private Channel listen(PageSettings settings) {
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, MAX_CONNECTIONS)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel);
                    }
                })
                .bind(settings.address())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            String why = String.valueOf(bound.cause().getMessage());
            close();
            throw new PlatformException("page cannot be served at " + settings.address() + ": " + why);
        }
        return bound.channel();
    }

    private void initialize(Channel channel) {
        Patience patience = new Patience(clientLimit);
        HttpDecoderConfig decoder = new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE)
                .setMaxHeaderSize(MAX_HEADERS)
                .setMaxChunkSize(MAX_CHUNK);
        channel.pipeline()
                .addLast(limit)
                .addLast(patience)
                .addLast(new HttpServerCodec(decoder))
                .addLast(new BodyLimit(services.answers()))
                .addLast(new PageConnection(services, patience));
    }

    /** Tells the pages at once that something has happened. Safe from any thread, never waits. */
    public void changed() {
        streams.changed();
    }

    /** Where it listens, with the true port. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listening.localAddress();
    }

    /** How many connections there are. */
    int connections() {
        return limit.taken();
    }

    /** Ends all connections. Idempotent. */
    @Override
    public void close() {
        workers.shutdownNow();
        status.close();
        documents.values().forEach(Documents::close);
        group.shutdownGracefully(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_LIMIT.toMillis());
    }
}
