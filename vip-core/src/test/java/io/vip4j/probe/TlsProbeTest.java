/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys and certificates are made by {@code src/test/resources/tls/make.sh}. */
@Timeout(60)
class TlsProbeTest {

    private static final Path FILES = Path.of("src/test/resources/tls");
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String FINE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final Leftovers before = Leftovers.now();
    private final Conversations conversations = new Conversations();
    private final TlsTrust ourCa = TlsTrust.certificates(FILES.resolve("ca.pem"));

    @AfterEach
    void nothingIsLeft() {
        conversations.close();
        before.assertNothingMore();
    }

    private static SSLServerSocket listener(String certificate, String... protocols)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(FILES.resolve(certificate + ".p12"))) {
            store.load(in, "password".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "password".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        SSLServerSocket listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        if (protocols.length > 0) {
            listener.setEnabledProtocols(protocols);
        }
        return listener;
    }

    private static void answer(Socket client) throws IOException {
        client.getInputStream().read(new byte[4096]);
        client.getOutputStream().write(FINE.getBytes(ISO_8859_1));
        HostileServer.finish(client);
    }

    private String ask(HttpProbe probe, Duration timeout) {
        Probe.Result result =
                conversations.ask(probe, timeout).toCompletableFuture().join();
        String name = probe + ": ";
        assertThat(result.detail()).startsWith(name);
        return (result.healthy() ? "+ " : "- ") + result.detail().substring(name.length());
    }

    private String ask(ServerSocket listener, TlsTrust trust) {
        try (HostileServer server = HostileServer.of(listener, TlsProbeTest::answer)) {
            return ask(probe(server).trust(trust), LONG);
        }
    }

    private static HttpProbe probe(HostileServer server) {
        return HttpProbe.get("https://127.0.0.1:" + server.port() + "/").expectBody(Expectation.text("ok"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void trustsTheCertificatesThatItIsGiven(String version) throws Exception {
        assertThat(ask(listener("good", version), ourCa)).isEqualTo("+ status 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void refusesWhomItDoesNotTrust(String version) throws Exception {
        assertThat(ask(listener("good", version), TlsTrust.ofTheJvm()))
                .isEqualTo("- TLS handshake failed: unable to find valid certification path to requested target");
    }

    @Test
    void refusesAnExpiredCertificateAndOneOfAnotherHost() throws Exception {
        assertThat(ask(listener("expired"), ourCa))
                .startsWith("- TLS handshake failed: the certificate has expired (NotAfter: ")
                .contains("2020");
        assertThat(ask(listener("other"), ourCa))
                .isEqualTo("- TLS handshake failed: No subject alternative names matching IP address 127.0.0.1 found");
    }

    @Test
    void trustsAnyoneIfToldSo() throws Exception {
        assertThat(ask(listener("expired"), TlsTrust.trustAnyoneInsecurely())).isEqualTo("+ status 200");
        assertThat(ask(listener("other"), TlsTrust.trustAnyoneInsecurely())).isEqualTo("+ status 200");
    }

    @Test
    void asksForTheVirtualHostAndWantsItsName() throws Exception {
        List<String> names = new CopyOnWriteArrayList<>();
        try (HostileServer server = HostileServer.of(listener("other"), client -> {
            SSLSocket secure = (SSLSocket) client;
            secure.startHandshake();
            names.add(((ExtendedSSLSession) secure.getSession())
                    .getRequestedServerNames()
                    .toString());
            answer(client);
        })) {
            assertThat(ask(probe(server).trust(ourCa).virtualHost("other.example"), LONG))
                    .isEqualTo("+ status 200");
            assertThat(ask(probe(server).trust(ourCa).virtualHost("probe.example"), LONG))
                    .isEqualTo("- TLS handshake failed: No subject alternative DNS name matching probe.example found.");
        }
        assertThat(names).contains("[type=host_name (0), value=other.example]");
    }

    @Test
    void anotherProtocolGoesOverTlsToo() throws Exception {
        try (HostileServer server = HostileServer.of(listener("good"), client -> {
            client.getOutputStream().write("220 ready\r\n".getBytes(ISO_8859_1));
            HostileServer.readAll(client);
        })) {
            SendExpectProbe inside = SendExpectProbe.of("127.0.0.1", server.port(), Expectation.text("220 "));
            TlsProbe probe = new TlsProbe(inside, ourCa);
            assertThat(conversations.ask(probe, LONG).toCompletableFuture().join())
                    .isEqualTo(Probe.Result.healthy(inside + " over TLS: answered \"220 ready\\r\\n\""));
        }
    }

    @Test
    void aLongAnswerComesWhole() throws Exception {
        String body = "x".repeat(60_000) + "ok";
        try (HostileServer server = HostileServer.of(listener("good"), client -> {
            client.getInputStream().read(new byte[4096]);
            client.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\nContent-Length: 60002\r\n\r\n" + body).getBytes(ISO_8859_1));
            HostileServer.finish(client);
        })) {
            assertThat(ask(probe(server).trust(ourCa), LONG)).isEqualTo("+ status 200");
        }
    }

    @Test
    void badServersFailInTimeWithAPlainReason() throws Exception {
        Duration shortly = Duration.ofMillis(300);
        try (HostileServer server = HostileServer.answering("HTTP/1.1 400 No\r\n\r\n")) {
            assertThat(ask(probe(server).trust(ourCa), LONG))
                    .startsWith("- TLS handshake failed: ")
                    .contains("SSL message");
        }
        try (HostileServer server = HostileServer.answering("\u0016\u0003\u0003\u0000\u0004\u0002\u0000\u0000\u0000")) {
            assertThat(ask(probe(server).trust(ourCa), LONG)).startsWith("- TLS handshake failed: ");
        }
        try (HostileServer server = HostileServer.treating(HostileServer::finish)) {
            assertThat(ask(probe(server).trust(ourCa), LONG))
                    .isEqualTo("- the connection was closed in the TLS handshake");
        }
        try (HostileServer server = HostileServer.silent()) {
            assertThat(ask(probe(server).trust(ourCa), shortly))
                    .isEqualTo("- connected, no end of the TLS handshake within 300 ms");
        }
        try (HostileServer server = HostileServer.of(listener("good"), client -> {
            byte[] noise = "x".repeat(8192).getBytes(ISO_8859_1);
            while (true) {
                client.getOutputStream().write(noise);
            }
        })) {
            assertThat(ask(probe(server).trust(ourCa), LONG)).startsWith("- not an HTTP/1 answer: it begins \"x");
            SendExpectProbe inside = SendExpectProbe.of("127.0.0.1", server.port(), Expectation.text("end"));
            assertThat(conversations
                            .ask(new TlsProbe(inside, ourCa), LONG)
                            .toCompletableFuture()
                            .join()
                            .detail())
                    .endsWith(" over TLS: more than 64 KiB came and no expected answer");
        }
    }

    @Test
    void fiftyAtOnceAnswer() throws Exception {
        try (HostileServer server = HostileServer.of(listener("good"), TlsProbeTest::answer)) {
            List<CompletableFuture<Probe.Result>> answers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                answers.add(conversations.ask(probe(server).trust(ourCa), LONG).toCompletableFuture());
            }
            assertThat(answers).allMatch(answer -> answer.join().healthy());
        }
    }

    @Test
    void filesWithoutCertificatesAreRefused() {
        assertThatThrownBy(() -> TlsTrust.certificates(FILES.resolve("missing.pem")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("missing.pem");
        assertThatThrownBy(() -> TlsTrust.certificates(FILES.resolve("make.sh")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("make.sh");
    }

    @Test
    void equalIfTheyTrustTheSame() {
        assertThat(ourCa)
                .isEqualTo(TlsTrust.certificates(FILES.resolve("ca.pem")))
                .isNotEqualTo(TlsTrust.ofTheJvm());
        assertThat(TlsTrust.ofTheJvm()).isEqualTo(TlsTrust.ofTheJvm()).isNotEqualTo(TlsTrust.trustAnyoneInsecurely());
    }
}
