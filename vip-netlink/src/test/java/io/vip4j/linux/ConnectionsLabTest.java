/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections that end with the address. */
@LabTest
class ConnectionsLabTest {

    private static final VirtualAddress VIP = VirtualAddress.parse("198.51.100.10/24");
    private static final VirtualAddress IPV6_VIP = VirtualAddress.parse("2001:db8::10/64");
    private static final IpAddress OWN = IpAddress.parse("198.51.100.1");

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");
    private final Lab.Node client = lab.node("198.51.100.2/24");
    private final LinuxVipPlatform platform = LinuxVipPlatform.createIn(node.file());
    private final LinuxVipPlatform other = LinuxVipPlatform.createIn(client.file());

    @AfterEach
    void close() {
        other.close();
        platform.close();
        lab.close();
    }

    /** Both ends of a connection. */
    private record Pair(SocketChannel client, SocketChannel server) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    @Test
    void bothEndsHearThatTheConnectionIsBroken() throws Exception {
        bind(VIP);
        try (ServerSocketChannel listening = listen(StandardProtocolFamily.INET);
                Pair pair = connect(listening, VIP.address())) {
            int broken = LoopCalls.await(platform.connections().breakConnections(List.of(VIP.address())));

            assertThat(broken).isEqualTo(1);
            assertThatThrownBy(() -> pair.client().read(ByteBuffer.allocate(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("reset");
            assertThatThrownBy(() -> pair.server().read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void connectionOfAnIpv6SocketThatSpeaksIpv4IsBroken() throws Exception {
        bind(VIP);
        try (ServerSocketChannel listening = listen(StandardProtocolFamily.INET6);
                Pair pair = connect(listening, VIP.address())) {
            assertThat((int) LoopCalls.await(platform.connections().breakConnections(List.of(VIP.address()))))
                    .isEqualTo(1);
            assertReset(pair);
        }
    }

    @Test
    void connectionOverIpv6IsBroken() throws Exception {
        client.addIpv6("2001:db8::2/64");
        bind(IPV6_VIP);
        try (ServerSocketChannel listening = listen(StandardProtocolFamily.INET6);
                Pair pair = connect(listening, IPV6_VIP.address())) {
            assertThat((int) LoopCalls.await(platform.connections().breakConnections(List.of(IPV6_VIP.address()))))
                    .isEqualTo(1);
            assertReset(pair);
        }
    }

    @Test
    void otherConnectionsAndSocketsThatListenStay() throws Exception {
        bind(VIP);
        try (ServerSocketChannel listening = listen(StandardProtocolFamily.INET);
                Pair onOwn = connect(listening, OWN);
                Pair onVirtual = connect(listening, VIP.address())) {
            LoopCalls.await(platform.connections().breakConnections(List.of(VIP.address())));
            assertReset(onVirtual);

            onOwn.server().write(ByteBuffer.wrap(new byte[1]));
            assertThat(onOwn.client().read(ByteBuffer.allocate(1))).isEqualTo(1);
            try (Pair again = connect(listening, VIP.address())) {
                again.server().write(ByteBuffer.wrap(new byte[1]));
                assertThat(again.client().read(ByteBuffer.allocate(1))).isEqualTo(1);
            }
        }
    }

    @Test
    void resetLeavesBeforeTheAddressGoes() throws Exception {
        bind(VIP);
        try (ServerSocketChannel listening = listen(StandardProtocolFamily.INET);
                Pair pair = connect(listening, VIP.address())) {
            var broken = platform.connections().breakConnections(List.of(VIP.address()));
            var unbound = platform.binder().unbind("eth0", List.of(VIP));
            LoopCalls.await(unbound);

            assertThat(broken.toCompletableFuture()).isCompletedWithValue(1);
            assertReset(pair);
        }
    }

    @Test
    void manyConnectionsAreBroken() throws Exception {
        bind(VIP);
        try (ServerSocketChannel listening = listen(StandardProtocolFamily.INET)) {
            int many = 300;
            CompletableFuture<List<SocketChannel>> accepted = work(platform, () -> {
                List<SocketChannel> channels = new ArrayList<>();
                for (int i = 0; i < many; i++) {
                    channels.add(listening.accept());
                }
                return channels;
            });
            List<SocketChannel> clients = LoopCalls.await(work(other, () -> {
                List<SocketChannel> channels = new ArrayList<>();
                for (int i = 0; i < many; i++) {
                    channels.add(SocketChannel.open(
                            new InetSocketAddress(VIP.address().toString(), 8080)));
                }
                return channels;
            }));
            List<SocketChannel> servers = LoopCalls.await(accepted);

            assertThat((int) LoopCalls.await(platform.connections().breakConnections(List.of(VIP.address()))))
                    .isEqualTo(many);

            await().until(() ->
                    node.run("ss", "-tn", "state", "established").lines().count() == 1);
            for (SocketChannel channel : clients) {
                channel.close();
            }
            for (SocketChannel channel : servers) {
                channel.close();
            }
        }
    }

    private void bind(VirtualAddress address) {
        LoopCalls.await(platform.binder().bind("eth0", List.of(address), Optional.empty()));
    }

    private static void assertReset(Pair pair) {
        assertThatThrownBy(() -> pair.client().read(ByteBuffer.allocate(1)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reset");
    }

    private ServerSocketChannel listen(StandardProtocolFamily family) {
        return LoopCalls.await(work(platform, () -> {
            ServerSocketChannel channel = ServerSocketChannel.open(family);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            channel.bind(new InetSocketAddress(family == StandardProtocolFamily.INET ? "0.0.0.0" : "::", 8080), 512);
            return channel;
        }));
    }

    private Pair connect(ServerSocketChannel listening, IpAddress to) {
        CompletableFuture<SocketChannel> accepted = work(platform, listening::accept);
        SocketChannel connected =
                LoopCalls.await(work(other, () -> SocketChannel.open(new InetSocketAddress(to.toString(), 8080))));
        return new Pair(connected, LoopCalls.await(accepted));
    }

    /** Runs something on a thread in the namespace of a platform. */
    private static <T> CompletableFuture<T> work(LinuxVipPlatform where, Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        where.workExecutor().execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }
}
