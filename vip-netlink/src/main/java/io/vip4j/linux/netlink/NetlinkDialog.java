/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.ffi.SystemCallException;
import io.vip4j.spi.PlatformException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A socket of one netlink family with what is said and heard on it: requests go out, answers are matched by sequence
 * number, so one that comes after its timeout does no harm. The calling thread waits, at most for the timeout.
 */
final class NetlinkDialog implements AutoCloseable {

    /** A dump that the kernel calls inconsistent, because its list changed meanwhile, is asked for again. */
    private static final int MAX_DUMPS = 5;

    private static final int WAIT_MILLIS = 100;

    private final NetlinkSocket socket;
    private final MessageHeader outgoing;
    private final MessageWriter writer;
    private final long timeoutNanos;
    private int sequence;

    /**
     * Opens the socket in the network namespace of the calling thread.
     *
     * @param protocol netlink family
     * @param sendOctets room for the requests of one send
     * @param timeout for each exchange
     */
    NetlinkDialog(int protocol, int sendOctets, Duration timeout) {
        NativeMemory memory = new NativeMemory(sendOctets);
        this.outgoing = NetlinkSocket.outgoing(memory);
        this.writer = new MessageWriter(memory.nativeOrder());
        this.timeoutNanos = timeout.toNanos();
        this.socket = NetlinkSocket.forRequests(protocol, WAIT_MILLIS);
    }

    /** Sends requests that are acknowledged one by one, in one system call; the answers in the order of the requests. */
    List<Answer> change(List<NetlinkRequest> batch) {
        int first = send(batch);
        Answer[] answers = new Answer[batch.size()];
        int missing = answers.length;
        long startedAt = System.nanoTime();
        while (missing > 0) {
            MessageReader message = receive(batch.get(0), startedAt);
            while (message.next()) {
                int position = message.sequence() - first;
                if (message.type() == Rtnetlink.NLMSG_ERROR
                        && position >= 0
                        && position < answers.length
                        && answers[position] == null) {
                    answers[position] = Answer.decode(message);
                    missing--;
                }
            }
        }
        return List.of(answers);
    }

    /**
     * Sends requests of which the kernel does all or none, between the messages that open and close them. Only the last
     * one is acknowledged; the kernel tells of every one that it refuses.
     *
     * @throws NetlinkException naming the first request that was refused
     */
    void transact(NetlinkRequest begin, List<NetlinkRequest> requests, NetlinkRequest end) {
        writer.clear();
        int first = sequence + 1;
        begin.encode(writer, ++sequence);
        for (NetlinkRequest request : requests) {
            request.encode(writer, ++sequence);
        }
        writer.addFlags(Rtnetlink.NLM_F_ACK);
        end.encode(writer, ++sequence);
        transmit(requests.get(0));
        long startedAt = System.nanoTime();
        for (; ; ) {
            MessageReader message = receive(requests.get(0), startedAt);
            while (message.next()) {
                int place = message.sequence() - first;
                if (message.type() != Rtnetlink.NLMSG_ERROR || place < 0 || place > requests.size() + 1) {
                    continue;
                }
                Answer answer = Answer.decode(message);
                if (!answer.isDone()) {
                    // What is refused about the message that opens the batch is refused about all of it.
                    throw answer.asException(requests.get(Math.max(0, Math.min(place, requests.size()) - 1)));
                }
                if (place == requests.size()) {
                    return;
                }
            }
        }
    }

    /**
     * Asks for a list.
     *
     * @param restart forgets what was given to the consumer, because all of it comes again
     */
    Answer dump(NetlinkRequest request, Runnable restart, Consumer<MessageReader> each) {
        boolean[] interrupted = new boolean[1];
        for (int attempt = 0; attempt < MAX_DUMPS; attempt++) {
            restart.run();
            interrupted[0] = false;
            Answer answer = ask(request, message -> {
                interrupted[0] |= (message.flags() & Rtnetlink.NLM_F_DUMP_INTR) != 0;
                each.accept(message);
            });
            if (!answer.isDone() || !interrupted[0]) {
                return answer;
            }
        }
        throw new PlatformException(request + ": the kernel's list changed during each of " + MAX_DUMPS
                + " attempts to read it; something changes it without pause");
    }

    /** Asks, and gives each message of the answer to the consumer, until the one that ends it. */
    Answer ask(NetlinkRequest request, Consumer<MessageReader> each) {
        send(List.of(request));
        long startedAt = System.nanoTime();
        for (; ; ) {
            MessageReader message = receive(request, startedAt);
            while (message.next()) {
                if (message.sequence() != sequence) {
                    continue;
                }
                if (message.type() == Rtnetlink.NLMSG_ERROR) {
                    return Answer.decode(message);
                }
                each.accept(message);
                if (message.type() == Rtnetlink.NLMSG_DONE) {
                    int errno = message.bodyLength() >= 4 ? -message.buffer().getInt(message.bodyStart()) : 0;
                    return errno == 0 ? Answer.DONE : new Answer(errno, "");
                }
            }
        }
    }

    /** Sends; the sequence number of the first request. {@link #sequence} is that of the last. */
    private int send(List<NetlinkRequest> requests) {
        writer.clear();
        int first = sequence + 1;
        for (NetlinkRequest request : requests) {
            request.encode(writer, ++sequence);
        }
        transmit(requests.get(0));
        return first;
    }

    private void transmit(NetlinkRequest request) {
        int errno = socket.send(outgoing, writer.length());
        if (errno != 0) {
            throw new SystemCallException("sendmsg " + request, errno);
        }
    }

    private MessageReader receive(NetlinkRequest request, long startedAt) {
        for (; ; ) {
            int length = socket.receive();
            if (length >= 0) {
                return new MessageReader(socket.received(), length);
            }
            if (length != NativeSocket.NOTHING && length != -Errno.ENOBUFS) {
                throw new SystemCallException("recvmsg " + request, -length);
            }
            // After ENOBUFS an answer may be lost; what is left of the time is for those that are not.
            if (System.nanoTime() - startedAt >= timeoutNanos) {
                throw new PlatformException(request + ": no answer from the kernel within "
                        + TimeUnit.NANOSECONDS.toMillis(timeoutNanos) + " ms; whether it was done is not known");
            }
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
