/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ControlServerTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private Path socket = Path.of("");

    @BeforeEach
    void nameSocket() {
        socket = ControlServer.besides(directory.resolve("s"));
    }

    private static byte[] echo(byte[] line) {
        return ("<" + new String(line, UTF_8) + ">").getBytes(UTF_8);
    }

    private String ask(String request) throws IOException {
        try (PatientChannel channel = PatientChannel.connect(socket, LIMIT)) {
            channel.write(request.getBytes(UTF_8));
            return new String(channel.readAll(1 << 20), UTF_8);
        }
    }

    @Test
    void oneLineInAndOneDocumentOut() throws Exception {
        try (ControlServer server = ControlServer.open(socket, ControlServerTest::echo)) {
            assertThat(server).hasToString(directory.resolve("s") + ".control");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
            for (int i = 0; i < 3 * ControlServer.MAX_CLIENTS; i++) {
                assertThat(ask("{\"n\":" + i + "}\nand more")).isEqualTo("<{\"n\":" + i + "}>");
            }
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void whatIsTooLongIsRefused() throws Exception {
        try (ControlServer server = ControlServer.open(socket, ControlServerTest::echo)) {
            assertThat(server).isNotNull();
            assertThat(ask("x".repeat(ControlServer.MAX_REQUEST + 1)))
                    .isEqualTo("{\"error\":\"no request: more than 4096 octets\"}\n");
        }
    }

    @Test
    void whoSaysNothingIsSentAwayAndFreesItsPlace() throws Exception {
        try (ControlServer server = ControlServer.open(socket, ControlServerTest::echo, Duration.ofMillis(300))) {
            assertThat(server).isNotNull();
            List<PatientChannel> silent = new ArrayList<>();
            try {
                for (int i = 0; i < ControlServer.MAX_CLIENTS; i++) {
                    silent.add(PatientChannel.connect(socket, LIMIT));
                }
                assertThat(ask("late\n")).isEqualTo("<late>");
                assertThat(silent.get(0).readAll(1000))
                        .asString(UTF_8)
                        .isEqualTo("{\"error\":\"no request: nothing came in time\"}\n");
            } finally {
                for (PatientChannel channel : silent) {
                    channel.close();
                }
            }
        }
    }

    @Test
    void onlySoManyCommandsRunAtATime() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        List<PatientChannel> clients = new ArrayList<>();
        try (ControlServer server = ControlServer.open(socket, line -> {
            running.incrementAndGet();
            try {
                go.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return line;
        })) {
            assertThat(server).isNotNull();
            for (int i = 0; i < ControlServer.MAX_CLIENTS + 2; i++) {
                PatientChannel client = PatientChannel.connect(socket, LIMIT);
                clients.add(client);
                client.write((i + "\n").getBytes(UTF_8));
            }
            await().atMost(LIMIT).until(() -> running.get() == ControlServer.MAX_CLIENTS);
            go.countDown();
            for (int i = 0; i < clients.size(); i++) {
                assertThat(clients.get(i).readAll(1000)).asString(UTF_8).isEqualTo(String.valueOf(i));
            }
        } finally {
            for (PatientChannel client : clients) {
                client.close();
            }
        }
    }
}
