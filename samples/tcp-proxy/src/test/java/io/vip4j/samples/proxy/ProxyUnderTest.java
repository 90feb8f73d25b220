/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.config.HostConfig;
import io.vip4j.samples.proxy.config.ConfigFile;
import io.vip4j.samples.proxy.config.ListenerConfig;
import io.vip4j.samples.proxy.config.ProxyConfig;
import io.vip4j.samples.proxy.net.Listener;
import io.vip4j.samples.proxy.net.ListenerCounters;
import io.vip4j.samples.proxy.pool.Pool;
import io.vip4j.samples.proxy.pool.Server;
import io.vip4j.simulation.SimulatedLan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A proxy on loopback, at ports that the kernel chooses, whose addresses are on a LAN in memory. */
public final class ProxyUnderTest implements AutoCloseable {

    private final SimulatedLan lan = SimulatedLan.realTime();
    private final Proxy proxy;

    private ProxyUnderTest(ProxyConfig config) {
        proxy = Proxy.start(config, lan.node("a").platform());
    }

    /** Runs what the YAML says; every listener at a port of the kernel's choice. */
    public static ProxyUnderTest of(String yaml) {
        return new ProxyUnderTest(config(yaml));
    }

    /** One listener {@code front} with these settings, and one pool {@code web} with those. */
    public static ProxyUnderTest of(String listener, String pool, TestServer... servers) {
        return of(yaml(listener, pool, servers));
    }

    public static String yaml(String listener, String pool, TestServer... servers) {
        StringBuilder yaml = new StringBuilder(
                "process: {threads: 2, drain: 1s}\nlisteners:\n  - {name: front, bind: '127.0.0.1:1', pool: web"
                        + (listener.isEmpty() ? "" : ", " + listener) + "}\npools:\n  - name: web\n"
                        + pool.lines().map(line -> "    " + line + "\n").reduce("", String::concat) + "    servers:\n");
        for (int i = 0; i < servers.length; i++) {
            yaml.append("      - {name: s")
                    .append(i + 1)
                    .append(", address: '127.0.0.1:")
                    .append(servers[i].port())
                    .append("'}\n");
        }
        return yaml.toString();
    }

    public static ProxyConfig config(String yaml) {
        try {
            Path file = Files.createTempFile("proxy", ".yml");
            Files.writeString(file, yaml);
            ConfigFile read = ConfigFile.load(file);
            Files.delete(file);
            ProxyConfig config = read.config()
                    .orElseThrow(() -> new AssertionError(read.faults().toString()));
            List<ListenerConfig> anywhere =
                    config.listeners().stream().map(ProxyUnderTest::anyPort).toList();
            HostConfig vip = config.vip();
            return new ProxyConfig(
                    config.threads(),
                    config.maxConnections(),
                    config.drain(),
                    vip,
                    anywhere,
                    config.pools(),
                    config.page());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Port 1 stands for any. */
    private static ListenerConfig anyPort(ListenerConfig given) {
        return new ListenerConfig(
                given.name(),
                given.bind().getPort() == 1 ? new InetSocketAddress(given.bind().getAddress(), 0) : given.bind(),
                given.pool(),
                given.backlog(),
                given.maxConnections(),
                given.idleTimeout(),
                given.acceptProxy(),
                given.proxyTimeout());
    }

    public Proxy proxy() {
        return proxy;
    }

    public SimulatedLan lan() {
        return lan;
    }

    public Listener listener(String name) {
        return proxy.listeners().stream()
                .filter(listener -> listener.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public ListenerCounters counters() {
        return listener("front").counters();
    }

    public Pool pool() {
        return proxy.pools().iterator().next();
    }

    public Server server(String name) {
        return pool().servers().stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public int port() {
        return listener("front").address().orElseThrow().getPort();
    }

    /** A client, which waits at most a minute for anything. */
    public Socket connect() throws IOException {
        Socket client = new Socket();
        client.setSoTimeout(60_000);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()), 60_000);
        return client;
    }

    /** Ends a client before its time. */
    static void end(Socket client) throws IOException {
        client.close();
    }

    @Override
    public void close() {
        proxy.close();
        lan.close();
    }
}
