/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One connection and the conversation over it: resolve, connect, talk, close. Whatever happens ends in one answer. Used
 * by the thread of its loop only, but for what says otherwise. Ordered by the end of its time.
 */
final class Exchange implements Resolver.Waiter, Comparable<Exchange> {

    private static final int FIRST_BUFFER = 4096;
    private static final int MAX_UNREAD = 64 * 1024;
    private static final int MAX_RECEIVED = 1024 * 1024;
    private static final AtomicLong NUMBERS = new AtomicLong();

    private enum Stage {
        RESOLVING,
        CONNECTING,
        CONNECTED,
        OVER
    }

    /** Something that can fail as a connection can. */
    @FunctionalInterface
    private interface Step {
        void take() throws IOException;
    }

    private final SocketProbe probe;
    private final String name;
    private final Duration timeout;
    private final CompletableFuture<Probe.Result> answer;
    private final SelectorLoop loop;
    private final Resolver resolver;
    private final Executor workers;
    private final long dueAtNanos;
    private final long number = NUMBERS.incrementAndGet();

    private Stage stage = Stage.RESOLVING;
    private final Queue<InetAddress> addresses = new ArrayDeque<>();
    private @Nullable SocketChannel channel;
    private @Nullable SelectionKey key;
    private @Nullable Conversation conversation;
    private ByteBuffer unread = ByteBuffer.allocate(0);
    private ByteBuffer sending = ByteBuffer.allocate(0);
    private int octetsReceived;
    private boolean working;
    private String awaitedBeforeWork = "";

    /** From any thread; its time begins now. */
    Exchange(
            SocketProbe probe,
            Duration timeout,
            CompletableFuture<Probe.Result> answer,
            SelectorLoop loop,
            Resolver resolver,
            Executor workers) {
        this.probe = probe;
        this.name = probe.toString();
        this.timeout = timeout;
        this.answer = answer;
        this.loop = loop;
        this.resolver = resolver;
        this.workers = workers;
        this.dueAtNanos = System.nanoTime() + timeout.toNanos();
    }

    long dueAtNanos() {
        return dueAtNanos;
    }

    @Override
    public int compareTo(Exchange other) {
        long difference = dueAtNanos - other.dueAtNanos;
        return difference != 0 ? Long.signum(difference) : Long.compare(number, other.number);
    }

    void begin() {
        if (answer.isDone()) {
            return;
        }
        loop.add(this);
        step(() -> {
            Optional<InetAddress> literal = literal();
            if (literal.isPresent()) {
                addresses.add(literal.get());
                connect();
            } else if (stage == Stage.RESOLVING) {
                resolver.lookUp(probe.host(), this);
            }
        });
    }

    private Optional<InetAddress> literal() {
        try {
            return Resolver.literal(probe.host());
        } catch (UnknownHostException e) {
            fail("unknown host");
            return Optional.empty();
        }
    }

    /** From any thread. */
    @Override
    public void found(List<InetAddress> found) {
        loop.execute(() -> step(() -> {
            addresses.addAll(found);
            connect();
        }));
    }

    /** From any thread. */
    @Override
    public void notFound(String reason) {
        loop.execute(() -> step(() -> fail(reason)));
    }

    /** The channel is ready. */
    void ready() {
        step(() -> {
            if (stage == Stage.CONNECTING) {
                finishConnecting();
            } else if (sending.hasRemaining()) {
                write();
            } else {
                read();
            }
        });
    }

    void timeOver() {
        step(() -> fail(howFar() + " within " + timeout.toMillis() + " ms" + whatCame()));
    }

    private String howFar() {
        if (conversation == null) {
            return stage == Stage.RESOLVING ? "host not resolved" : "no connection";
        }
        // While a worker is at it, nobody else may touch the conversation.
        return "connected, no " + (working ? awaitedBeforeWork : conversation.awaited());
    }

    private String whatCame() {
        return octetsReceived == 0 ? "" : " (" + octetsReceived + " octets came)";
    }

    /** Ends it before its time. */
    void end(String reason) {
        step(() -> fail(reason));
    }

    private void step(Step step) {
        if (stage == Stage.OVER) {
            return;
        }
        try {
            step.take();
        } catch (IOException e) {
            String what = e.getMessage() == null ? e.toString() : e.getMessage();
            fail((stage == Stage.CONNECTED ? "connected, then: " : "") + what);
        } catch (RuntimeException | Error e) {
            fail("the probe itself failed: " + e);
        }
    }

