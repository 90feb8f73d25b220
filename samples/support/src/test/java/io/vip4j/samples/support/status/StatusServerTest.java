/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vip4j.spi.PlatformException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StatusServerTest {

    private static final byte[] SMALL = "{}\n".getBytes(UTF_8);

    /** More than the kernel keeps for a reader that does not read. */
    private static final byte[] LARGE = new byte[8 << 20];

    @TempDir
    private Path directory;

    private Path socket = Path.of("");

    @BeforeEach
    void nameSocket() {
        socket = directory.resolve("status.sock");
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    private static byte[] readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        Channels.newInputStream(channel).transferTo(all);
        return all.toByteArray();
    }

    @Test
    void onlyThisUserMayOpenTheSocketAndItGoesWithTheServer() throws Exception {
        try (StatusServer server = StatusServer.open(socket, () -> SMALL)) {
            assertThat(server).hasToString(socket.toString());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-------");
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void eachConnectionGetsOneDocument() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (StatusServer server =
                StatusServer.open(socket, () -> ("{\"n\":" + asked.incrementAndGet() + "}").getBytes(UTF_8))) {
            assertThat(server).isNotNull();
            for (int i = 1; i <= 3; i++) {
                try (SocketChannel client = connect()) {
                    assertThat(readAll(client)).asString(UTF_8).isEqualTo("{\"n\":" + i + "}");
                }
            }
        }
    }

    @Test
    void aClientThatTalksGetsTheDocumentAllTheSame() throws Exception {
        try (StatusServer server = StatusServer.open(socket, () -> LARGE);
                SocketChannel client = connect()) {
            assertThat(server).isNotNull();
            client.write(ByteBuffer.wrap("GET / HTTP/1.0\r\n\r\n".getBytes(UTF_8)));
            assertThat(readAll(client)).hasSize(LARGE.length);
        }
    }

    @Test
    void theFileOfADeadProcessIsReplaced() throws Exception {
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(socket));
        dead.close(); // Leaves the file, as a process that is killed does.
        assertThat(socket).exists();
        try (StatusServer server = StatusServer.open(socket, () -> SMALL);
                SocketChannel client = connect()) {
            assertThat(server).isNotNull();
            assertThat(readAll(client)).isEqualTo(SMALL);
        }
    }

    @Test
    void theSocketOfALivingProcessIsRefusedAndLeftAlone() throws Exception {
        try (StatusServer first = StatusServer.open(socket, () -> SMALL)) {
            assertThat(first).isNotNull();
            assertThatThrownBy(() -> StatusServer.open(socket, () -> LARGE))
                    .isInstanceOf(PlatformException.class)
                    .hasMessageContaining("a running process answers there");
            try (SocketChannel client = connect()) {
                assertThat(readAll(client)).isEqualTo(SMALL);
            }
        }
    }

    @Test
    void aFileThatIsNoSocketIsNeverDeleted() throws Exception {
        Files.writeString(socket, "precious");
        assertThatThrownBy(() -> StatusServer.open(socket, () -> SMALL))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("not a socket");
        assertThat(socket).hasContent("precious");
    }

    @Test
    void aSocketThatCannotBeBoundSaysWhy() {
        Path nowhere = directory.resolve("missing/status.sock");
        assertThatThrownBy(() -> StatusServer.open(nowhere, () -> SMALL))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("status socket " + nowhere + " cannot be opened: ");
        Path tooLong = directory.resolve("x".repeat(150));
        assertThatThrownBy(() -> StatusServer.open(tooLong, () -> SMALL))
                .isInstanceOf(PlatformException.class)
                .hasMessageContaining("too long");
    }

    @Test
    void aClientThatDoesNotReadIsCutOffAndDelaysNobody() throws Exception {
        try (StatusServer server = StatusServer.open(socket, () -> LARGE, Duration.ofMillis(300));
                SocketChannel slow = connect()) {
            assertThat(server).isNotNull();
            try (SocketChannel quick = connect()) {
                assertThat(readAll(quick)).hasSize(LARGE.length);
            }
            // Every place is taken by somebody who does not read; the next one is served when they have been cut off.
            List<SocketChannel> idle = new ArrayList<>();
            try {
                for (int i = 0; i < StatusServer.MAX_CONNECTIONS; i++) {
                    idle.add(connect());
                }
                try (SocketChannel late = connect()) {
                    assertThat(readAll(late)).hasSize(LARGE.length);
                }
            } finally {
                for (SocketChannel channel : idle) {
                    channel.close();
                }
            }
            assertThat(readAll(slow).length).isBetween(1, LARGE.length - 1);
        }
    }

    @Test
    void manyConnectionsOneAfterTheOtherLeaveNothingBehind() throws Exception {
        try (StatusServer server = StatusServer.open(socket, () -> SMALL)) {
            assertThat(server).isNotNull();
            for (int i = 0; i < 10 * StatusServer.MAX_CONNECTIONS; i++) {
                try (SocketChannel client = connect()) {
                    assertThat(readAll(client)).isEqualTo(SMALL);
                }
            }
        }
    }

    @Test
    void theFileOfASuccessorIsNotRemoved() throws Exception {
        try (StatusServer server = StatusServer.open(socket, () -> SMALL)) {
            assertThat(server).isNotNull();
            Files.delete(socket);
            Files.writeString(socket, "of somebody else");
        }
        assertThat(socket).hasContent("of somebody else");
    }
}
