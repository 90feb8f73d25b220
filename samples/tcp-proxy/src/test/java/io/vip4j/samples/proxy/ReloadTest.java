/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static io.vip4j.samples.proxy.Waiting.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.samples.proxy.net.Listener;
import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Another configuration while clients come and go. */
class ReloadTest {

    private static String greeting(Socket client) throws IOException {
        return new String(client.getInputStream().readNBytes(3), US_ASCII).strip();
    }

    private static void assertEchoes(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(US_ASCII));
        assertThat(client.getInputStream().readNBytes(text.length()))
                .asString(US_ASCII)
                .isEqualTo(text);
    }

    @Test
    void noConnectionIsLostUnderTraffic() throws Exception {
        try (TestServer one = TestServer.echo("s1");
                TestServer two = TestServer.echo("s2");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", one, two)) {
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger talks = new AtomicInteger();
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread traffic = new Thread(() -> {
                while (!stop.get() && failure.get() == null) {
                    try (Socket client = proxy.connect()) {
                        greeting(client);
                        assertEchoes(client, "ping");
                        talks.incrementAndGet();
                    } catch (IOException | AssertionError e) {
                        failure.set(e);
                    }
                }
            });
            traffic.start();
            String[] pools = {"balance: least-connections", "balance: source", "max-connections: 50", "retries: 1"};
            for (int i = 0; i < 20; i++) {
                TestServer[] servers = i % 2 == 0 ? new TestServer[] {two} : new TestServer[] {one, two};
                proxy.proxy().reload(ProxyUnderTest.config(ProxyUnderTest.yaml("", pools[i % pools.length], servers)));
                int before = talks.get();
                await().until(() -> talks.get() > before + 2 || failure.get() != null);
            }
            stop.set(true);
            traffic.join();
            assertThat(failure).hasValue(null);
        }
    }

    @Test
    void connectionOfARemovedServerGoesOn() throws Exception {
        try (TestServer one = TestServer.echo("s1");
                TestServer two = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", one);
                Socket old = proxy.connect()) {
            greeting(old);
            proxy.proxy().reload(ProxyUnderTest.config(ProxyUnderTest.yaml("", "", two)));
            assertEchoes(old, "still here");
            try (Socket fresh = proxy.connect()) {
                greeting(fresh);
            }
            assertThat(one.accepted()).isEqualTo(1);
            assertThat(two.accepted()).isEqualTo(1);
        }
    }

    @Test
    void listenerMovesAndItsConnectionsGoOn() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", server);
                Socket old = proxy.connect()) {
            greeting(old);
            int before = proxy.port();
            proxy.proxy().reload(ProxyUnderTest.config(ProxyUnderTest.yaml("backlog: 7", "", server)));
            assertThat(proxy.port()).isNotEqualTo(before);
            assertEchoes(old, "still here");
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), before).close())
                    .isInstanceOf(IOException.class);
            try (Socket fresh = proxy.connect()) {
                assertThat(greeting(fresh)).isEqualTo("s1");
            }
        }
    }

    @Test
    void listenerThatKeepsItsSocketTakesOtherSettings() throws Exception {
        int port = freePort();
        try (TestServer one = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of(at(port, ProxyUnderTest.yaml("", "", one)))) {
            Listener listener = proxy.listener("front");
            proxy.proxy()
                    .reload(ProxyUnderTest.config(
                            at(port, ProxyUnderTest.yaml("max-connections: 1", "send-proxy: v1", one))));
            assertThat(proxy.listener("front")).isSameAs(listener);
            try (Socket client = proxy.connect()) {
                greeting(client);
                byte[] header = client.getInputStream().readNBytes(6);
                assertThat(header).asString(US_ASCII).isEqualTo("PROXY ");
            }
        }
    }

    /** One that was free a moment ago. */
    private static int freePort() throws IOException {
        try (ServerSocket any = new ServerSocket(0)) {
            return any.getLocalPort();
        }
    }

    private static String at(int port, String yaml) {
        return yaml.replace("127.0.0.1:1'", "127.0.0.1:" + port + "'");
    }

    @Test
    void placeThatIsTakenRefusesTheWhole() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", server)) {
            String yaml = at(taken.getLocalPort(), ProxyUnderTest.yaml("", "send-proxy: v1", server));
            var before = proxy.proxy().config();
            assertThatThrownBy(() -> proxy.proxy().reload(ProxyUnderTest.config(yaml)))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining(
                            "listener front: /127.0.0.1:" + taken.getLocalPort() + " cannot be listened at")
                    .hasMessageContaining("Address already in use");
            assertThat(proxy.proxy().config()).isSameAs(before);
            try (Socket client = proxy.connect()) {
                assertThat(greeting(client)).isEqualTo("s1");
            }
        }
    }

    @Test
    void serverNobodyKnowsTheAddressOfRefusesTheWhole() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", server)) {
            String yaml =
                    ProxyUnderTest.yaml("", "", server) + "      - {name: s2, address: 'no-such-host.invalid:1'}\n";
            assertThatThrownBy(() -> proxy.proxy().reload(ProxyUnderTest.config(yaml)))
                    .isInstanceOf(PlatformException.class)
                    .hasMessage("pool web: server s2: no-such-host.invalid cannot be resolved");
        }
    }
}
