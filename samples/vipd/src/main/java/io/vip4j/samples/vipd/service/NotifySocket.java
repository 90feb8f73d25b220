/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd.service;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends datagrams to a UNIX domain socket, which the JDK cannot. They leave on a thread of their own, in the order in which
 * they were given; nobody waits for them, and while the receiver does not read, further ones are dropped. Safe from any
 * thread.
 */
final class NotifySocket implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NotifySocket.class);
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

    private final EventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("notify", true), EpollIoHandler.newFactory());
    private final Channel channel;

    private NotifySocket(DomainSocketAddress receiver) throws IOException {
        ChannelFuture connected = new Bootstrap()
                .group(group)
                .channel(EpollDomainDatagramChannel.class)
                .handler(new Errors())
                .connect(receiver)
                .awaitUninterruptibly();
        channel = connected.channel();
        if (!connected.isSuccess()) {
            close();
            throw new IOException(receiver.path() + ": " + connected.cause());
        }
    }

    /**
     * Opens a socket.
     *
     * @param address of the receiver, a path, or {@code @} and an abstract name
     * @throws IOException if it is neither, or nobody receives there
     */
    static NotifySocket open(String address) throws IOException {
        return switch (address.isEmpty() ? '\0' : address.charAt(0)) {
            case '/' -> new NotifySocket(new DomainSocketAddress(address));
            case '@' -> new NotifySocket(new DomainSocketAddress('\0' + address.substring(1)));
            default -> throw new IOException("must begin with / or @: " + address);
        };
    }

    void send(String text) {
        if (channel.isWritable()) {
            ByteBuf datagram = Unpooled.directBuffer(ByteBufUtil.utf8MaxBytes(text));
            ByteBufUtil.writeUtf8(datagram, text);
            channel.writeAndFlush(datagram).addListener(sent -> {
                if (!sent.isSuccess()) {
                    LOG.debug("the service manager was not told: {}", String.valueOf(sent.cause()));
                }
            });
        }
    }

    /** Waits a moment until what was sent has left. */
    @Override
    public void close() {
        channel.close().awaitUninterruptibly(CLOSE_LIMIT.toMillis());
        var unused = group.shutdownGracefully(0, CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** A receiver that has gone is told by its absence alone. */
    private static final class Errors extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            LOG.debug("the service manager does not listen: {}", String.valueOf(cause));
        }
    }
}
