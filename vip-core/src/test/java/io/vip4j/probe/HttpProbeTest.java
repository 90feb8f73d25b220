/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.ConfigurationException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpProbeTest {

    private static final String FINE =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"status\":\"UP\"}";
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Leftovers before = Leftovers.now();
    private final Conversations conversations = new Conversations();

    @AfterEach
    void nothingIsLeft() {
        conversations.close();
        before.assertNothingMore();
    }

    private String ask(HostileServer server, UnaryOperator<HttpProbe> change, Duration timeout) {
        HttpProbe probe = change.apply(HttpProbe.get("http://127.0.0.1:" + server.port() + "/health"));
        Probe.Result result =
                conversations.ask(probe, timeout).toCompletableFuture().join();
        String name = probe + ": ";
        assertThat(result.detail()).startsWith(name);
        return (result.healthy() ? "+ " : "- ") + result.detail().substring(name.length());
    }

    private String ask(String answer, UnaryOperator<HttpProbe> change) {
        try (HostileServer server = HostileServer.answering(answer)) {
            return ask(server, change, LONG);
        }
    }

    private String ask(HostileServer.Treatment treatment, Duration timeout) {
        try (HostileServer server = HostileServer.treating(treatment)) {
            return ask(server, UnaryOperator.identity(), timeout);
        }
    }

    /** With | for the end of a line. */
    private static String request(HttpProbe probe) {
        return ISO_8859_1.decode(probe.request()).toString().replace("\r\n", "|");
    }

    @Test
    void statusDecides() {
        assertThat(ask(FINE, probe -> probe)).isEqualTo("+ status 200");
        String found = "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n";
        assertThat(ask(found, probe -> probe)).isEqualTo("+ status 302");
        assertThat(ask(found, probe -> probe.accept(200))).isEqualTo("- status 302, accepted: 200");
        assertThat(ask("HTTP/1.1 503 No\r\n\r\nsorry", probe -> probe)).isEqualTo("- status 503, accepted: 200..399");
        assertThat(ask(
                        "HTTP/1.1 404 No\r\n\r\n",
                        probe -> probe.accept(new StatusRange(200, 299), new StatusRange(404, 404))))
                .isEqualTo("+ status 404");
    }

    @Test
    void headersAndBodyDecide() {
        assertThat(ask(FINE, probe -> probe.expectHeader("content-TYPE", "json$")))
                .isEqualTo("+ status 200");
        assertThat(ask(FINE, probe -> probe.expectHeader("Content-Type", "^json")))
                .isEqualTo("- status 200, but header Content-Type does not match /^json/");
        assertThat(ask(FINE, probe -> probe.expectHeader("X-Ready", ".")))
                .isEqualTo("- status 200, but it has no header X-Ready");
        assertThat(ask(FINE, probe -> probe.expectBody(Expectation.text("\"UP\""))))
                .isEqualTo("+ status 200");
        assertThat(ask(FINE, probe -> probe.expectBody(Expectation.matching("\"status\"\\s*:\\s*\"UP\""))))
                .isEqualTo("+ status 200");
        assertThat(ask(FINE, probe -> probe.expectBody(Expectation.text("DOWN"))))
                .isEqualTo("- status 200, but the body has no \"DOWN\"; it begins \"{\\\"status\\\":\\\"UP\\\"}\"");
    }

    @Test
    void requestsAreWrittenAsRfc9112WantsThem() {
        assertThat(request(HttpProbe.get("http://[2001:db8::1]:8080/health?deep=1")))
                .isEqualTo("GET /health?deep=1 HTTP/1.1|Host: [2001:db8::1]:8080|Connection: close|"
                        + "User-Agent: vip4j|Accept: */*||");
        assertThat(request(HttpProbe.get("http://a.example")
                        .virtualHost("www.example")
                        .header("Accept", "text/html")
                        .header("User-Agent", "me")
                        .post("{\"a\":\"\u00e9\"}")))
                .isEqualTo("POST / HTTP/1.1|Host: www.example|Connection: close|Accept: text/html|"
                        + "User-Agent: me|Content-Length: 10||{\"a\":\"\u00c3\u00a9\"}");
        assertThat(request(HttpProbe.get("https://a.example?x").method("HEAD")))
                .startsWith("HEAD /?x HTTP/1.1|Host: a.example|");
    }

    @Test
    void headHasNoBody() {
        assertThat(ask("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", probe -> probe.method("HEAD")))
                .isEqualTo("+ status 200");
    }

    @Test
    void badServersFailInTimeWithAPlainReason() {
        Duration shortly = Duration.ofMillis(200);
        assertThat(ask(HostileServer::readAll, shortly)).isEqualTo("- connected, no answer within 200 ms");
        assertThat(ask(HttpProbeTest::drip, shortly))
                .matches("- connected, no end of the answer 200 within 200 ms \\(\\d+ octets came\\)");
        assertThat(ask(HttpProbeTest::flood, LONG)).isEqualTo("- not an HTTP/1 answer: it begins \"x\"");
        assertThat(ask(HttpProbeTest::floodOfHeaders, LONG)).isEqualTo("- the head of the answer is too long");
        assertThat(ask(HttpProbeTest::floodOfChunks, LONG))
                .matches("- connected, 10[45]\\d{4} octets came and no end of the answer 200");
        assertThat(ask(client -> resetAfter(client, ""), LONG)).isEqualTo("- connected, then: Connection reset");
        assertThat(ask(client -> resetAfter(client, "HTTP/1.1 200 OK\r\n\r\nhal"), LONG))
                .isEqualTo("- connected, then: Connection reset");
        assertThat(ask(HostileServer::finish, LONG)).isEqualTo("- the connection was closed without an answer");
    }

    @Test
    void anAnswerThatIsCutOffIsNone() {
        assertThat(ask("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", probe -> probe))
                .isEqualTo("- the connection was closed in the middle of the body");
        assertThat(ask("\u0016\u0003\u0001\u0002", probe -> probe))
                .isEqualTo("- not an HTTP/1 answer: it begins \"\\x16\"");
    }

    @Test
    void aLongBodyIsReadTo64KiBOnly() {
        String large = "HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\nbegin" + "x".repeat(10_000_000 - 5);
        assertThat(ask(large, probe -> probe.expectBody(Expectation.text("begin"))))
                .isEqualTo("+ status 200");
        assertThat(ask(large, probe -> probe.expectBody(Expectation.text("end"))))
                .startsWith("- status 200, but the body has no \"end\"; it begins \"beginxxx");
    }

    private static void drip(Socket client) throws IOException {
        client.setTcpNoDelay(true);
        client.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
        while (true) {
            client.getOutputStream().write('.');
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static void flood(Socket client) throws IOException {
        repeat(client, "", "x".repeat(8192));
    }

    private static void floodOfHeaders(Socket client) throws IOException {
        repeat(client, "HTTP/1.1 200 OK\r\n", "X: y\r\n".repeat(1000));
    }

    /** Chunks of nothing but extensions: hardly any body, for ever. */
    private static void floodOfChunks(Socket client) throws IOException {
        String chunk = "1;" + "e".repeat(5000) + "\r\nx\r\n";
        repeat(client, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk);
    }

    private static void repeat(Socket client, String first, String more) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(first.getBytes(ISO_8859_1));
        byte[] octets = more.getBytes(ISO_8859_1);
        while (true) {
            out.write(octets);
        }
    }

    private static void resetAfter(Socket client, String text) throws IOException {
        client.getInputStream().read(new byte[4096]);
        client.getOutputStream().write(text.getBytes(ISO_8859_1));
        HostileServer.reset(client);
    }

    @Test
    void textShowsNoSecrets() {
        HttpProbe probe = HttpProbe.get("http://127.0.0.1:8080/health");
        assertThat(probe).hasToString("GET http://127.0.0.1:8080/health");
        assertThat(probe.header("Authorization", "Basic c2VjcmV0").headers()).hasToString("[Authorization: ***]");
        assertThat(HttpProbe.get("https://a.example/x?token=secret")
                        .header("Authorization", "Basic c2VjcmV0")
                        .virtualHost("b.example")
                        .post("secret"))
                .hasToString("POST https://a.example/x?*** for b.example");
        assertThat(HttpProbe.get("http://a.example/x").expectHeader("A", "b"))
                .isEqualTo(HttpProbe.get("http://a.example/x").expectHeader("A", "b"))
                .isNotEqualTo(HttpProbe.get("http://a.example/x"));
    }

    @Test
    void badValuesAreRefused() {
        HttpProbe probe = HttpProbe.get("http://a.example/");
        refused(() -> HttpProbe.get("ftp://a.example/"), "URL must be http://host[:port][/path] or https://..");
        refused(() -> HttpProbe.get("http://me:secret@a.example/"), "'http://***@a.example/'");
        refused(() -> HttpProbe.get("http://a.example:99999/"), "check port must be 1..65535: 99999");
        refused(() -> HttpProbe.get("http://a.example/a b"), "HTTP path must start with / and be visible ASCII");
        refused(() -> HttpProbe.get("http://a.example/#x"), "HTTP path must start with / and be visible ASCII");
        refused(() -> probe.method("GE T"), "HTTP method must be a token");
        refused(() -> probe.header("A:", "b"), "HTTP header name must be a token");
        refused(() -> probe.header("A", "b\r\nC: d"), "HTTP header A must be visible ASCII, spaces and tabs");
        refused(() -> probe.header("HOST", "b"), "HTTP header HOST is set by the probe itself");
        refused(() -> probe.virtualHost("a b"), "HTTP host must be a host name: 'a b'");
        refused(() -> probe.accept(), "HTTP status: accept at least one range");
        refused(() -> probe.accept(100), "HTTP status range must be within 200..599: 100..100");
    }

    private static void refused(Runnable setting, String message) {
        assertThatThrownBy(setting::run)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(message);
    }
}