    private void connect() throws IOException {
        stage = Stage.CONNECTING;
        SocketChannel opened = SocketChannel.open();
        channel = opened;
        boolean there;
        try {
            opened.configureBlocking(false);
            // A connection within the host is there at once, though connect does not know it yet.
            there = opened.connect(new InetSocketAddress(addresses.remove(), probe.port())) || opened.finishConnect();
        } catch (IOException e) {
            connectToNext(e);
            return;
        }
        if (there) {
            connected();
        } else {
            await(SelectionKey.OP_CONNECT);
        }
    }

    private void finishConnecting() throws IOException {
        try {
            if (channel == null || !channel.finishConnect()) {
                return;
            }
        } catch (IOException e) {
            connectToNext(e);
            return;
        }
        connected();
    }

    private void connectToNext(IOException failure) throws IOException {
        if (addresses.isEmpty()) {
            throw failure;
        }
        closeChannel();
        key = null;
        connect();
    }

    private void connected() throws IOException {
        stage = Stage.CONNECTED;
        Conversation begun = probe.begin();
        conversation = begun;
        follow(begun.connected());
    }

    private void follow(Conversation.Turn turn) throws IOException {
        if (turn instanceof Conversation.Turn.Send send) {
            sending = send.octets();
            write();
        } else if (turn instanceof Conversation.Turn.Listen) {
            await(SelectionKey.OP_READ);
        } else if (turn instanceof Conversation.Turn.Work work) {
            await(0);
            awaitedBeforeWork = conversation == null ? "" : conversation.awaited();
            working = true;
            hand(work);
        } else {
            Conversation.Turn.Done done = (Conversation.Turn.Done) turn;
            say(done.lastWords());
            finish(done.result(), false);
        }
    }

    private void say(ByteBuffer lastWords) {
        try {
            if (channel != null && lastWords.hasRemaining()) {
                channel.write(lastWords);
            }
        } catch (IOException e) {
            // The answer stands.
        }
    }

    private void hand(Conversation.Turn.Work work) {
        try {
            workers.execute(() -> {
                // What goes wrong in it is the conversation's failure, told on its own thread.
                try {
                    Conversation.Turn next = work.work().get();
                    loop.execute(() -> step(() -> {
                        working = false;
                        follow(next);
                    }));
                } catch (RuntimeException | Error e) {
                    loop.execute(() -> step(() -> fail("the probe itself failed: " + e)));
                }
            });
        } catch (RejectedExecutionException e) {
            fail("too many probes are at work");
        }
    }

    private void await(int operations) throws IOException {
        if (key != null) {
            key.interestOps(operations);
        } else if (channel != null) {
            key = loop.register(channel, operations, this);
        }
    }

    private void write() throws IOException {
        if (channel == null) {
            return;
        }
        channel.write(sending);
        await(sending.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    }

    private void read() throws IOException {
        if (channel == null || conversation == null) {
            return;
        }
        if (!unread.hasRemaining()) {
            unread = ByteBuffer.allocate(Math.max(FIRST_BUFFER, unread.capacity() * 2))
                    .put(unread.flip());
        }
        int count = channel.read(unread);
        if (count < 0) {
            finish(conversation.closed(), false);
            return;
        }
        octetsReceived += count;
        unread.flip();
        ByteBuffer view = unread.slice();
        Conversation.Turn turn = conversation.received(view);
        unread.position(Math.min(view.position(), unread.limit())).compact();
        boolean tooLong = unread.position() >= MAX_UNREAD || octetsReceived > MAX_RECEIVED;
        if (tooLong && !(turn instanceof Conversation.Turn.Done)) {
            fail("connected, " + octetsReceived + " octets came and no " + conversation.awaited());
        } else {
            follow(turn);
        }
    }

    private void fail(String detail) {
        finish(Probe.Result.unhealthy(detail), true);
    }

    private void finish(Probe.Result result, boolean reset) {
        if (stage == Stage.OVER) {
            return;
        }
        Probe.Result named = new Probe.Result(result.healthy(), result.level(), name + ": " + result.detail());
        boolean resolving = stage == Stage.RESOLVING;
        stage = Stage.OVER;
        loop.remove(this);
        if (resolving) {
            resolver.forget(probe.host(), this);
        }
        if (reset) {
            resetAtClose();
        }
        closeChannel();
        answer.complete(named);
    }

    private void resetAtClose() {
        try {
            if (channel != null && channel.isConnected()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            // It is gone already.
        }
    }

    private void closeChannel() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Its descriptor is gone either way.
        }
    }
}
