/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Passes connections on from another loopback address, so that a server sees that one. */
final class SourceAddress implements AutoCloseable {

    private final ServerSocket entrance;

    private SourceAddress(ServerSocket entrance) {
        this.entrance = entrance;
    }

    static SourceAddress open(String source, String host, int port) throws IOException {
        ServerSocket entrance = new ServerSocket();
        entrance.bind(new InetSocketAddress(host, 0));
        inBackground(() -> {
            while (true) {
                Socket inside = entrance.accept();
                Socket outside = new Socket(host, port, InetAddress.getByName(source), 0);
                inBackground(() -> passOn(inside, outside));
                inBackground(() -> passOn(outside, inside));
            }
        });
        return new SourceAddress(entrance);
    }

    int port() {
        return entrance.getLocalPort();
    }

    private static void passOn(Socket from, Socket to) throws IOException {
        from.getInputStream().transferTo(to.getOutputStream());
        to.shutdownOutput();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                return; // one side is gone
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
    }
}
