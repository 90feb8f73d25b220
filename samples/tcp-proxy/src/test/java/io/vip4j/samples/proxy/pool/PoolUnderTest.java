/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy.pool;

import io.vip4j.samples.proxy.config.HostPort;
import io.vip4j.samples.proxy.config.PoolConfig;
import io.vip4j.samples.proxy.config.PoolConfig.Balance;
import io.vip4j.samples.proxy.config.PoolConfig.SendProxy;
import io.vip4j.samples.proxy.config.ServerConfig;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A pool whose time the test moves, and requests that remember what they heard. */
final class PoolUnderTest {

    /** A request, and what became of it: {@code a}, {@code QUEUE_FULL}, or nothing yet. */
    final class Asking implements Request {

        final byte[] address;
        final Set<Server> tried = new HashSet<>();

        @Nullable
        Server server;

        @Nullable
        Refusal refusal;

        Asking(byte... address) {
            this.address = address;
        }

        @Override
        public byte[] clientAddress() {
            return address;
        }

        @Override
        public boolean hasTried(Server candidate) {
            return tried.contains(candidate);
        }

        @Override
        public void granted(Server chosen) {
            server = chosen;
        }

        @Override
        public void refused(Refusal why) {
            refusal = why;
        }

        void end() {
            Server ended = server;
            if (ended != null) {
                pool.release(ended);
            }
        }

        @Override
        public String toString() {
            return server != null ? server.name() : refusal != null ? refusal.name() : "waits";
        }
    }

    final Pool pool;
    long nowNanos;

    PoolUnderTest(PoolConfig config) {
        pool = new Pool(config, PoolUnderTest::resolve, () -> nowNanos);
    }

    static InetSocketAddress resolve(ServerConfig server) {
        return InetSocketAddress.createUnresolved(
                server.address().host(), server.address().port());
    }

    static ServerConfig server(String name, int weight) {
        return new ServerConfig(name, new HostPort(name, 1), weight, OptionalInt.empty(), false, Optional.empty());
    }

    static ServerConfig most(ServerConfig server, int connections) {
        return new ServerConfig(
                server.name(),
                server.address(),
                server.weight(),
                OptionalInt.of(connections),
                server.backup(),
                server.check());
    }

    static ServerConfig backup(ServerConfig server) {
        return new ServerConfig(
                server.name(), server.address(), server.weight(), server.maxConnections(), true, server.check());
    }

    static PoolConfig config(Balance balance, ServerConfig... servers) {
        return config(balance, OptionalInt.empty(), 2, Duration.ZERO, servers);
    }

    static PoolConfig config(
            Balance balance, OptionalInt most, int queue, Duration slowStart, ServerConfig... servers) {
        return new PoolConfig(
                "web",
                balance,
                Duration.ofSeconds(1),
                3,
                most,
                queue,
                Duration.ofSeconds(5),
                slowStart,
                SendProxy.NONE,
                Arrays.asList(servers));
    }

    Asking ask(int client) {
        Asking asking = new Asking((byte) 192, (byte) 0, (byte) 2, (byte) client);
        pool.request(asking);
        return asking;
    }

    Asking ask(UnaryOperator<Asking> prepared) {
        Asking asking = prepared.apply(new Asking((byte) 1));
        pool.request(asking);
        return asking;
    }

    /** Who is chosen by so many connections that stay. */
    String chosen(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(ask(i).toString());
        }
        return String.join(" ", names);
    }

    Server named(String name) {
        return pool.servers().stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    void health(String name, boolean up) {
        pool.health(named(name), up, up ? "UP" : "DOWN");
    }
}
