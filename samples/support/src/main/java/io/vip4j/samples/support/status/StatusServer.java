/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers each connection to a UNIX domain socket with one document and closes it. One thread; at most
 * {@value #MAX_CONNECTIONS} connections at a time, further ones wait in the backlog; one that does not read its answer
 * within {@link #CLIENT_LIMIT} is cut off.
 */
public final class StatusServer implements AutoCloseable {

    static final int MAX_CONNECTIONS = 16;
    static final Duration CLIENT_LIMIT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
    private static final long CLOSE_LIMIT_MILLIS = 1000;

    /** How long to leave the backlog alone when the process has no file descriptor left. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final StatusSocket socket;
    private final Selector selector;
    private final Supplier<byte[]> document;
    private final long clientLimitNanos;
    private final Thread thread = new Thread(this::serve, "status");
    private final ByteBuffer unwanted = ByteBuffer.allocate(1024);

    // Of the serving thread.
    private boolean paused;
    private long pausedUntilNanos;

    private volatile boolean closed;

    private StatusServer(StatusSocket socket, Supplier<byte[]> document, Duration clientLimit) {
        this.socket = socket;
        this.selector = socket.selector();
        this.document = document;
        this.clientLimitNanos = clientLimit.toNanos();
    }

    /** An answer on its way. */
    private record Answer(ByteBuffer rest, long cutOffAtNanos) {}

    /**
     * Binds and starts to answer.
     *
     * @param document makes the answer; called on the thread of the server
     * @throws PlatformException as for {@link StatusSocket#bind}
     */
    public static StatusServer open(Path file, Supplier<byte[]> document) {
        return open(file, document, CLIENT_LIMIT);
    }

    static StatusServer open(Path file, Supplier<byte[]> document, Duration clientLimit) {
        StatusServer server = new StatusServer(StatusSocket.bind(file), document, clientLimit);
        server.thread.setDaemon(true);
        server.thread.start();
        return server;
    }

    private void serve() {
        try {
            while (!closed) {
                selector.select(patienceMillis());
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isValid() && key.isWritable()) {
                        write(key);
                    }
                }
                selector.selectedKeys().clear();
                cutOff();
                accept(); // After the cut: it is the one that makes room, and nothing else would wake this thread.
            }
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                LOG.error("status is not served any more, the election goes on: {}", e.toString());
            }
        } finally {
            selector.keys().forEach(StatusServer::drop);
            socket.close();
        }
    }

    /**
     * Takes who waits. All of them get one document, so that many clients are not many questions to the loop; it is
     * made when all of them have come, so that it is never older than a connection.
     */
    private void accept() throws IOException {
        List<SocketChannel> clients = new ArrayList<>();
        try {
            while (!isPaused() && connections() + clients.size() < MAX_CONNECTIONS) {
                SocketChannel client = socket.channel().accept();
                if (client == null) {
                    break;
                }
                clients.add(client);
            }
        } catch (IOException e) {
            // EMFILE comes back at once; it must not make this thread spin.
            LOG.warn("status: a connection could not be taken: {}", e.getMessage());
            paused = true;
            pausedUntilNanos = System.nanoTime() + PAUSE_NANOS;
        }
        if (!clients.isEmpty()) {
            byte[] answer = document.get();
            for (SocketChannel client : clients) {
                client.configureBlocking(false);
                Answer rest = new Answer(ByteBuffer.wrap(answer), System.nanoTime() + clientLimitNanos);
                write(client.register(selector, SelectionKey.OP_WRITE, rest));
            }
        }
        SelectionKey listening = socket.channel().keyFor(selector);
        if (listening != null) {
            boolean room = connections() < MAX_CONNECTIONS && !isPaused();
            listening.interestOps(room ? SelectionKey.OP_ACCEPT : 0);
        }
    }

    private void write(SelectionKey key) {
        Answer answer = (Answer) key.attachment();
        SocketChannel client = (SocketChannel) key.channel();
        try {
            client.write(answer.rest());
            if (!answer.rest().hasRemaining()) {
                // Unread octets would turn the end of the answer into a reset.
                client.read(unwanted.clear());
                drop(key);
            }
        } catch (IOException e) {
            drop(key); // The client has gone; it knows why.
        }
    }

    private void cutOff() {
        long now = System.nanoTime();
        for (SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Answer answer && now - answer.cutOffAtNanos() >= 0) {
                drop(key);
            }
        }
    }

    private static void drop(SelectionKey key) {
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException e) {
            LOG.debug("closing a status connection: {}", e.getMessage());
        }
    }

    private long connections() {
        return selector.keys().stream()
                .filter(key -> key.isValid() && key.attachment() instanceof Answer)
                .count();
    }

    private boolean isPaused() {
        paused &= System.nanoTime() - pausedUntilNanos < 0;
        return paused;
    }

    /** Zero, which is for ever, if nobody is being served. */
    private long patienceMillis() {
        return connections() == 0 && !isPaused() ? 0 : 100;
    }

    /** Stops to answer and removes the socket's file. Idempotent. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(CLOSE_LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return socket.toString();
    }
}
