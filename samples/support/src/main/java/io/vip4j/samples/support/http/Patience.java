/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection whose client takes too long: to send its request, counted from the beginning and not from the last
 * octet, and to take the answer. Used on the thread of the server.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written closes its channel.
final class Patience extends ChannelInboundHandlerAdapter {

    private final long limitNanos;
    private @Nullable ScheduledFuture<?> end;

    Patience(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        restart(context);
        context.fireChannelActive();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        stop();
        context.fireChannelInactive();
    }

    /** The client has the full time again. */
    void restart(ChannelHandlerContext context) {
        stop();
        end = context.executor().schedule(() -> close(context), limitNanos, TimeUnit.NANOSECONDS);
    }

    /** It is not the client that is waited for. */
    void stop() {
        Future<?> running = end;
        if (running != null) {
            running.cancel(false);
            end = null;
        }
    }

    private static void close(ChannelHandlerContext context) {
        context.close();
    }
}
