/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures what a {@link LoadServer} gives, directly or through a proxy; one thread.
 *
 * <p>Usage: {@code LoadClient rate|latency|stream|idle ADDRESS PORT SECONDS CONNECTIONS}. Prints connections a second;
 * medians and 99th percentiles of the time to an answer, in microseconds; megabytes a second; or, when all connections have been
 * answered once, {@code ready}, and keeps them until it is killed.
 */
final class LoadClient {

    private static final int BUFFER = 1 << 16;
    private static final int MESSAGE = 64;

    private final InetSocketAddress target;
    private final long endNanos;
    private final long lengthNanos;
    private final int connections;

    private LoadClient(List<String> words) {
        target = new InetSocketAddress(words.get(1), Integer.parseInt(words.get(2)));
        lengthNanos = Math.round(Double.parseDouble(words.get(3)) * 1e9);
        endNanos = System.nanoTime() + lengthNanos;
        connections = Integer.parseInt(words.get(4));
    }

    /** Measures once. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        LoadClient client = new LoadClient(List.of(arguments));
        switch (arguments[0]) {
            case "rate" -> print("%.0f", client.rate());
            case "latency" -> {
                long[] nanos = client.latencies();
                print("%.1f %.1f", nanos[nanos.length / 2] / 1e3, nanos[(int) (nanos.length * 0.99)] / 1e3);
            }
            case "stream" -> print("%.1f", client.stream());
            case "idle" -> client.idle();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }

    private boolean isOver() {
        return System.nanoTime() - endNanos >= 0;
    }

    private SocketChannel connected(byte first) throws IOException {
        SocketChannel channel = SocketChannel.open(target);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.write(ByteBuffer.wrap(new byte[] {first}));
        return channel;
    }

    /** Connect, ask, hear the answer and the end; a number of them at all times. */
    private double rate() throws IOException {
        Selector selector = Selector.open();
        for (int i = 0; i < connections; i++) {
            connect(selector);
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(MESSAGE);
        long[] done = {0};
        while (!isOver()) {
            selector.select(
                    key -> {
                        SocketChannel channel = (SocketChannel) key.channel();
                        try {
                            if (key.isConnectable()) {
                                channel.finishConnect();
                                channel.write(ByteBuffer.wrap(new byte[] {LoadServer.ANSWER}));
                                key.interestOps(SelectionKey.OP_READ);
                            } else if (channel.read(buffer.clear()) < 0) {
                                channel.close();
                                done[0]++;
                                connect(selector);
                            }
                        } catch (IOException e) {
                            throw new LabException("a connection failed under load: " + e.getMessage(), e);
                        }
                    },
                    100);
        }
        return done[0] / (lengthNanos / 1e9);
    }

    private void connect(Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(target);
        channel.register(selector, SelectionKey.OP_CONNECT);
    }

    /** The first half is for warming up. */
    private long[] latencies() throws IOException {
        List<Long> nanos = new ArrayList<>();
        try (SocketChannel channel = connected(LoadServer.ECHO)) {
            ByteBuffer message = ByteBuffer.allocateDirect(MESSAGE);
            channel.read(message.clear().limit(1));
            message.put(0, LoadServer.ECHO);
            while (!isOver()) {
                long begun = System.nanoTime();
                channel.write(message.clear());
                message.clear();
                while (message.hasRemaining()) {
                    if (channel.read(message) < 0) {
                        throw new LabException("the connection has ended");
                    }
                }
                nanos.add(System.nanoTime() - begun);
            }
        }
        return nanos.stream()
                .skip(nanos.size() / 2)
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
    }

    /** The first quarter is for warming up. */
    private double stream() throws IOException {
        Selector selector = Selector.open();
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = connected(LoadServer.STREAM);
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        long countFrom = System.nanoTime() + lengthNanos / 4;
        long until = countFrom + lengthNanos;
        long[] octets = {0};
        while (System.nanoTime() - until < 0) {
            selector.select(
                    key -> {
                        try {
                            int read = ((SocketChannel) key.channel()).read(buffer.clear());
                            octets[0] += System.nanoTime() - countFrom < 0 ? 0 : read;
                        } catch (IOException e) {
                            throw new LabException("a stream has ended: " + e.getMessage(), e);
                        }
                    },
                    100);
        }
        return octets[0] / 1e6 / (lengthNanos / 1e9);
    }

    private void idle() throws IOException, InterruptedException {
        SocketChannel[] channels = new SocketChannel[connections];
        ByteBuffer answer = ByteBuffer.allocateDirect(1);
        for (int i = 0; i < connections; i++) {
            channels[i] = connected(LoadServer.ECHO);
            channels[i].read(answer.clear());
        }
        System.out.println("ready");
        Thread.currentThread().join();
        Arrays.stream(channels).forEach(SocketChannel::isOpen); // They are in use until here.
    }
}
