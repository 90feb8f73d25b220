/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback with a thread for each connection, as old as sockets and nothing that could share a fault with Netty. */
public final class TestServer implements AutoCloseable {

    /** What it does with a connection, which is closed afterwards. */
    @FunctionalInterface
    public interface Talk {
        void with(Socket client) throws IOException;
    }

    private final ServerSocket socket;
    private final Talk talk;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Thread accepting;

    private TestServer(Talk talk) throws IOException {
        this.talk = talk;
        this.socket = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
        accepting = start(this::accept);
    }

    public static TestServer doing(Talk talk) throws IOException {
        return new TestServer(talk);
    }

    /** Says its name, then sends back whatever comes. */
    public static TestServer echo(String name) throws IOException {
        return doing(client -> {
            client.getOutputStream().write((name + "\n").getBytes(StandardCharsets.US_ASCII));
            copy(client.getInputStream(), client.getOutputStream());
        });
    }

    static void copy(InputStream from, OutputStream to) throws IOException {
        byte[] some = new byte[16 << 10];
        for (int count = from.read(some); count >= 0; count = from.read(some)) {
            to.write(some, 0, count);
        }
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "test-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                accepted.incrementAndGet();
                open.add(client);
                start(() -> serve(client));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            talk.with(client);
        } catch (SocketTimeoutException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            // The other end has gone, which is what some tests want.
        } finally {
            open.remove(client);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    public int accepted() {
        return accepted.get();
    }

    public int open() {
        return open.size();
    }

    /** Resets every connection, as the kernel does for a process that was killed with unread octets. */
    public void vanish() throws IOException {
        for (Socket client : open) {
            client.setSoLinger(true, 0);
            client.close();
        }
    }

    /** Takes nobody any more, and lets go of who is there: its port refuses from now on. */
    public void die() throws IOException {
        socket.close();
        try {
            accepting.join(); // Until then the port may take one more.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        vanish();
    }

    @Override
    public void close() throws IOException {
        die();
    }
}
