/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import io.netty.channel.socket.SocketProtocolFamily;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.time.Duration;

/** How the sockets of a session are set. */
final class Sockets {

    /** What may wait for a side that does not take it, per direction: reading stops above, goes on below. */
    static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(32 << 10, 64 << 10);

    private Sockets() {}

    /** Not read until it is asked for, and half-closed by either end. */
    static void configure(EpollSocketChannel channel) {
        EpollSocketChannelConfig config = channel.config();
        config.setAllocator(PooledByteBufAllocator.DEFAULT);
        config.setAutoRead(false);
        config.setAllowHalfClosure(true);
        config.setTcpNoDelay(true);
        config.setKeepAlive(true);
        config.setWriteBufferWaterMark(WAITING);
    }

    /** A socket to a server. */
    static EpollSocketChannel toServer(InetSocketAddress address, Duration connectTimeout) {
        EpollSocketChannel channel = new EpollSocketChannel(family(address));
        configure(channel);
        channel.config().setConnectTimeoutMillis((int) connectTimeout.toMillis());
        return channel;
    }

    static SocketProtocolFamily family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address ? SocketProtocolFamily.INET : SocketProtocolFamily.INET6;
    }

    /** Closes, whatever comes of it: Netty's word on it is channelInactive. */
    static void close(Channel channel) {
        var unused = channel.close();
    }

    /** Writes without a promise of its own: a failure comes as an exception of the pipeline. */
    static void write(Channel channel, ByteBuf data) {
        var unused = channel.write(data, channel.voidPromise());
    }

    /** Closes with a reset, so that nobody takes what was cut off for a whole. */
    static void reset(EpollSocketChannel channel) {
        if (channel.isOpen()) {
            try {
                channel.config().setSoLinger(0);
            } catch (ChannelException e) {
                // It has just been closed by the kernel.
            }
        }
        if (channel.isRegistered()) {
            close(channel);
        } else {
            channel.unsafe().closeForcibly(); // One that has just been accepted has no event loop yet.
        }
    }
}
