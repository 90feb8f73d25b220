/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A server that costs as little as possible. The first octet of a connection says what it does: {@code E} sends back what
 * comes, {@code R} sends one answer and closes, {@code S} sends as much as is taken.
 *
 * <p>Usage: {@code LoadServer PORT}; prints {@code ready}, and runs until it is killed.
 */
final class LoadServer {

    static final byte ECHO = 'E';
    static final byte ANSWER = 'R';
    static final byte STREAM = 'S';

    private static final int BUFFER = 1 << 16;
    private static final int BACKLOG = 4096;

    private final Selector selector;
    private final ByteBuffer input = ByteBuffer.allocateDirect(BUFFER);
    private final ByteBuffer endless = ByteBuffer.allocateDirect(BUFFER);

    private LoadServer(Selector selector) {
        this.selector = selector;
    }

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel listening = ServerSocketChannel.open();
        listening.bind(new InetSocketAddress(Integer.parseInt(arguments[0])), BACKLOG);
        listening.configureBlocking(false);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        System.out.println("ready");
        LoadServer server = new LoadServer(selector);
        while (true) {
            selector.select(server::turn);
        }
    }

    private void turn(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else if (key.isReadable()) {
                read(key, (SocketChannel) key.channel());
            } else if (key.isWritable()) {
                ((SocketChannel) key.channel()).write(endless.clear());
            }
        } catch (IOException e) {
            close(key); // The other side has gone.
        }
    }

    private void accept(ServerSocketChannel listening) throws IOException {
        SocketChannel connection = listening.accept();
        if (connection != null) {
            connection.configureBlocking(false);
            connection.setOption(StandardSocketOptions.TCP_NODELAY, true);
            connection.register(selector, SelectionKey.OP_READ);
        }
    }

    private void read(SelectionKey key, SocketChannel connection) throws IOException {
        if (connection.read(input.clear()) < 0) {
            close(key);
            return;
        }
        input.flip();
        switch (input.get(0)) {
            case STREAM -> key.interestOps(SelectionKey.OP_WRITE);
            case ANSWER -> {
                connection.write(input);
                close(key);
            }
            default -> connection.write(input); // Never more than fits: the client waits for it.
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            key.cancel();
        }
    }
}
