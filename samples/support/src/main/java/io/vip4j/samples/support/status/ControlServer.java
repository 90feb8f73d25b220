/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

import io.vip4j.spi.PlatformException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands at a UNIX domain socket beside that of the status: one line in, one document out, for each connection.
 * At most {@value #MAX_CLIENTS} at a time, each on a thread of its own, because a command may take its time; further ones
 * wait in the backlog. A request has {@value #MAX_REQUEST} octets at most and comes within {@link #CLIENT_LIMIT}.
 */
public final class ControlServer implements AutoCloseable {

    static final int MAX_CLIENTS = 4;
    static final int MAX_REQUEST = 4096;
    static final Duration CLIENT_LIMIT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final long CLOSE_LIMIT_MILLIS = 1000;
    private static final long PAUSE_MILLIS = 1000;

    private final StatusSocket socket;
    private final UnaryOperator<byte[]> answer;
    private final Duration clientLimit;
    private final Semaphore places = new Semaphore(MAX_CLIENTS);
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private final Thread thread = new Thread(this::serve, "control");
    private volatile boolean closed;

    private ControlServer(StatusSocket socket, UnaryOperator<byte[]> answer, Duration clientLimit) {
        this.socket = socket;
        this.answer = answer;
        this.clientLimit = clientLimit;
    }

    /** Where the commands for the daemon with this status socket go. */
    public static Path besides(Path status) {
        return Path.of(status + ".control");
    }

    /**
     * Binds and starts to take commands.
     *
     * @param answer makes the answer to a line; called on several threads, may block
     * @throws PlatformException as for {@link StatusSocket#bind}
     */
    public static ControlServer open(Path file, UnaryOperator<byte[]> answer) {
        return open(file, answer, CLIENT_LIMIT);
    }

    static ControlServer open(Path file, UnaryOperator<byte[]> answer, Duration clientLimit) {
        ControlServer server = new ControlServer(StatusSocket.bind(file), answer, clientLimit);
        server.thread.setDaemon(true);
        server.thread.start();
        return server;
    }

    private void serve() {
        try {
            while (!closed) {
                places.acquire();
                begin(next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // Closed.
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                LOG.error("commands are not taken any more, the election goes on: {}", e.toString());
            }
        } finally {
            socket.close();
        }
    }

    private SocketChannel next() throws IOException, InterruptedException {
        while (true) {
            socket.selector().select();
            socket.selector().selectedKeys().clear();
            if (closed) {
                throw new InterruptedException("closed");
            }
            try {
                SocketChannel client = socket.channel().accept();
                if (client != null) {
                    return client;
                }
            } catch (IOException e) {
                // EMFILE comes back at once; it must not make this thread spin.
                LOG.warn("control: a connection could not be taken: {}", e.getMessage());
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private void begin(SocketChannel client) {
        Thread worker = new Thread(
                () -> {
                    try {
                        converse(client);
                    } finally {
                        workers.remove(Thread.currentThread());
                        places.release();
                    }
                },
                "command");
        worker.setDaemon(true);
        workers.add(worker);
        worker.start();
    }

    private void converse(SocketChannel client) {
        try (PatientChannel channel = PatientChannel.of(client, clientLimit)) {
            byte[] document;
            try {
                document = answer.apply(channel.readLine(MAX_REQUEST));
            } catch (IOException e) {
                document = Control.refusal("no request: " + e.getMessage());
            }
            channel.deadline(clientLimit);
            channel.write(document);
        } catch (IOException e) {
            LOG.debug("a client of the control socket has gone: {}", e.getMessage());
        }
    }

    /** Takes no more commands, ends those that wait, and removes the socket's file. Idempotent. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        workers.forEach(Thread::interrupt);
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
