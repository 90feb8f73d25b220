/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.status;

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
import java.util.Arrays;

/** A connection to a UNIX domain socket on which everything ends by a deadline. Used by one thread. */
public final class PatientChannel implements AutoCloseable {

    private final SocketChannel channel;
    private final Selector selector;
    private final SelectionKey key;
    private long deadlineNanos;

    private PatientChannel(SocketChannel channel, Selector selector, Duration limit) throws IOException {
        this.channel = channel;
        this.selector = selector;
        channel.configureBlocking(false);
        this.key = channel.register(selector, 0);
        deadline(limit);
    }

    /** Takes over a connection; it is closed with this, also if this fails. */
    static PatientChannel of(SocketChannel channel, Duration limit) throws IOException {
        try {
            Selector selector = Selector.open();
            try {
                return new PatientChannel(channel, selector, limit);
            } catch (IOException | RuntimeException e) {
                selector.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** Connects. */
    public static PatientChannel connect(Path socket, Duration limit) throws IOException {
        PatientChannel connected = of(SocketChannel.open(StandardProtocolFamily.UNIX), limit);
        try {
            connected.channel.connect(UnixDomainSocketAddress.of(socket));
            return connected;
        } catch (IOException | RuntimeException e) {
            connected.close();
            throw e;
        }
    }

    /** What follows has this time from now. */
    void deadline(Duration limit) {
        deadlineNanos = System.nanoTime() + limit.toNanos();
    }

    public void write(byte[] octets) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(octets);
        while (rest.hasRemaining()) {
            if (channel.write(rest) == 0) {
                await(SelectionKey.OP_WRITE);
            }
        }
    }

    /** Everything until the other side closes. */
    public byte[] readAll(int most) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (read(all, most)) {
            // On to the end.
        }
        return all.toByteArray();
    }

    /** Everything before the first line feed; without one, until the other side writes no more. */
    byte[] readLine(int most) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (true) {
            boolean more = read(line, most);
            byte[] octets = line.toByteArray();
            for (int i = 0; i < octets.length; i++) {
                if (octets[i] == '\n') {
                    return Arrays.copyOf(octets, i);
                }
            }
            if (!more) {
                return octets;
            }
        }
    }

    /** Whether more may come. */
    private boolean read(ByteArrayOutputStream into, int most) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(16384);
        int length = channel.read(buffer);
        if (length == 0) {
            await(SelectionKey.OP_READ);
        } else if (length > 0) {
            into.write(buffer.array(), 0, length);
            if (into.size() > most) {
                throw new IOException("more than " + most + " octets");
            }
        }
        return length >= 0;
    }

    private void await(int operation) throws IOException {
        long rest = deadlineNanos - System.nanoTime();
        if (rest <= 0) {
            throw new IOException("nothing came in time");
        }
        key.interestOps(operation);
        selector.select(rest / 1_000_000 + 1);
        selector.selectedKeys().clear();
        if (Thread.interrupted()) {
            throw new IOException("interrupted");
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            selector.close();
        }
    }
}
