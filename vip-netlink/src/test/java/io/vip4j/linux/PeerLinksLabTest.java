/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vip4j.linux.lab.Lab;
import io.vip4j.linux.lab.LabTest;
import io.vip4j.linux.lab.Shell;
import io.vip4j.spi.PeerLinks;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connections between two hosts, each with a kernel of its own as far as TCP is concerned. */
@LabTest
class PeerLinksLabTest {

    private static final int PORT = 10112;
    private static final Duration LIMIT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final IpAddress OWN = IpAddress.parse("198.51.100.1");
    private static final IpAddress OTHER = IpAddress.parse("198.51.100.2");

    private final Lab lab = new Lab();
    private final Lab.Node node = lab.node("198.51.100.1/24");
    private final Lab.Node other = lab.node("198.51.100.2/24");
    private final LinuxVipPlatform near = LinuxVipPlatform.createIn(node.file());
    private final LinuxVipPlatform far = LinuxVipPlatform.createIn(other.file());
    private final Ears server = new Ears();
    private final Ears client = new Ears();

    @AfterEach
    void close() {
        near.close();
        far.close();
        lab.close();
    }

    /** Writes down what comes; takes every connection. */
    private static final class Ears implements PeerLinks.Acceptor, PeerLinks.Listener {

        final List<String> heard = new CopyOnWriteArrayList<>();
        final List<PeerLinks.Link> links = new CopyOnWriteArrayList<>();

        @Override
        public PeerLinks.Listener accepted(IpAddress peer, PeerLinks.Link link) {
            links.add(link);
            heard.add("from " + peer);
            return this;
        }

        @Override
        public void connected() {
            heard.add("connected");
        }

        @Override
        public void line(String line) {
            heard.add(line);
        }

        @Override
        public void ended(PeerLinks.End end) {
            heard.add(end.toString());
        }

        void await(String... words) {
            org.awaitility.Awaitility.await().atMost(LONG).until(() -> heard.equals(List.of(words)));
        }
    }

    private PeerLinks.Listening listen(IpAddress address) {
        return LoopCalls.call(far, () -> far.peerLinks().listen("eth0", address, PORT, server));
    }

    private PeerLinks.Link connect(IpAddress from, IpAddress to) {
        return LoopCalls.call(near, () -> near.peerLinks().connect("eth0", from, to, PORT, LIMIT, client));
    }

    private void talk(IpAddress from, IpAddress to) {
        PeerLinks.Listening listening = listen(to);
        PeerLinks.Link link = connect(from, to);
        client.await("connected");
        server.await("from " + from);
        LoopCalls.run(near, () -> {
            link.send("one");
            link.send("x".repeat(PeerLinks.MAX_LINE_OCTETS));
        });
        server.await("from " + from, "one", "x".repeat(PeerLinks.MAX_LINE_OCTETS));
        LoopCalls.run(far, () -> {
            server.links.get(0).send("two");
            server.links.get(0).close();
            listening.close();
        });
        client.await("connected", "two", "CLOSED");
    }

    @Test
    void linesGoBothWaysAndTheEndIsHeard() {
        talk(OWN, OTHER);
        await().atMost(LONG).until(() -> openIn(node).isEmpty() && openIn(other).isEmpty());
    }

    @Test
    void linesGoBothWaysBetweenLinkLocalAddresses() {
        talk(IpAddress.parse(node.linkLocal()), IpAddress.parse(other.linkLocal()));
        await().atMost(LONG).until(() -> openIn(node).isEmpty() && openIn(other).isEmpty());
    }

    @Test
    void endThatConnectedMayHangUpFirst() {
        PeerLinks.Listening listening = listen(OTHER);
        PeerLinks.Link link = connect(OWN, OTHER);
        client.await("connected");
        LoopCalls.run(near, link::close);
        server.await("from " + OWN, "CLOSED");
        LoopCalls.run(far, listening::close);
        await().atMost(LONG).until(() -> openIn(node).isEmpty() && openIn(other).isEmpty());
    }

    /** The states of TCP sockets, as hexadecimal numbers, that are more than the memory of a connection. */
    private static Set<String> openIn(Lab.Node where) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(file -> where.run("cat", file).lines().skip(1))
                .map(line -> line.strip().split("\\s+", -1)[3])
                .filter(state -> !state.equals("05") && !state.equals("06")) // FIN_WAIT2 and TIME_WAIT.
                .collect(Collectors.toSet());
    }

    @Test
    void hostWhereNobodyListensRefuses() {
        connect(OWN, OTHER);
        client.await("REFUSED");
    }

    @Test
    void hostWhereNobodyListensRefusesInIpv6() {
        connect(IpAddress.parse(node.linkLocal()), IpAddress.parse(other.linkLocal()));
        client.await("REFUSED");
    }

    @Test
    void hostThatIsNotThereIsSilent() {
        connect(OWN, IpAddress.parse("198.51.100.77"));
        client.await("SILENT");
    }

    @Test
    void cutCableIsSilent() {
        listen(OTHER);
        other.cut();
        connect(OWN, OTHER);
        client.await("SILENT");
    }

    @Test
    void processThatEndsIsHeard() {
        listen(OTHER);
        connect(OWN, OTHER);
        client.await("connected");
        far.close();
        client.await("connected", "CLOSED");
        connect(OWN, OTHER);
        client.await("connected", "CLOSED", "REFUSED");
    }

    @Test
    void senderWithAnOrdinaryTtlGetsNoAnswer() {
        listen(OTHER);
        Shell.Result result = python("s.connect(('198.51.100.2', 10112))");
        assertThat(result.output()).contains("timed out");
        assertThat(server.heard).isEmpty();
    }

    @Test
    void senderOnTheLinkWhoSaysNoLineIsSentAway() {
        listen(OTHER);
        String onLink = "s.setsockopt(0, 2, 255); s.connect(('198.51.100.2', 10112)); ";
        assertThat(python(onLink + "s.send(b'a' * 65); print(s.recv(9))").output())
                .contains("b''");
        server.await("from " + OWN, "MALFORMED");
        assertThat(python(onLink + "s.send(bytes([0])); print(s.recv(9))").output())
                .contains("b''");
        server.await("from " + OWN, "MALFORMED", "from " + OWN, "MALFORMED");
        assertThat(python(onLink + "s.send(b'half'); s.close()").status()).isZero();
        server.await("from " + OWN, "MALFORMED", "from " + OWN, "MALFORMED", "from " + OWN, "CLOSED");
    }

    private Shell.Result python(String statements) {
        return Shell.tryRun(List.of(
                "ip",
                "netns",
                "exec",
                node.file().getFileName().toString(),
                "python3",
                "-c",
                "import socket; s = socket.socket(); s.settimeout(2); " + statements));
    }

    @Test
    void addressAndPortAreToldWhenTheyCannotBeHad() {
        PeerLinks.Listening listening = listen(OTHER);
        assertThatThrownBy(() -> listen(OTHER))
                .isInstanceOf(PlatformException.class)
                .hasMessage("bind TCP 198.51.100.2 port 10112 on eth0: EADDRINUSE Address already in use");
        assertThatThrownBy(() -> listen(OWN))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("EADDRNOTAVAIL");
        LoopCalls.run(far, listening::close);
        LoopCalls.run(far, listening::close);
        LoopCalls.run(far, () -> listen0().close());
    }

    private PeerLinks.Listening listen0() {
        return far.peerLinks().listen("eth0", OTHER, PORT, server);
    }
}
