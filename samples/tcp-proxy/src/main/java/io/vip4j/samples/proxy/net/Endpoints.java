/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.net;

import io.netty.channel.Channel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageEncoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.NetUtil;
import io.vip4j.samples.proxy.config.PoolConfig.SendProxy;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Who speaks with whom, as far as is known: the two ends of the client's connection, or what a PROXY header says that they
 * are. Both of one family.
 */
record Endpoints(InetSocketAddress client, InetSocketAddress destination) {

    /** Those of the connection itself. */
    static Endpoints of(SocketChannel channel) {
        return new Endpoints(channel.remoteAddress(), channel.localAddress());
    }

    /** Those of a PROXY header; the own ones if it speaks of no TCP connection (LOCAL, UNKNOWN, UNIX). */
    static Endpoints of(HAProxyMessage header, Endpoints own) {
        HAProxyProxiedProtocol protocol = header.proxiedProtocol();
        boolean tcp = protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6;
        if (header.command() != HAProxyCommand.PROXY || !tcp) {
            return own;
        }
        return new Endpoints(
                address(header.sourceAddress(), header.sourcePort()),
                address(header.destinationAddress(), header.destinationPort()));
    }

    private static InetSocketAddress address(String text, int port) {
        try {
            return new InetSocketAddress(
                    InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text)), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("the decoder has judged it: " + text, e);
        }
    }

    /** Tells a server, before anything else. */
    void announce(Channel server, SendProxy form) {
        if (form != SendProxy.NONE) {
            server.pipeline().addFirst(HAProxyMessageEncoder.INSTANCE);
            var unused = server.writeAndFlush(header(form));
            server.pipeline().remove(HAProxyMessageEncoder.INSTANCE);
        }
    }

    private HAProxyMessage header(SendProxy form) {
        boolean v4 = client.getAddress() instanceof Inet4Address && destination.getAddress() instanceof Inet4Address;
        return new HAProxyMessage(
                form == SendProxy.V1 ? HAProxyProtocolVersion.V1 : HAProxyProtocolVersion.V2,
                HAProxyCommand.PROXY,
                v4 ? HAProxyProxiedProtocol.TCP4 : HAProxyProxiedProtocol.TCP6,
                written(client, v4),
                written(destination, v4),
                client.getPort(),
                destination.getPort());
    }

    private static String written(InetSocketAddress end, boolean v4) {
        // A mixed pair, which a client of a dual-stack socket can be, is written as IPv6.
        return v4 ? NetUtil.toAddressString(end.getAddress()) : NetUtil.toAddressString(v6(end.getAddress()), false);
    }

    private static InetAddress v6(InetAddress address) {
        if (!(address instanceof Inet4Address)) {
            return address;
        }
        byte[] mapped = new byte[16];
        mapped[10] = (byte) 0xff;
        mapped[11] = (byte) 0xff;
        System.arraycopy(address.getAddress(), 0, mapped, 12, 4);
        try {
            return Inet6Address.getByAddress("", mapped, -1);
        } catch (UnknownHostException e) {
            throw new AssertionError(e); // 16 octets are an address.
        }
    }
}
