/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static io.vip4j.samples.proxy.Waiting.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Which server a client gets, and what happens when it gets none. */
class DispatchTest {

    private static String greeting(Socket client) throws IOException {
        return new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII)).readLine();
    }

    private static void assertReset(Socket client) {
        assertThatThrownBy(() -> {
                    if (client.getInputStream().read() >= 0) {
                        throw new AssertionError("octets came");
                    }
                    throw new AssertionError("it ended in good order");
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void serverThatDoesNotTakeAConnectionIsPassedOver() throws Exception {
        try (TestServer dead = TestServer.echo("s1");
                TestServer living = TestServer.echo("s2");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", dead, living)) {
            dead.die();
            for (int i = 0; i < 6; i++) {
                try (Socket client = proxy.connect()) {
                    assertThat(greeting(client)).isEqualTo("s2");
                }
            }
            assertThat(proxy.pool().counters().redispatches.sum()).isEqualTo(3);
            assertThat(proxy.server("s1").counters().connectFailures.sum()).isEqualTo(3);
            assertThat(proxy.counters().relayed.sum()).isEqualTo(6);
            await().until(() -> proxy.pool().connections() == 0);
        }
    }

    @Test
    void clientThatNoServerTakesIsReset() throws Exception {
        try (TestServer dead = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "retries: 0", dead)) {
            dead.die();
            assertThatThrownBy(() -> {
                        try (Socket client = proxy.connect()) { // The reset may come as early as that.
                            assertThat(client.getInputStream().read()).isNotEqualTo(-1);
                        }
                    })
                    .isInstanceOf(IOException.class);
            await().until(() -> proxy.proxy().limit().open() == 0);
            assertThat(proxy.counters().connectFailures.sum()).isEqualTo(1);
        }
    }

    @Test
    void serverThatItsCheckFindsDownGetsNoConnection() throws Exception {
        try (TestServer dead = TestServer.echo("s1");
                TestServer living = TestServer.echo("s2");
                ProxyUnderTest proxy =
                        ProxyUnderTest.of("", "check: {kind: tcp, interval: 50ms, rise: 1, fall: 1}", dead, living)) {
            dead.die();
            await().until(() -> !proxy.server("s1").isUp());
            for (int i = 0; i < 4; i++) {
                try (Socket client = proxy.connect()) {
                    assertThat(greeting(client)).isEqualTo("s2");
                }
            }
            assertThat(proxy.pool().counters().redispatches.sum()).isZero();
            assertThat(proxy.server("s1").counters().downs.sum()).isEqualTo(1);
        }
    }

    @Test
    void clientWaitsUntilAServerHasRoom() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "max-connections: 1\nqueue-timeout: 1m", server);
                Socket first = proxy.connect();
                Socket second = proxy.connect()) {
            // The end of the request comes while it waits.
            second.getOutputStream().write("request".getBytes(US_ASCII));
            second.shutdownOutput();
            assertThat(greeting(first)).isEqualTo("s1");
            await().until(() -> proxy.pool().waiting() == 1);
            ProxyUnderTest.end(first);
            assertThat(second.getInputStream().readAllBytes())
                    .asString(US_ASCII)
                    .isEqualTo("s1\nrequest");
            assertThat(proxy.pool().counters().queued.sum()).isEqualTo(1);
        }
    }

    @Test
    void clientThatWaitsTooLongIsReset() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "max-connections: 1\nqueue-timeout: 100ms", server);
                Socket first = proxy.connect();
                Socket second = proxy.connect()) {
            assertReset(second);
            assertThat(greeting(first)).isEqualTo("s1");
            assertThat(proxy.pool().counters().queueTimeouts.sum()).isEqualTo(1);
            assertThat(proxy.counters().refused.sum()).isEqualTo(1);
        }
    }

    @Test
    void clientThatLeavesTheQueueLeavesNothingBehind() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "max-connections: 1\nqueue-timeout: 1m", server);
                Socket first = proxy.connect()) {
            assertThat(greeting(first)).isEqualTo("s1");
            Socket second = proxy.connect();
            await().until(() -> proxy.pool().waiting() == 1);
            second.setSoLinger(true, 0);
            ProxyUnderTest.end(second);
            await().until(() -> proxy.pool().waiting() == 0);
            assertThat(proxy.counters().clientsGone.sum()).isEqualTo(1);
            assertThat(proxy.listener("front").connections()).isEqualTo(1);
        }
    }

    @Test
    void moreClientsThanTheListenerMayHaveWaitInTheBacklog() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("max-connections: 2", "", server);
                Socket first = proxy.connect();
                Socket second = proxy.connect();
                Socket third = proxy.connect()) {
            assertThat(greeting(first)).isEqualTo("s1");
            assertThat(greeting(second)).isEqualTo("s1");
            await().until(() -> proxy.listener("front").isPaused());
            assertThat(proxy.counters().accepted.sum()).isEqualTo(2);
            ProxyUnderTest.end(second);
            assertThat(greeting(third)).isEqualTo("s1");
        }
    }

    @Test
    void silentClientsInPlentyLeaveOthersAlone() throws Exception {
        int plenty = 400;
        AtomicReference<String> heard = new AtomicReference<>("");
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", server)) {
            List<Socket> silent = new ArrayList<>();
            for (int i = 0; i < plenty; i++) {
                silent.add(proxy.connect());
            }
            await().until(() -> proxy.counters().relayed.sum() == plenty);
            try (Socket client = proxy.connect()) {
                heard.set(greeting(client));
            }
            assertThat(heard).hasValue("s1");
            for (Socket one : silent) {
                one.close();
            }
            await().until(() ->
                    proxy.proxy().limit().open() == 0 && proxy.pool().connections() == 0);
            assertThat(proxy.counters().acceptFailures.sum()).isZero();
        }
    }
}
