/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import io.vip4j.samples.proxy.config.ProxyConfig;
import io.vip4j.samples.proxy.pool.Server;
import io.vip4j.samples.support.http.BearerToken;
import io.vip4j.samples.support.http.OptionNames;
import io.vip4j.samples.support.http.PageSettings;
import io.vip4j.simulation.SimulatedLan;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** A proxy with a router on a LAN in memory, two servers that are asked each 100 ms, and its status page. */
final class PagedProxy implements AutoCloseable {

    static final String TOKEN = "correct-horse-battery-staple";

    private static final String VIP = """
            vip:
              routers:
                - {name: web, network-interface: eth0, vrid: 10, advertisement-interval: 500ms, addresses: 198.51.100.222/24}
            """;

    final TestServer one = TestServer.echo("s1");
    final TestServer two = TestServer.echo("s2");

    private final SimulatedLan lan = SimulatedLan.realTime();
    private final ProxyPage page;
    private final Proxy proxy;

    PagedProxy() throws IOException {
        ProxyConfig config = ProxyUnderTest.config(
                VIP + ProxyUnderTest.yaml("", "check: {kind: tcp, interval: 100ms, rise: 1, fall: 1}", one, two));
        PageSettings settings = new PageSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Optional.of(new BearerToken(TOKEN)),
                false,
                Set.of(),
                new OptionNames("http.names", "http.token-file", "http.allow-remote"));
        page = new ProxyPage(Optional.of(settings), Path.of("/etc/proxy.yml")).open();
        proxy = Proxy.start(config, lan.node("lb-a").platform(), page);
        page.show(proxy);
    }

    URI url(String path) {
        return URI.create(page.url().orElseThrow()).resolve(path);
    }

    Proxy proxy() {
        return proxy;
    }

    Server server(String name) {
        return proxy.pools().iterator().next().servers().stream()
                .filter(server -> server.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    Socket connect() throws IOException {
        InetSocketAddress front = proxy.listeners().iterator().next().address().orElseThrow();
        Socket client = new Socket(front.getAddress(), front.getPort());
        client.setSoTimeout(60_000);
        return client;
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        page.close();
        lan.close();
        one.close();
        two.close();
    }
}
