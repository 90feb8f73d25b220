/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static io.vip4j.samples.proxy.Waiting.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vip4j.VipElector;
import io.vip4j.event.CheckStatus;
import io.vip4j.event.VipState;
import io.vip4j.samples.proxy.config.ProxyConfig;
import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A whole proxy with its address on a LAN in memory. */
class ProxyTest {

    private static final String VIP = """
            vip:
              routers:
                - {name: web, network-interface: eth0, vrid: 10, addresses: 198.51.100.222/24, advertisement-interval: 100ms}
            """;

    private static CheckStatus handle(VipElector vip) {
        return vip.status().checks().stream()
                .filter(check -> check.name().equals("tcp-proxy"))
                .findFirst()
                .orElseThrow();
    }

    private static VipElector vip(ProxyUnderTest proxy) {
        return proxy.proxy().host().electors().get(0);
    }

    @Test
    void listensAtAnAddressThatIsNotThereYet() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of(
                        ProxyUnderTest.yaml("", "", server).replace("127.0.0.1:1'", "198.51.100.222:1'"))) {
            assertThat(proxy.listener("front").isOpen()).isTrue();
        }
    }

    @Test
    void listenerThatCannotAcceptGivesTheAddressAway() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of(
                        VIP + ProxyUnderTest.yaml("", "", server).replace("127.0.0.1:1'", "*:1'"))) {
            VipElector vip = vip(proxy);
            assertThat(vip.awaitActive(Duration.ofMinutes(1))).isTrue();
            proxy.proxy().readiness().failing(proxy.listener("front"), "Too many open files");
            await().until(() -> !vip.isActive());
            assertThat(handle(vip).detail()).contains("listener front cannot accept: Too many open files");
            proxy.proxy().readiness().working(proxy.listener("front"));
            assertThat(vip.awaitActive(Duration.ofMinutes(1))).isTrue();
        }
    }

    @Test
    void listenerOfAnotherAddressDoesNotMoveIt() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of(VIP + ProxyUnderTest.yaml("", "", server))) {
            VipElector vip = vip(proxy);
            assertThat(vip.awaitActive(Duration.ofMinutes(1))).isTrue();
            proxy.proxy().readiness().failing(proxy.listener("front"), "Too many open files");
            assertThat(handle(vip).up()).isTrue();
        }
    }

    @Test
    void noServerUpDoesNotMoveTheAddress() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of(VIP
                        + ProxyUnderTest.yaml("", "check: {kind: tcp, interval: 50ms, rise: 1, fall: 1}", server)
                                .replace("127.0.0.1:1'", "*:1'"))) {
            VipElector vip = vip(proxy);
            assertThat(vip.awaitActive(Duration.ofMinutes(1))).isTrue();
            server.die();
            await().until(() -> !proxy.server("s1").isUp());
            assertThatThrownBy(() -> {
                        try (Socket client = proxy.connect()) { // The reset may come as early as that.
                            assertThat(client.getInputStream().read()).isNotEqualTo(-1);
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThat(proxy.pool().counters().noServer.sum()).isEqualTo(1);
            assertThat(vip.state()).isEqualTo(VipState.ACTIVE);
            assertThat(handle(vip).up()).isTrue();
        }
    }

    @Test
    void routersChangeInPlaceWithAReload() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of(VIP + ProxyUnderTest.yaml("", "", server))) {
            VipElector vip = vip(proxy);
            assertThat(vip.awaitActive(Duration.ofMinutes(1))).isTrue();
            String next = VIP.replace("198.51.100.222/24", "[198.51.100.222/24, 198.51.100.223/24]");
            proxy.proxy().reload(ProxyUnderTest.config(next + ProxyUnderTest.yaml("", "", server)));
            assertThat(vip.state()).isEqualTo(VipState.ACTIVE);
            assertThat(vip.config().addresses()).hasSize(2);
            assertThat(handle(vip).up()).isTrue();
        }
    }

    @Test
    void closingLetsConnectionsFinish() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy =
                        ProxyUnderTest.of(ProxyUnderTest.yaml("", "", server).replace("drain: 1s", "drain: 1m"));
                Socket client = proxy.connect()) {
            client.getInputStream().readNBytes(3);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(proxy::close);
            await().until(() -> !proxy.listener("front").isOpen());
            client.getOutputStream().write("bye".getBytes(US_ASCII));
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes())
                    .asString(US_ASCII)
                    .isEqualTo("bye");
            closed.join();
            assertThat(proxy.counters().cut.sum()).isZero();
        }
    }

    @Test
    void closingCutsWhatDoesNotFinish() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", server);
                Socket client = proxy.connect()) {
            client.getInputStream().readNBytes(3);
            proxy.proxy().close();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
            assertThat(proxy.counters().cut.sum()).isEqualTo(1);
        }
    }

    @Test
    void startThatTheHostRefusesLeavesNothingBehind() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest first = ProxyUnderTest.of("", "", server)) {
            String yaml =
                    ProxyUnderTest.yaml("", "", server).replace("127.0.0.1:1'", "127.0.0.1:" + first.port() + "'");
            ProxyConfig taken = ProxyUnderTest.config(yaml);
            assertThat(taken.listeners()).hasSize(1);
            assertThatThrownBy(() -> ProxyUnderTest.of(yaml))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("Address already in use");
        }
    }

    @Test
    void figuresAreADocument() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of(VIP + ProxyUnderTest.yaml("", "", server));
                Socket client = proxy.connect()) {
            client.getInputStream().readNBytes(3);
            assertThat(vip(proxy).awaitActive(Duration.ofMinutes(1))).isTrue();
            await().until(() -> read(proxy).at("/routers/0/state").asText().equals("ACTIVE"));
            JsonNode document = read(proxy);
            assertThat(document.at("/connections").asInt()).isEqualTo(1);
            assertThat(document.at("/listeners/0/name").asText()).isEqualTo("front");
            assertThat(document.at("/listeners/0/relayed").asInt()).isEqualTo(1);
            assertThat(document.at("/listeners/0/octetsOut").asInt()).isEqualTo(3);
            assertThat(document.at("/pools/0/servers/0/name").asText()).isEqualTo("s1");
            assertThat(document.at("/pools/0/servers/0/open").asInt()).isEqualTo(1);
            assertThat(document.at("/pools/0/servers/0/up").asBoolean()).isTrue();
        }
    }

    private static JsonNode read(ProxyUnderTest proxy) throws IOException {
        return new ObjectMapper().readTree(proxy.proxy().statistics());
    }
}
