/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.net;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.ReferenceCountUtil;
import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers each connection to a UNIX domain socket with one document and closes it. Who does not read it within five
 * seconds is cut off.
 */
public final class StatisticsServer implements AutoCloseable {

    private static final long CLIENT_SECONDS = 5;

    private final Path file;
    private final EpollServerDomainSocketChannel server;

    private StatisticsServer(Path file, EpollServerDomainSocketChannel server) {
        this.file = file;
        this.server = server;
    }

    /**
     * Binds, and answers until it is closed.
     *
     * @param document makes the answer, without waiting for anybody; called on an event loop
     * @throws PlatformException if the socket cannot be opened, or another process answers there
     */
    public static StatisticsServer open(Path file, EventLoops loops, Supplier<byte[]> document) {
        removeStale(file);
        EpollServerDomainSocketChannel server = new EpollServerDomainSocketChannel();
        server.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof EpollDomainSocketChannel client) {
                    answer(client, loops, document);
                } else {
                    ReferenceCountUtil.release(message);
                }
            }
        });
        var registered = loops.acceptor().register(server).awaitUninterruptibly();
        var bound = registered.isSuccess()
                ? server.bind(new DomainSocketAddress(file.toString())).awaitUninterruptibly()
                : registered;
        if (!bound.isSuccess()) {
            Sockets.close(server);
            throw new PlatformException(
                    "stats socket " + file + " cannot be opened: "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        return new StatisticsServer(file, server);
    }

    private static void answer(EpollDomainSocketChannel client, EventLoops loops, Supplier<byte[]> document) {
        client.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext context) {
                context.writeAndFlush(Unpooled.wrappedBuffer(document.get())).addListener(ChannelFutureListener.CLOSE);
                var unused = context.executor().schedule(() -> Sockets.close(client), CLIENT_SECONDS, TimeUnit.SECONDS);
            }
        });
        var unused = loops.next().register(client);
    }

    private static void removeStale(Path file) {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isRegularFile(file) || Files.isDirectory(file)) {
            throw new PlatformException(
                    "stats socket " + file + " cannot be opened: something that is not a socket has this name");
        }
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            probe.connect(UnixDomainSocketAddress.of(file));
        } catch (IOException e) {
            remove(file); // Nobody answers: the file has outlived its process.
            return;
        }
        throw new PlatformException("stats socket " + file + " cannot be opened: a running process answers there");
    }

    /** Answers no more, and removes the file. */
    @Override
    public void close() {
        server.close().awaitUninterruptibly();
        remove(file);
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new PlatformException("stats socket " + file + " cannot be removed: " + e.getMessage(), e);
        }
    }
}
