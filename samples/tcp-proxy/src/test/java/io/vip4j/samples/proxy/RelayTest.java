/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import static io.vip4j.samples.proxy.Waiting.await;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/** What goes in comes out, with real sockets. */
class RelayTest {

    private static final int MANY = 48 << 20;

    private static long send(Socket to, long seed, int octets) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] some = new byte[64 << 10];
        CRC32 sum = new CRC32();
        for (int sent = 0; sent < octets; sent += some.length) {
            random.nextBytes(some);
            sum.update(some);
            to.getOutputStream().write(some);
        }
        to.shutdownOutput();
        return sum.getValue();
    }

    private static long receive(InputStream from) throws IOException {
        byte[] some = new byte[64 << 10];
        CRC32 sum = new CRC32();
        for (int count = from.read(some); count >= 0; count = from.read(some)) {
            sum.update(some, 0, count);
        }
        return sum.getValue();
    }

    @Test
    void bothDirectionsCarryTheSameOctetsAtTheSameTime() throws Exception {
        AtomicLong receivedByServer = new AtomicLong();
        CountDownLatch serverIsDone = new CountDownLatch(1);
        AtomicLong sentByServer = new AtomicLong();
        try (TestServer server = TestServer.doing(client -> {
                    Thread sending = new Thread(() -> {
                        try {
                            sentByServer.set(send(client, 2, MANY));
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    });
                    sending.start();
                    receivedByServer.set(receive(client.getInputStream()));
                    join(sending);
                    serverIsDone.countDown();
                });
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", server);
                Socket client = proxy.connect()) {
            AtomicLong received = new AtomicLong();
            Thread receiving = new Thread(() -> {
                try {
                    received.set(receive(client.getInputStream()));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            receiving.start();
            long sent = send(client, 1, MANY);
            receiving.join();
            serverIsDone.await();
            assertThat(receivedByServer).hasValue(sent);
            assertThat(received).hasValue(sentByServer.get());
            await().until(() -> proxy.proxy().limit().open() == 0);
            assertThat(proxy.counters().octetsIn.sum()).isEqualTo(MANY);
            assertThat(proxy.server("s1").counters().octetsFrom.sum()).isEqualTo(MANY);
            assertThat(proxy.counters().clientResets.sum()
                            + proxy.counters().serverResets.sum())
                    .isZero();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void slowReaderHoldsUpItsServerAndNotTheMemory() throws Exception {
        AtomicLong sent = new AtomicLong();
        try (TestServer server = TestServer.doing(client -> sent.set(send(client, 3, MANY)));
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", server);
                Socket client = proxy.connect()) {
            AtomicLong last = new AtomicLong(-1);
            // Nobody reads: it stands still after what the kernels of both connections take.
            await().pollInterval(Duration.ofMillis(300)).until(() -> {
                long now = proxy.counters().octetsOut.sum();
                return now > 0 && last.getAndSet(now) == now;
            });
            assertThat(sent).hasValue(0);
            assertThat(proxy.counters().octetsOut.sum()).isLessThan(MANY / 2);
            long received = receive(client.getInputStream());
            await().until(() -> sent.get() != 0);
            assertThat(received).isEqualTo(sent.get());
        }
    }

    @Test
    void clientMayEndItsHalfFirst() throws Exception {
        try (TestServer server = TestServer.doing(client -> {
                    byte[] request = client.getInputStream().readAllBytes();
                    client.getOutputStream().write(request.length);
                });
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", server);
                Socket client = proxy.connect()) {
            client.getOutputStream().write(new byte[7]);
            client.shutdownOutput();
            assertThat(client.getInputStream().readAllBytes()).containsExactly(7);
            await().until(() -> proxy.proxy().limit().open() == 0);
        }
    }

    @Test
    void serverMayEndItsHalfFirst() throws Exception {
        AtomicReference<byte[]> heard = new AtomicReference<>();
        try (TestServer server = TestServer.doing(client -> {
                    client.getOutputStream().write(1);
                    client.shutdownOutput();
                    heard.set(client.getInputStream().readAllBytes());
                });
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", server);
                Socket client = proxy.connect()) {
            assertThat(client.getInputStream().readAllBytes()).containsExactly(1);
            client.getOutputStream().write("still here".getBytes(US_ASCII));
            client.shutdownOutput();
            await().until(() -> heard.get() != null);
            assertThat(heard.get()).asString(US_ASCII).isEqualTo("still here");
            await().until(() -> proxy.proxy().limit().open() == 0);
        }
    }

    @Test
    void serverThatVanishesIsAResetAndNotAnEnd() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", server);
                Socket client = proxy.connect()) {
            assertThat(client.getInputStream().readNBytes(3)).asString(US_ASCII).isEqualTo("s1\n");
            server.vanish();
            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
            await().until(() -> proxy.proxy().limit().open() == 0);
            assertThat(proxy.counters().serverResets.sum()).isEqualTo(1);
            assertThat(proxy.counters().clientResets.sum()).isZero();
            assertThat(proxy.server("s1").counters().resets.sum()).isEqualTo(1);
            assertThat(proxy.pool().connections()).isZero();
        }
    }

    /** Sends without end, until the connection breaks. */
    private static void flood(Socket client) throws IOException {
        byte[] some = new byte[64 << 10];
        while (!client.isClosed()) {
            client.getOutputStream().write(some);
        }
    }

    @Test
    void manyStreamsWhoseServerVanishesAreResetsAndLeaveNothing() throws Exception {
        int many = 100;
        List<Socket> clients = new ArrayList<>();
        try (TestServer server = TestServer.doing(RelayTest::flood);
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", server)) {
            for (int i = 0; i < many; i++) {
                Socket client = proxy.connect();
                clients.add(client);
                assertThat(client.getInputStream().read()).isZero();
            }
            server.die();
            for (Socket client : clients) {
                assertThatThrownBy(() -> receive(client.getInputStream())).isInstanceOf(IOException.class);
            }
            await().until(() -> proxy.proxy().limit().open() == 0);
            assertThat(proxy.counters().serverResets.sum()).isEqualTo(many);
            assertThat(proxy.pool().connections()).isZero();
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    /** What had come is still for the client; one that never takes it does not keep the connection for ever. */
    @Test
    void serverThatVanishesBehindAReaderThatReadsNothingIsForgotten() throws Exception {
        try (TestServer server = TestServer.doing(RelayTest::flood);
                ProxyUnderTest proxy = ProxyUnderTest.of("idle-timeout: 1s", "", server);
                Socket client = proxy.connect()) {
            await().until(() -> proxy.counters().octetsOut.sum() > 0);
            server.vanish();
            await().until(() -> proxy.proxy().limit().open() == 0);
            assertThat(client.isClosed()).isFalse();
            assertThat(proxy.pool().connections()).isZero();
        }
    }

    @Test
    void clientThatVanishesIsAResetForItsServer() throws Exception {
        AtomicReference<String> ended = new AtomicReference<>("");
        try (TestServer server = TestServer.doing(client -> {
                    try {
                        client.getOutputStream().write(1);
                        ended.set("read " + client.getInputStream().read());
                    } catch (IOException e) {
                        ended.set("reset");
                    }
                });
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", server);
                Socket client = proxy.connect()) {
            assertThat(client.getInputStream().read()).isEqualTo(1);
            client.setSoLinger(true, 0);
            ProxyUnderTest.end(client);
            await().until(() -> "reset".equals(ended.get()));
            await().until(() -> proxy.proxy().limit().open() == 0);
            assertThat(proxy.counters().clientResets.sum()).isEqualTo(1);
            assertThat(proxy.counters().serverResets.sum()).isZero();
        }
    }

    @Test
    void connectionOnWhichNothingMovesEnds() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("idle-timeout: 1s", "", server);
                Socket client = proxy.connect()) {
            assertThat(client.getInputStream().readAllBytes())
                    .asString(US_ASCII)
                    .isEqualTo("s1\n");
            await().until(() -> proxy.proxy().limit().open() == 0);
            assertThat(proxy.counters().idleTimeouts.sum()).isEqualTo(1);
        }
    }

    @Test
    void garbageIsTheServersBusiness() throws Exception {
        try (TestServer server = TestServer.echo("s1");
                ProxyUnderTest proxy = ProxyUnderTest.of("", "", server);
                Socket client = proxy.connect()) {
            byte[] garbage = new byte[512];
            new SplittableRandom(4).nextBytes(garbage);
            client.getOutputStream().write(garbage);
            client.shutdownOutput();
            byte[] answer = client.getInputStream().readAllBytes();
            assertThat(answer).hasSize(3 + garbage.length).endsWith(garbage);
        }
    }
}
