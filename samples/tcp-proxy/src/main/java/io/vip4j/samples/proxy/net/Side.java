/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One of the two connections of a session: what comes in goes out at the other one, which is on the same event loop. Allocates
 * nothing per read but the pooled buffer.
 */
final class Side extends ChannelInboundHandlerAdapter {

    private final Session session;
    private final EpollSocketChannel channel;

    // Written by the event loop.
    private @Nullable Side other;
    private @Nullable ArrayDeque<ByteBuf> held;
    private boolean inputEnded;
    private boolean outputEnded;
    private long octets;

    Side(Session session, EpollSocketChannel channel) {
        this.session = session;
        this.channel = channel;
    }

    EpollSocketChannel channel() {
        return channel;
    }

    /** Nothing more goes there. */
    boolean hasOutputEnded() {
        return outputEnded;
    }

    /** What comes in goes there from now on, first of all what was held. */
    void relayTo(Side destination) {
        other = destination;
        ArrayDeque<ByteBuf> waiting = held;
        held = null;
        if (waiting != null) {
            waiting.forEach(data -> {
                octets += data.readableBytes();
                Sockets.write(destination.channel, data);
            });
            destination.channel.flush();
            report();
        }
        if (inputEnded) {
            destination.endOutput();
        }
        channel.config().setAutoRead(destination.channel.isWritable());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        session.connected(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf data) {
            read(data);
        } else if (message instanceof HAProxyMessage header) {
            session.header(header);
            header.release();
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(ByteBuf data) {
        Side destination = other;
        if (destination != null) {
            octets += data.readableBytes();
            Channel to = destination.channel;
            Sockets.write(to, data);
            if (!to.isWritable()) {
                channel.config().setAutoRead(false);
            }
        } else if (session.isClosed()) {
            data.release();
        } else {
            if (held == null) {
                held = new ArrayDeque<>(2);
            }
            held.add(data);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        Side destination = other;
        if (destination != null) {
            destination.channel.flush();
            report();
        }
    }

    private void report() {
        if (octets > 0) {
            session.moved(this, octets);
            octets = 0;
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        Side source = other;
        if (source != null && channel.isWritable()) {
            source.channel.config().setAutoRead(true);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent && !inputEnded) {
            inputEnded = true;
            session.inputEnded(this);
        }
    }

    /** Tells the peer that nothing more comes, after what waits for it. */
    void endOutput() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            if (flushed.isSuccess()) {
                channel.shutdownOutput().addListener(done -> {
                    outputEnded = true;
                    session.outputEnded();
                });
            }
        });
    }

    /** Resets the connection, after what waits for it. */
    void resetAfterFlush() {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> Sockets.reset(channel));
    }

    /** Frees what was held and reads no more. */
    void letGo() {
        other = null;
        ArrayDeque<ByteBuf> waiting = held;
        held = null;
        if (waiting != null) {
            waiting.forEach(ByteBuf::release);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        session.gone(this);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        session.failed(this, cause);
    }
}
