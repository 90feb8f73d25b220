/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.vipd;

import io.vip4j.spi.PlatformException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Asks a running daemon what it is doing. */
@Command(
        name = "status",
        description = "Shows the routers of a running vipd.",
        mixinStandardHelpOptions = true,
        versionProvider = Vipd.Version.class)
final class StatusCommand implements Callable<Integer> {

    private static final long LIMIT_NANOS = Duration.ofSeconds(15).toNanos(); // Longer than a host waits for its loop.
    private static final int MAX_ANSWER = 64 << 20;

    private final Surroundings surroundings;

    @Option(
            names = {"-s", "--status"},
            required = true,
            paramLabel = "SOCKET",
            description = "The socket that was given to 'vipd run --status'.")
    private Path socket = Path.of("");

    @Option(names = "--json", description = "Print the document as it is.")
    private boolean asJson;

    StatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        byte[] answer;
        try {
            answer = ask();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            throw new PlatformException("no status from " + socket + ": " + e.getMessage()
                    + "; is vipd running with --status " + socket + ", and may you open it?");
        }
        if (asJson) {
            surroundings.out().write(answer, 0, answer.length);
            surroundings.out().flush();
            return ExitCodes.OK;
        }
        JsonTree document;
        try {
            document = JsonTree.read(answer);
        } catch (IOException e) {
            throw new PlatformException("no status from " + socket + ": what answers there is not a vipd");
        }
        if (!document.text("error").isEmpty()) {
            throw new PlatformException("no status from " + socket + ": " + document.text("error"));
        }
        surroundings.out().print(StatusTable.of(document, Instant.now()));
        surroundings.out().flush();
        return ExitCodes.OK;
    }

    private byte[] ask() throws IOException {
        long deadline = System.nanoTime() + LIMIT_NANOS;
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.register(selector, SelectionKey.OP_READ);
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            ByteBuffer buffer = ByteBuffer.allocate(16384);
            int length;
            while ((length = channel.read(buffer.clear())) >= 0) {
                answer.write(buffer.array(), 0, length);
                long rest = deadline - System.nanoTime();
                if (rest <= 0 || answer.size() > MAX_ANSWER) {
                    throw new IOException(rest <= 0 ? "no answer within 15 s" : "the answer does not end");
                }
                if (length == 0) {
                    selector.select(rest / 1_000_000 + 1);
                    selector.selectedKeys().clear();
                }
            }
            if (answer.size() == 0) {
                throw new IOException("the connection was closed without an answer");
            }
            return answer.toByteArray();
        }
    }
}
