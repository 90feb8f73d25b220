/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A server on the loopback that treats its clients as a test wants it. Closing it ends all that it began. */
final class HostileServer implements AutoCloseable {

    /** What it does with one client; the connection is closed when it returns. */
    @FunctionalInterface
    interface Treatment {
        void of(Socket client) throws IOException;
    }

    private final ServerSocket listener;
    private final List<Closeable> open = Collections.synchronizedList(new ArrayList<>());

    private HostileServer(ServerSocket listener) {
        this.listener = listener;
        open.add(listener);
    }

    static HostileServer treating(Treatment treatment) {
        return of(plain(50), treatment);
    }

    /** On a listener of the test's own, for TLS. */
    static HostileServer of(ServerSocket listener, Treatment treatment) {
        HostileServer server = new HostileServer(listener);
        Workers.daemon("hostile-accept", () -> server.accept(treatment)).start();
        return server;
    }

    /** Accepts and answers this at once, whatever it is asked; then closes in good order. */
    static HostileServer answering(String text) {
        return treating(client -> {
            client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            finish(client);
        });
    }

    /** Accepts and never answers. */
    static HostileServer silent() {
        return treating(HostileServer::readAll);
    }

    /** Its queue of connections is full and nobody accepts: the kernel drops each further SYN. */
    static HostileServer blackHole() {
        HostileServer server = new HostileServer(plain(1));
        try {
            for (int i = 0; i < 4; i++) {
                SocketChannel filler = SocketChannel.open();
                server.open.add(filler);
                filler.configureBlocking(false);
                filler.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return server;
    }

    /** A port where nobody listens. */
    static int closedPort() {
        try (HostileServer server = new HostileServer(plain(1))) {
            return server.port();
        }
    }

    /** Closes with a reset. */
    static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    /** Closes in good order, after what the client still had to say, so that nothing is reset. */
    static void finish(Socket client) throws IOException {
        client.shutdownOutput();
        readAll(client);
    }

    /** Reads until the client closes. */
    static void readAll(Socket client) throws IOException {
        InputStream in = client.getInputStream();
        byte[] chunk = new byte[4096];
        while (in.read(chunk) >= 0) {}
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept(Treatment treatment) {
        try {
            while (true) {
                Socket client = listener.accept();
                open.add(client);
                Workers.daemon("hostile-client", () -> treat(client, treatment)).start();
            }
        } catch (IOException e) {
            // Closed: the end.
        }
    }

    private static void treat(Socket client, Treatment treatment) {
        try (client) {
            treatment.of(client);
        } catch (IOException e) {
            // The client or the test has closed it.
        }
    }

    private static ServerSocket plain(int backlog) {
        try {
            return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (Closeable each : List.copyOf(open)) {
            try {
                each.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
