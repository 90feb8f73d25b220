/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.spi.EchoRequester;
import io.vip4j.spi.Loop;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.EchoMessage;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks for ICMP echoes through one raw socket for each family, opened with the first request. A reply belongs to a
 * request if identifier, sequence number and address are the same; everything else is forgotten.
 */
public final class IcmpEchoRequester implements EchoRequester, AutoCloseable {

    /** Requests under way at most. */
    static final int MAX_PENDING = 4096;

    private static final int SEQUENCES = 1 << 16;

    private final EpollLoop loop;
    private final Loop.Alarm alarm;

    /** A number that other programs and other hosts are not likely to use. */
    private final int identifier = new SecureRandom().nextInt(1 << 16);

    // Used by the loop.
    private final Map<AddressFamily, EchoSocket> sockets = new EnumMap<>(AddressFamily.class);
    private final Map<Integer, Request> pending = new HashMap<>();
    private final PriorityQueue<Request> byDeadline =
            new PriorityQueue<>(Comparator.comparingLong(request -> request.timeoutAtNanos - request.originNanos));
    private final long originNanos;
    private int lastSequence;
    private boolean closed;

    private static final class Request {
        final IpAddress target;
        final Duration timeout;
        final int sequence;
        final long originNanos;
        final long askedAtNanos;
        final long timeoutAtNanos;
        final CompletableFuture<Duration> answer;

        Request(
                IpAddress target,
                Duration timeout,
                int sequence,
                long originNanos,
                long now,
                CompletableFuture<Duration> answer) {
            this.target = target;
            this.timeout = timeout;
            this.sequence = sequence;
            this.originNanos = originNanos;
            this.askedAtNanos = now;
            this.timeoutAtNanos = now + timeout.toNanos();
            this.answer = answer;
        }
    }

    /** Opens nothing yet. Called on the loop. */
    public IcmpEchoRequester(EpollLoop loop) {
        this.loop = loop;
        this.alarm = loop.newAlarm(this::expire);
        this.originNanos = loop.nanoTime();
    }

    @Override
    public CompletionStage<Duration> ask(IpAddress target, Duration timeout) {
        CompletableFuture<Duration> answer = new CompletableFuture<>();
        if (target.isMulticast() || target.isUnspecified() || target.isLimitedBroadcast()) {
            answer.completeExceptionally(new PlatformException("ICMP echo requests need a unicast address: " + target));
            return answer;
        }
        try {
            loop.execute(() -> send(target, timeout, answer));
        } catch (RejectedExecutionException e) {
            answer.completeExceptionally(new PlatformException("the platform is closed, or its loop is overloaded", e));
        }
        return answer;
    }

    private void send(IpAddress target, Duration timeout, CompletableFuture<Duration> answer) {
        if (closed || pending.size() >= MAX_PENDING) {
            answer.completeExceptionally(new PlatformException(
                    closed
                            ? "the platform is closed"
                            : MAX_PENDING + " ICMP echo requests are under way: no more can be sent"));
            return;
        }
        Request request = new Request(target, timeout, freeSequence(), originNanos, loop.nanoTime(), answer);
        try {
            EchoSocket socket = sockets.get(target.family());
            if (socket == null) {
                socket = new EchoSocket(loop, target.family(), this::received);
                sockets.put(target.family(), socket);
            }
            socket.send(target, identifier, request.sequence);
        } catch (PlatformException e) {
            answer.completeExceptionally(e);
            return;
        }
        pending.put(request.sequence, request);
        byDeadline.add(request);
        if (byDeadline.peek() == request) {
            alarm.armAt(request.timeoutAtNanos);
        }
    }

    private int freeSequence() {
        do {
            lastSequence = (lastSequence + 1) % SEQUENCES;
        } while (pending.containsKey(lastSequence));
        return lastSequence;
    }

    private void received(IpAddress source, EchoMessage.Answer answer) {
        Request request = answer.identifier() == identifier ? pending.get(answer.sequence()) : null;
        if (request == null) {
            return;
        }
        if (answer instanceof EchoMessage.Reply && source.equals(request.target)) {
            forget(request);
            request.answer.complete(Duration.ofNanos(loop.nanoTime() - request.askedAtNanos));
        } else if (answer instanceof EchoMessage.Refusal refusal
                && refusal.destination().equals(request.target)) {
            forget(request);
            request.answer.completeExceptionally(
                    new PlatformException(source + " says about " + request.target + ": " + refusal.reason()));
        }
    }

    private void forget(Request request) {
        pending.remove(request.sequence);
        byDeadline.remove(request);
    }

    private void expire() {
        long now = loop.nanoTime();
        for (@Nullable Request next = byDeadline.peek(); next != null; next = byDeadline.peek()) {
            if (now - next.timeoutAtNanos < 0) {
                alarm.armAt(next.timeoutAtNanos);
                return;
            }
            forget(next);
            next.answer.completeExceptionally(new PlatformException(
                    "no echo reply from " + next.target + " within " + next.timeout.toMillis() + " ms"));
        }
    }

    /** How many requests are under way. On the loop. */
    int pending() {
        return pending.size();
    }

    /** Fails what is under way and closes the sockets. On the loop. Idempotent. */
    @Override
    public void close() {
        closed = true;
        alarm.disarm();
        sockets.values().forEach(EchoSocket::close);
        sockets.clear();
        for (Request request : List.copyOf(pending.values())) {
            forget(request);
            request.answer.completeExceptionally(new PlatformException("the platform was closed"));
        }
    }
}
