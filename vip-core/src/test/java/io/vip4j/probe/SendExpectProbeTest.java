/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.vrrp.ConfigurationException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SendExpectProbeTest {

    private final Leftovers before = Leftovers.now();
    private final Conversations conversations = new Conversations();

    @AfterEach
    void nothingIsLeft() {
        conversations.close();
        before.assertNothingMore();
    }

    private String ask(SendExpectProbe probe, Duration timeout) {
        Probe.Result result =
                conversations.ask(probe, timeout).toCompletableFuture().join();
        String name = probe + ": ";
        assertThat(result.detail()).startsWith(name);
        return (result.healthy() ? "+ " : "- ") + result.detail().substring(name.length());
    }

    private String ask(HostileServer server, String send, Expectation expected) {
        SendExpectProbe probe = SendExpectProbe.of("127.0.0.1", server.port(), expected);
        return ask(probe.sending(send), Duration.ofSeconds(20));
    }

    @Test
    void waitsForWhatTheServerSaysFirst() {
        try (HostileServer server = HostileServer.answering("220 mail.example ESMTP\r\n")) {
            assertThat(ask(server, "", Expectation.text("ESMTP")))
                    .isEqualTo("+ answered \"220 mail.example ESMTP\\r\\n\"");
            assertThat(ask(server, "", Expectation.matching("^220[ -]"))).startsWith("+ ");
            assertThat(ask(server, "", Expectation.matching("^250")))
                    .isEqualTo("- the connection was closed without the expected answer, after"
                            + " \"220 mail.example ESMTP\\r\\n\"");
        }
    }

    @Test
    void sendsAndWaitsForTheAnswer() {
        try (HostileServer server = HostileServer.treating(client -> {
            byte[] asked = client.getInputStream().readNBytes(6);
            client.getOutputStream().write("+PO".getBytes(ISO_8859_1));
            client.getOutputStream().write(asked[0] == 'P' ? 'N' : '?');
            client.getOutputStream().write("G\r\n".getBytes(ISO_8859_1));
            HostileServer.readAll(client);
        })) {
            assertThat(ask(server, "PING\r\n", Expectation.text("+PONG\r\n"))).startsWith("+ ");
        }
    }

    @Test
    void octetsThatAreNoTextAreFound() {
        try (HostileServer server = HostileServer.answering("\0\u00ff\u0001")) {
            Octets octets = Octets.of((byte) 0xff, (byte) 1);
            assertThat(ask(server, "", new Expectation.Contains(octets))).isEqualTo("+ answered \"\\x00\\xff\\x01\"");
        }
    }

    @Test
    void aPatternThatTakesYearsFailsTheProbe() {
        try (HostileServer server = HostileServer.answering("a".repeat(5000))) {
            assertThat(ask(server, "", Expectation.matching("(a+)+b")))
                    .isEqualTo("- the pattern /(a+)+b/ takes too long on the answer");
        }
    }

    @Test
    void slowDripFailsAtTheTimeout() {
        try (HostileServer server = HostileServer.treating(client -> {
            client.setTcpNoDelay(true);
            while (true) {
                client.getOutputStream().write('.');
                java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
            }
        })) {
            SendExpectProbe probe = SendExpectProbe.of("127.0.0.1", server.port(), Expectation.text("end"));
            assertThat(ask(probe, Duration.ofMillis(200)))
                    .matches("- connected, no expected answer within 200 ms \\(\\d+ octets came\\)");
        }
    }

    @Test
    void valuesAreCheckedAndShowNoSecrets() {
        SendExpectProbe probe = SendExpectProbe.of("::1", 6379, Expectation.text("+OK"));
        assertThat(probe).hasToString("tcp [::1]:6379 expecting \"+OK\"");
        assertThat(probe.sending("AUTH secret\r\n")).hasToString("tcp [::1]:6379 sending 13 octets expecting \"+OK\"");
        assertThat(probe.sending("x")).isEqualTo(probe.sending("x")).isNotEqualTo(probe.sending("y"));
        assertThatThrownBy(() -> SendExpectProbe.of("a", 0, Expectation.text("x")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("check port must be 1..65535: 0");
        assertThatThrownBy(() -> Expectation.text(""))
                .hasMessage("expected text must not be empty: any answer would hold it");
        assertThatThrownBy(() -> Expectation.matching("("))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("expected pattern cannot be read: '(': Unclosed group");
    }
}
