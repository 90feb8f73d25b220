/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.vip4j.probe.Conversation.Turn;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Over real sockets on the loopback; each test ends with as many descriptors and threads as it began with. */
@Timeout(60)
class ConversationsTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(150);

    private final Leftovers before = Leftovers.now();
    private final CountDownLatch nameService = new CountDownLatch(1);
    private final Conversations conversations = new Conversations(this::addresses, Duration.ofMillis(200));

    @AfterEach
    void nothingIsLeft() {
        conversations.close();
        nameService.countDown();
        before.assertNothingMore();
    }

    private InetAddress[] addresses(String name) throws UnknownHostException {
        switch (name) {
            case "unknown.example" -> throw new UnknownHostException(name);
            case "broken.example" -> throw new AssertionError("no name service");
            case "two.example" -> {
                return new InetAddress[] {literal("::1"), literal("127.0.0.1")};
            }
            default -> {
                try {
                    nameService.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new UnknownHostException(name);
            }
        }
    }

    private static InetAddress literal(String text) throws UnknownHostException {
        return Resolver.literal(text).orElseThrow();
    }

    private Probe.Result ask(SocketProbe probe, Duration timeout) {
        return conversations.ask(probe, timeout).toCompletableFuture().join();
    }

    private static SocketProbe probe(int port, Supplier<Conversation> begin) {
        return new SocketProbe() {
            @Override
            public String host() {
                return "127.0.0.1";
            }

            @Override
            public int port() {
                return port;
            }

            @Override
            public Conversation begin() {
                return begin.get();
            }

            @Override
            public String toString() {
                return "test";
            }
        };
    }

    /** Says a line and takes the first line that comes for the answer. */
    private static final class Line implements Conversation {

        @Override
        public Turn connected() {
            return new Turn.Send(ByteBuffer.wrap("hello\n".getBytes(ISO_8859_1)));
        }

        @Override
        public Turn received(ByteBuffer received) {
            String text = ISO_8859_1.decode(received.duplicate()).toString();
            return text.endsWith("\n") ? new Turn.Done(Probe.Result.healthy(text.strip())) : new Turn.Listen();
        }
    }

    @Test
    void connectsAndClosesInGoodOrder() throws InterruptedException {
        List<Integer> read = new ArrayList<>();
        CountDownLatch seen = new CountDownLatch(1);
        try (HostileServer server = HostileServer.treating(client -> {
            read.add(client.getInputStream().read());
            seen.countDown();
        })) {
            Probe.Result result = ask(new TcpProbe("127.0.0.1", server.port()), LONG);
            assertThat(result).isEqualTo(Probe.Result.healthy("tcp 127.0.0.1:" + server.port() + ": connected"));
            assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(read).containsExactly(-1); // A reset would be an exception.
    }

    @Test
    void refusedConnectionFailsAtOnce() {
        int port = HostileServer.closedPort();
        assertThat(ask(new TcpProbe("127.0.0.1", port), LONG))
                .isEqualTo(Probe.Result.unhealthy("tcp 127.0.0.1:" + port + ": Connection refused"));
    }

    @Test
    void blackHoleFailsAtTheTimeout() {
        try (HostileServer server = HostileServer.blackHole()) {
            assertThat(ask(new TcpProbe("127.0.0.1", server.port()), SHORT).detail())
                    .endsWith(": no connection within 150 ms");
        }
    }

    @Test
    void silentServerFailsAtTheTimeoutAndIsReset() throws InterruptedException {
        CountDownLatch reset = new CountDownLatch(1);
        try (HostileServer server = HostileServer.treating(client -> {
            try {
                HostileServer.readAll(client);
            } catch (java.net.SocketException e) {
                reset.countDown();
            }
        })) {
            assertThat(ask(probe(server.port(), Line::new), SHORT).detail())
                    .isEqualTo("test: connected, no answer within 150 ms");
            assertThat(reset.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aTimeoutSaysHowMuchCame() {
        try (HostileServer server = HostileServer.treating(client -> {
            client.getOutputStream().write("half".getBytes(ISO_8859_1));
            HostileServer.readAll(client);
        })) {
            assertThat(ask(probe(server.port(), Line::new), SHORT).detail())
                    .isEqualTo("test: connected, no answer within 150 ms (4 octets came)");
        }
    }

    @Test
    void answerThatComesInPiecesIsPutTogether() {
        try (HostileServer server = HostileServer.treating(client -> {
            client.setTcpNoDelay(true);
            for (char c : "fine, thanks\n".toCharArray()) {
                client.getOutputStream().write(c);
            }
            HostileServer.readAll(client);
        })) {
            assertThat(ask(probe(server.port(), Line::new), LONG))
                    .isEqualTo(Probe.Result.healthy("test: fine, thanks"));
        }
    }

    @Test
    void connectionThatIsClosedOrResetFailsAtOnce() {
        try (HostileServer server = HostileServer.treating(HostileServer::finish)) {
            assertThat(ask(probe(server.port(), Line::new), LONG).detail())
                    .isEqualTo("test: the connection was closed without an answer");
        }
        try (HostileServer server = HostileServer.treating(client -> {
            client.getInputStream().read();
            HostileServer.reset(client);
        })) {
            assertThat(ask(probe(server.port(), Line::new), LONG).detail())
                    .isEqualTo("test: connected, then: Connection reset");
        }
    }

    private static void flood(Socket client) throws java.io.IOException {
        OutputStream out = client.getOutputStream();
        byte[] noise = "x".repeat(8192).getBytes(ISO_8859_1);
        while (true) {
            out.write(noise);
        }
    }

    @Test
    void floodFailsAtTheBoundOfWhatIsUnread() {
        try (HostileServer server = HostileServer.treating(ConversationsTest::flood)) {
            assertThat(ask(probe(server.port(), Line::new), LONG).detail())
                    .isEqualTo("test: connected, 65536 octets came and no answer");
        }
    }

    @Test
    void floodThatIsReadFailsAtTheBoundOfWhatCame() {
        class Drain implements Conversation {
            @Override
            public Turn connected() {
                return new Turn.Listen();
            }

            @Override
            public Turn received(ByteBuffer received) {
                received.position(received.limit());
                return new Turn.Listen();
            }
        }
        try (HostileServer server = HostileServer.treating(ConversationsTest::flood)) {
            assertThat(ask(probe(server.port(), Drain::new), LONG).detail())
                    .matches("test: connected, 10[45]\\d{4} octets came and no answer");
        }
    }

    @Test
    void largeRequestIsSentWhole() {
        class Large implements Conversation {
            @Override
            public Turn connected() {
                return new Turn.Send(ByteBuffer.allocate(8 << 20));
            }

            @Override
            public Turn received(ByteBuffer received) {
                return new Turn.Done(Probe.Result.healthy("sent"));
            }
        }
        try (HostileServer server = HostileServer.treating(client -> {
            client.getInputStream().readNBytes(8 << 20);
            client.getOutputStream().write(1);
            HostileServer.readAll(client);
        })) {
            assertThat(ask(probe(server.port(), Large::new), LONG)).isEqualTo(Probe.Result.healthy("test: sent"));
        }
    }

    @Test
    void conversationThatThrowsFailsItsOwnProbeOnly() {
        try (HostileServer server = HostileServer.answering("fine\n")) {
            CompletableFuture<Probe.Result> good =
                    conversations.ask(probe(server.port(), Line::new), LONG).toCompletableFuture();
            assertThat(ask(
                                    probe(server.port(), () -> {
                                        throw new StackOverflowError("deep");
                                    }),
                                    LONG)
                            .detail())
                    .isEqualTo("test: the probe itself failed: java.lang.StackOverflowError: deep");
            assertThat(good.join().healthy()).isTrue();
            assertThat(ask(probe(server.port(), Line::new), LONG).healthy()).isTrue();
        }
    }

    @Test
    void workIsDoneByAWorkerAndItsFailureFailsTheProbe() {
        try (HostileServer server = HostileServer.silent()) {
            assertThat(ask(
                                    working(server, () -> {
                                        String name = Thread.currentThread().getName();
                                        return new Turn.Done(Probe.Result.healthy(name));
                                    }),
                                    LONG)
                            .detail())
                    .isEqualTo("test: vip-probe-work-1");
            assertThat(ask(
                                    working(server, () -> {
                                        throw new IllegalStateException("tired");
                                    }),
                                    LONG)
                            .detail())
                    .isEqualTo("test: the probe itself failed: java.lang.IllegalStateException: tired");
        }
    }

    @Test
    void workThatHangsFailsAtTheTimeoutWhateverItReturnsLater() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (HostileServer server = HostileServer.silent()) {
            assertThat(ask(
                                    working(server, () -> {
                                        try {
                                            end.await();
                                        } catch (InterruptedException e) {
                                            Thread.currentThread().interrupt();
                                        }
                                        ended.countDown();
                                        return new Turn.Done(Probe.Result.healthy("late"));
                                    }),
                                    SHORT)
                            .detail())
                    .isEqualTo("test: connected, no answer within 150 ms");
            end.countDown();
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(ask(probe(server.port(), Line::new), SHORT).detail()).endsWith("no answer within 150 ms");
        }
    }

    @Test
    void conversationThatThrowsAtTheTimeoutFailsItsOwnProbeOnly() {
        class Nameless implements Conversation {
            @Override
            public Turn connected() {
                return new Turn.Listen();
            }

            @Override
            public Turn received(ByteBuffer received) {
                return new Turn.Listen();
            }

            @Override
            public String awaited() {
                throw new IllegalStateException("no words");
            }
        }
        try (HostileServer server = HostileServer.silent()) {
            assertThat(ask(probe(server.port(), Nameless::new), SHORT).detail())
                    .isEqualTo("test: the probe itself failed: java.lang.IllegalStateException: no words");
            assertThat(ask(probe(server.port(), Line::new), SHORT).detail()).endsWith("no answer within 150 ms");
        }
    }

    @Test
    void lastWordsAreSent() throws InterruptedException {
        List<String> heard = new ArrayList<>();
        CountDownLatch seen = new CountDownLatch(1);
        class Polite implements Conversation {
            @Override
            public Turn connected() {
                return new Turn.Done(Probe.Result.healthy("seen"), ByteBuffer.wrap("bye".getBytes(ISO_8859_1)));
            }

            @Override
            public Turn received(ByteBuffer received) {
                throw new AssertionError("nothing is sent");
            }
        }
        try (HostileServer server = HostileServer.treating(client -> {
            heard.add(new String(client.getInputStream().readAllBytes(), ISO_8859_1));
            seen.countDown();
        })) {
            assertThat(ask(probe(server.port(), Polite::new), LONG).healthy()).isTrue();
            assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(heard).containsExactly("bye");
    }

    private static SocketProbe working(HostileServer server, Supplier<Turn> work) {
        return probe(server.port(), () -> new Conversation() {
            @Override
            public Turn connected() {
                return new Turn.Work(work);
            }

            @Override
            public Turn received(ByteBuffer received) {
                throw new AssertionError("nothing is sent");
            }
        });
    }

    @Test
    void unknownHostAndBrokenNameServiceFailAtOnce() {
        assertThat(ask(new TcpProbe("unknown.example", 1), LONG).detail())
                .isEqualTo("tcp unknown.example:1: unknown host");
        assertThat(ask(new TcpProbe("1:2", 1), LONG).detail()).isEqualTo("tcp [1:2]:1: unknown host");
        assertThat(ask(new TcpProbe("broken.example", 1), LONG).detail())
                .isEqualTo("tcp broken.example:1: host not resolved: java.lang.AssertionError: no name service");
    }

    @Test
    void hungNameServiceFailsTheProbesThatNeedItAndNoOther() {
        List<CompletableFuture<Probe.Result>> hung = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            TcpProbe probe = new TcpProbe("hung-" + i % 10 + ".example", 1);
            hung.add(conversations.ask(probe, SHORT).toCompletableFuture());
        }
        try (HostileServer server = HostileServer.silent()) {
            assertThat(ask(new TcpProbe("127.0.0.1", server.port()), LONG).healthy())
                    .isTrue();
        }
        hung.forEach(each -> assertThat(each.join().detail()).endsWith(": host not resolved within 150 ms"));
        assertThat(Leftovers.now().threads() - before.threads()).isLessThanOrEqualTo(5);
    }

    @Test
    void theNextAddressOfANameIsTriedWhenOneRefuses() {
        try (HostileServer server = HostileServer.silent()) { // On 127.0.0.1 only.
            assertThat(ask(new TcpProbe("two.example", server.port()), LONG).healthy())
                    .isTrue();
        }
    }

    @Test
    void threadEndsWhenIdleAndComesBack() {
        int port = HostileServer.closedPort();
        ask(new TcpProbe("127.0.0.1", port), LONG);
        before.assertNothingMore();
        assertThat(ask(new TcpProbe("127.0.0.1", port), LONG).detail()).endsWith("Connection refused");
    }

    @Test
    void closingEndsEveryConversationAndNoneBeginsAfter() {
        try (HostileServer server = HostileServer.silent()) {
            CompletableFuture<Probe.Result> open =
                    conversations.ask(probe(server.port(), Line::new), LONG).toCompletableFuture();
            conversations.close();
            conversations.close();
            assertThat(open.join().detail()).isEqualTo("test: ended before there was an answer");
            assertThat(ask(probe(server.port(), Line::new), LONG).detail())
                    .isEqualTo("test: no longer asked, the host is closed");
        }
    }

    @Test
    void cancelledQuestionIsReset() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (HostileServer server = HostileServer.treating(client -> {
            client.getInputStream().read();
            begun.countDown();
            try {
                HostileServer.readAll(client);
            } finally {
                over.countDown();
            }
        })) {
            CompletableFuture<Probe.Result> open =
                    conversations.ask(probe(server.port(), Line::new), LONG).toCompletableFuture();
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            open.cancel(false);
            assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void fiveHundredAtOnceAnswerAndLeaveNothing() {
        try (HostileServer server = HostileServer.answering("fine\n");
                HostileServer silent = HostileServer.silent()) {
            List<CompletableFuture<Probe.Result>> answers = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                boolean good = i % 5 != 0;
                SocketProbe probe = probe((good ? server : silent).port(), Line::new);
                answers.add(conversations
                        .ask(probe, good ? LONG : Duration.ofMillis(300))
                        .toCompletableFuture());
            }
            for (int i = 0; i < 500; i++) {
                assertThat(answers.get(i).join().healthy()).isEqualTo(i % 5 != 0);
            }
        }
    }
}
