/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static io.vip4j.samples.proxy.Waiting.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.VipElector;
import io.vip4j.VipHost;
import io.vip4j.config.ReleaseProfile;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.VipState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a proxy owes its address, which is loopback here: an election in memory, and real connections. */
class VipDutyTest {

    private TestServer server;
    private ProxyUnderTest proxy;
    private VipHost host;
    private VipElector vip;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.echo("s1");
        proxy = ProxyUnderTest.of("", "", server);
        VipDuty duty =
                new VipDuty(proxy.proxy().loops(), proxy.proxy()::listeners, router -> InetAddress::isLoopbackAddress);
        host = VipHost.open(proxy.lan().node("b").platform());
        vip = host.start(
                VirtualRouterConfig.builder("web")
                        .networkInterface("eth0")
                        .vrid(10)
                        .advertisementInterval(Duration.ofMillis(100))
                        .address("198.51.100.222/24")
                        .release(ReleaseProfile.DEFAULT.drain(Duration.ofSeconds(2)))
                        .build(),
                duty);
        assertThat(vip.awaitActive(Duration.ofMinutes(1))).isTrue();
    }

    @AfterEach
    void stop() throws IOException {
        host.close();
        proxy.close();
        server.close();
    }

    private static String greeting(Socket client) throws IOException {
        return new String(client.getInputStream().readNBytes(3), US_ASCII).strip();
    }

    @Test
    void connectionsFinishBeforeTheAddressGoesAndNobodyNewIsLetIn() throws Exception {
        try (Socket client = proxy.connect()) {
            assertThat(greeting(client)).isEqualTo("s1");
            int port = proxy.port();
            CompletableFuture<Void> held = CompletableFuture.runAsync(() -> vip.hold("test", Duration.ofMinutes(1)));
            await().until(() -> !proxy.listener("front").isOpen());
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                    .isInstanceOf(IOException.class);
            assertThat(vip.state()).isEqualTo(VipState.ACTIVE);
            client.getOutputStream().write('x');
            assertThat(client.getInputStream().read()).isEqualTo('x');
            ProxyUnderTest.end(client);
            held.join();
            assertThat(vip.state()).isNotEqualTo(VipState.ACTIVE);
            assertThat(proxy.counters().cut.sum()).isZero();
        }
    }

    @Test
    void connectionsThatDoNotFinishAreCutAtTheLimit() throws Exception {
        try (Socket client = proxy.connect()) {
            assertThat(greeting(client)).isEqualTo("s1");
            vip.hold("test", Duration.ofMinutes(1));
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
            assertThat(proxy.counters().cut.sum()).isEqualTo(1);
        }
    }

    @Test
    void listenerOfEveryAddressStaysAndTurnsNewClientsAway() throws Exception {
        proxy.proxy()
                .reload(ProxyUnderTest.config(
                        ProxyUnderTest.yaml("", "", server).replace("127.0.0.1:1'", "*:1'")));
        try (Socket client = proxy.connect()) {
            assertThat(greeting(client)).isEqualTo("s1");
            CompletableFuture<Void> held = CompletableFuture.runAsync(() -> vip.hold("test", Duration.ofMinutes(1)));
            await().until(() -> {
                try (Socket fresh = proxy.connect()) {
                    return fresh.getInputStream().read() != 's';
                } catch (IOException e) {
                    return true;
                }
            });
            assertThat(proxy.counters().turnedAway.sum()).isPositive();
            assertThat(proxy.listener("front").isOpen()).isTrue();
            ProxyUnderTest.end(client);
            held.join();
        }
        await().until(() -> {
            try (Socket fresh = proxy.connect()) {
                return fresh.getInputStream().read() == 's';
            } catch (IOException e) {
                return false;
            }
        });
    }

    @Test
    void listensAgainForTheNextTakeover() throws Exception {
        vip.hold("test", Duration.ofMinutes(1));
        await().until(() -> proxy.listener("front").isOpen());
        try (Socket client = proxy.connect()) {
            assertThat(greeting(client)).isEqualTo("s1");
        }
    }

    @Test
    void connectionsEndWhenTheAddressIsLostWithoutWarning() throws Exception {
        try (Socket client = proxy.connect()) {
            assertThat(greeting(client)).isEqualTo("s1");
            vip.health("test").down("gone");
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
            await().until(() -> proxy.proxy().limit().open() == 0);
            assertThat(proxy.listener("front").isOpen()).isTrue();
        }
    }
}
