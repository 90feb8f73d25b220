/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends away who comes when all places are taken. Used on the one thread of the server; the number may be read on any. */
@Sharable
final class ConnectionLimit extends ChannelInboundHandlerAdapter {

    private static final byte[] FULL = String.join(
                    "\r\n",
                    "HTTP/1.1 503 Service Unavailable",
                    "Retry-After: 5",
                    "Connection: close",
                    "Content-Length: 0",
                    "",
                    "")
            .getBytes(StandardCharsets.US_ASCII);

    private final int most;
    private final AtomicInteger open = new AtomicInteger();

    ConnectionLimit(int most) {
        this.most = most;
    }

    /** How many places are taken. */
    int taken() {
        return open.get();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (open.get() >= most) {
            context.writeAndFlush(Unpooled.wrappedBuffer(FULL)).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        open.incrementAndGet();
        context.channel().closeFuture().addListener(closed -> open.decrementAndGet());
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        context.fireChannelRead(message);
    }
}
