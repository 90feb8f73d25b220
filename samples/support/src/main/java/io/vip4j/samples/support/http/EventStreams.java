/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.support.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The streams of events. Each second, and soon after a change, one document is made for all of them, never more than ten a
 * second. A client that does not keep up misses documents; one that takes nothing for ten seconds is cut off. So no stream
 * ever has more than one document waiting.
 */
@SuppressWarnings("FutureReturnValueIgnored") // What cannot be written closes its channel.
final class EventStreams {

    static final int MOST = 16;

    private static final long PERIOD_NANOS = 1_000_000_000;
    private static final long MIN_GAP_NANOS = 100_000_000;
    private static final long STALL_LIMIT_NANOS = 10_000_000_000L;
    private static final byte[] BEGIN = "data: ".getBytes(US_ASCII);
    private static final byte[] END = "\n\n".getBytes(US_ASCII);
    private static final byte[] ALIVE = ": no document yet\n\n".getBytes(US_ASCII);

    private final EventLoop loop;
    private final Documents documents;

    // Of the loop.
    private final Map<Channel, Long> streams = new LinkedHashMap<>(); // When each took something last.
    private @Nullable ScheduledFuture<?> next;
    private long lastBegunNanos = System.nanoTime() - PERIOD_NANOS;
    private boolean underWay;

    EventStreams(EventLoop loop, Documents documents) {
        this.loop = loop;
        this.documents = documents;
    }

    /** Whether there is a place. On the loop. */
    boolean hasRoom() {
        return streams.size() < MOST;
    }

    /** A stream that has begun; it gets a document soon. On the loop. */
    void add(Channel stream) {
        streams.put(stream, System.nanoTime());
        stream.closeFuture().addListener(closed -> streams.remove(stream));
        soon();
    }

    /** Something has happened that people should see at once. Safe from any thread. */
    void changed() {
        if (!loop.isShuttingDown()) {
            loop.execute(this::soon);
        }
    }

    private void soon() {
        arm(Math.max(0, MIN_GAP_NANOS - (System.nanoTime() - lastBegunNanos)));
    }

    private void arm(long delayNanos) {
        ScheduledFuture<?> armed = next;
        if (armed != null && !armed.isDone()) {
            if (armed.getDelay(TimeUnit.NANOSECONDS) <= delayNanos) {
                return;
            }
            armed.cancel(false);
        }
        next = loop.schedule(this::tick, delayNanos, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        next = null;
        cutOffStalled();
        if (streams.isEmpty()) {
            return; // The next stream starts it again.
        }
        if (underWay) {
            send(Unpooled.wrappedBuffer(ALIVE));
        } else {
            underWay = true;
            lastBegunNanos = System.nanoTime();
            documents.ask().whenComplete((document, failure) -> {
                if (!loop.isShuttingDown()) {
                    loop.execute(() -> made(document));
                }
            });
        }
        arm(PERIOD_NANOS);
    }

    private void made(byte @Nullable [] document) {
        underWay = false;
        if (document != null) {
            send(event(document));
        }
    }

    /** Once for all streams, and where the kernel can take it without another copy. A line feed would end the data. */
    private static ByteBuf event(byte[] document) {
        int length = document.length;
        while (length > 0 && document[length - 1] == '\n') {
            length--;
        }
        ByteBuf event = Unpooled.directBuffer(BEGIN.length + length + END.length);
        return event.writeBytes(BEGIN).writeBytes(document, 0, length).writeBytes(END);
    }

    private void send(ByteBuf event) {
        try {
            for (Map.Entry<Channel, Long> stream : streams.entrySet()) {
                if (stream.getKey().isWritable()) {
                    stream.setValue(System.nanoTime());
                    stream.getKey().writeAndFlush(new DefaultHttpContent(event.retainedDuplicate()));
                }
            }
        } finally {
            event.release();
        }
    }

    private void cutOffStalled() {
        long now = System.nanoTime();
        for (Map.Entry<Channel, Long> stream : List.copyOf(streams.entrySet())) {
            if (now - stream.getValue() > STALL_LIMIT_NANOS) {
                stream.getKey().close();
            }
        }
    }
}
