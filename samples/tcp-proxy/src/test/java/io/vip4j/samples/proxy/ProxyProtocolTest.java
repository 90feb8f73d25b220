/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static io.vip4j.samples.proxy.Waiting.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The PROXY header that comes in, and the one that goes out. */
class ProxyProtocolTest {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    /** PROXY over TCP and IPv4, 198.51.100.1:4660 to 203.0.113.2:22136. */
    private static final String V2 = SIGNATURE + "2111000c" + "c6336401" + "cb007102" + "1234" + "5678";

    private final LinkedBlockingQueue<byte[]> heard = new LinkedBlockingQueue<>();

    private TestServer server() throws IOException {
        return TestServer.doing(client -> {
            heard.add(client.getInputStream().readAllBytes());
            client.getOutputStream().write('k');
        });
    }

    private byte[] heard() throws InterruptedException {
        byte[] octets = heard.poll(1, TimeUnit.MINUTES);
        assertThat(octets).isNotNull();
        return octets;
    }

    private static void send(Socket client, byte[] octets) throws IOException {
        client.getOutputStream().write(octets);
        client.shutdownOutput();
        assertThat(client.getInputStream().readAllBytes()).containsExactly('k');
    }

    @Test
    void serverHearsOfTheClientInText() throws Exception {
        try (TestServer server = server();
                ProxyUnderTest proxy = ProxyUnderTest.of("", "send-proxy: v1", server);
                Socket client = proxy.connect()) {
            send(client, "hello".getBytes(US_ASCII));
            assertThat(heard())
                    .asString(US_ASCII)
                    .isEqualTo("PROXY TCP4 127.0.0.1 127.0.0.1 " + client.getLocalPort() + " " + proxy.port()
                            + "\r\nhello");
        }
    }

    @Test
    void serverHearsOfTheClientInOctets() throws Exception {
        try (TestServer server = server();
                ProxyUnderTest proxy = ProxyUnderTest.of("", "send-proxy: v2", server);
                Socket client = proxy.connect()) {
            send(client, "hello".getBytes(US_ASCII));
            String ports = HexFormat.of().toHexDigits((short) client.getLocalPort())
                    + HexFormat.of().toHexDigits((short) proxy.port());
            assertThat(HexFormat.of().formatHex(heard()))
                    .isEqualTo(SIGNATURE + "2111000c" + "7f000001" + "7f000001" + ports + "68656c6c6f");
        }
    }

    @Test
    void headerOfAnotherProxyIsHandedOn() throws Exception {
        try (TestServer server = server();
                ProxyUnderTest proxy = ProxyUnderTest.of("accept-proxy: true", "send-proxy: v1", server);
                Socket client = proxy.connect()) {
            send(client, HexFormat.of().parseHex(V2 + "68656c6c6f"));
            assertThat(heard()).asString(US_ASCII).isEqualTo("PROXY TCP4 198.51.100.1 203.0.113.2 4660 22136\r\nhello");
        }
    }

    @Test
    void headerInTextIsTakenOff() throws Exception {
        try (TestServer server = server();
                ProxyUnderTest proxy = ProxyUnderTest.of("accept-proxy: true", "", server);
                Socket client = proxy.connect()) {
            send(client, "PROXY TCP6 2001:db8::1 2001:db8::2 1 2\r\nhello".getBytes(US_ASCII));
            assertThat(heard()).asString(US_ASCII).isEqualTo("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN\r\n", "LOCAL"})
    void headerThatSpeaksOfNoConnectionLeavesTheOwnAddresses(String header) throws Exception {
        byte[] octets =
                header.equals("LOCAL") ? HexFormat.of().parseHex(SIGNATURE + "20000000") : header.getBytes(US_ASCII);
        try (TestServer server = server();
                ProxyUnderTest proxy = ProxyUnderTest.of("accept-proxy: true", "send-proxy: v1", server);
                Socket client = proxy.connect()) {
            send(client, octets);
            assertThat(heard())
                    .asString(US_ASCII)
                    .isEqualTo("PROXY TCP4 127.0.0.1 127.0.0.1 " + client.getLocalPort() + " " + proxy.port() + "\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "PROXY TCP4 here there 1 2\r\n",
                "PROXY TCP4 198.51.100.1 203.0.113.2 1 99999\r\n",
                "PROXY TCP9 a b\r\n"
            })
    void malformedHeaderIsCountedAndTheConnectionReset(String header) throws Exception {
        try (TestServer server = server();
                ProxyUnderTest proxy = ProxyUnderTest.of("accept-proxy: true", "", server);
                Socket client = proxy.connect()) {
            client.getOutputStream().write(header.getBytes(US_ASCII));
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
            await().until(() -> proxy.proxy().limit().open() == 0);
            assertThat(proxy.counters().proxyFaults.sum()).isEqualTo(1);
            assertThat(server.accepted()).isZero();
        }
    }

    @Test
    void headerThatEndsInTheMiddleIsCounted() throws Exception {
        try (TestServer server = server();
                ProxyUnderTest proxy = ProxyUnderTest.of("accept-proxy: true", "", server);
                Socket client = proxy.connect()) {
            client.getOutputStream().write("PROXY TC".getBytes(US_ASCII));
            client.shutdownOutput();
            await().until(() -> proxy.proxy().limit().open() == 0);
            assertThat(proxy.counters().proxyFaults.sum()).isEqualTo(1);
        }
    }

    @Test
    void headerThatComesDropByDropHasNoMoreTimeThanAnother() throws Exception {
        Iterator<Byte> header = drops("PROXY TCP6 2001:db8::1 2001:db8::2 1024 80");
        try (TestServer server = server();
                ProxyUnderTest proxy = ProxyUnderTest.of("accept-proxy: true, proxy-timeout: 200ms", "", server);
                Socket client = proxy.connect()) {
            await().until(() -> {
                if (header.hasNext() && proxy.counters().proxyTimeouts.sum() == 0) {
                    client.getOutputStream().write(header.next());
                }
                return proxy.proxy().limit().open() == 0
                        && proxy.counters().accepted.sum() == 1;
            });
            assertThat(proxy.counters().proxyTimeouts.sum()).isEqualTo(1);
        }
    }

    private static Iterator<Byte> drops(String text) {
        List<Byte> octets = new ArrayList<>();
        for (byte octet : text.getBytes(US_ASCII)) {
            octets.add(octet);
        }
        return octets.iterator();
    }

    @Test
    void headerThatDoesNotComeIsCounted() throws Exception {
        try (TestServer server = server();
                ProxyUnderTest proxy = ProxyUnderTest.of("accept-proxy: true, proxy-timeout: 100ms", "", server);
                Socket client = proxy.connect()) {
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
            await().until(() -> proxy.proxy().limit().open() == 0);
            assertThat(proxy.counters().proxyTimeouts.sum()).isEqualTo(1);
            assertThat(proxy.counters().proxyFaults.sum()).isZero();
        }
    }
}
