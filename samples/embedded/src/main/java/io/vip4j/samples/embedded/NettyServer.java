/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.embedded;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.linux.LinuxVipPlatform;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** A server as there are many, here one that echoes; {@link NettyVip} is all that a virtual address adds to it. */
public final class NettyServer {

    private NettyServer() {}

    /** Usage: {@code NettyServer INTERFACE ADDRESS/PREFIX PORT}, on two nodes or more. */
    public static void main(String[] arguments) {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        SocketAddress anyAddress = new InetSocketAddress(Integer.parseInt(arguments[2]));
        Channel listening = listen(group, NioServerSocketChannel.class, anyAddress, connections)
                .syncUninterruptibly()
                .channel();

        VipHost host = VipHost.open(LinuxVipPlatform.create()).closeAtShutdown();
        VipElector vip = host.start(VirtualRouterConfig.builder("echo")
                .networkInterface(arguments[0])
                .vrid(10)
                .address(arguments[1])
                .build());
        NettyVip.attach(listening, connections, vip);
        listening.closeFuture().syncUninterruptibly();
    }

    static ChannelFuture listen(
            EventLoopGroup group,
            Class<? extends ServerChannel> transport,
            SocketAddress address,
            ChannelGroup connections) {
        return new ServerBootstrap()
                .group(group)
                .channel(transport)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel connection) {
                        connections.add(connection);
                        connection.pipeline().addLast(new Echo());
                    }
                })
                .bind(address);
    }

    /** Sends back what comes, and reads no faster than the other side does. */
    private static final class Echo extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var unused = context.write(message, context.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext context) {
            context.channel().config().setAutoRead(context.channel().isWritable());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var unused = context.close();
        }
    }
}
