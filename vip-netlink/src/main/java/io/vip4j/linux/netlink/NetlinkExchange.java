/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.ffi.SystemCallException;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Requests to the kernel and its answers, one exchange after the other. The calling thread waits, at most for the
 * timeout. Answers are matched by sequence number, so one that comes after its timeout does no harm.
 */
public final class NetlinkExchange implements AutoCloseable {

    /** How long a request may take. The kernel answers within microseconds unless it is in trouble. */
    public static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Messages in one send; their answers must fit into the receive buffer of the socket. */
    private static final int MAX_BATCH = 64;

    /** A dump that the kernel calls inconsistent, because addresses changed meanwhile, is asked for again. */
    private static final int MAX_DUMPS = 5;

    private static final int SEND_OCTETS = 1 << 14;
    private static final int WAIT_MILLIS = 100;

    private final NetlinkSocket socket;
    private final MessageHeader outgoing;
    private final MessageWriter writer;
    private final long timeoutNanos;
    private int sequence;

    /**
     * Opens a socket for interfaces, addresses, routes and rules in the network namespace of the calling thread.
     *
     * @param timeout for each exchange
     */
    public NetlinkExchange(Duration timeout) {
        this(NetlinkSocket.NETLINK_ROUTE, timeout);
    }

    /**
     * Opens a socket for another part of the kernel.
     *
     * @param protocol NETLINK_ number
     */
    NetlinkExchange(int protocol, Duration timeout) {
        NativeMemory memory = new NativeMemory(SEND_OCTETS);
        this.outgoing = NetlinkSocket.outgoing(memory);
        this.writer = new MessageWriter(memory.nativeOrder());
        this.timeoutNanos = timeout.toNanos();
        this.socket = NetlinkSocket.forRequests(protocol, WAIT_MILLIS);
    }

    /**
     * Asks for the interface of a name.
     *
     * @throws PlatformException if the kernel does not answer; no interface is an empty answer
     */
    public Optional<LinkEntry> link(String name) {
        List<LinkEntry> found = new ArrayList<>(1);
        NetlinkRequest request = LinkRequests.get(name);
        send(List.of(request));
        Answer answer = collect(request, message -> LinkEntry.decode(message).ifPresent(found::add));
        if (answer.isDone()) {
            return found.stream().findFirst();
        }
        if (isNoInterface(answer)) {
            return Optional.empty();
        }
        throw answer.asException(request);
    }

    /** Asks for all interfaces. */
    public List<LinkEntry> links() {
        List<LinkEntry> links = new ArrayList<>();
        NetlinkRequest request = LinkRequests.dumpAll();
        require(
                request,
                dump(request, links::clear, message -> LinkEntry.decode(message).ifPresent(links::add)));
        return links;
    }

    /** Asks for what only some need to know of all interfaces. */
    public List<LinkDetails> allDetails() {
        List<LinkDetails> links = new ArrayList<>();
        NetlinkRequest request = LinkRequests.dumpAll();
        require(
                request,
                dump(
                        request,
                        links::clear,
                        message -> LinkDetails.decode(message).ifPresent(links::add)));
        return links;
    }

    /** Asks for the addresses of all interfaces. */
    public List<AddressEntry> addresses() {
        List<AddressEntry> addresses = new ArrayList<>();
        NetlinkRequest request = AddressRequests.dumpAll();
        require(
                request,
                dump(
                        request,
                        addresses::clear,
                        message -> AddressEntry.decode(message).ifPresent(addresses::add)));
        return addresses;
    }

    /** Asks for the addresses of one interface; none if it does not exist any more. */
    public List<AddressEntry> addresses(LinkEntry networkInterface) {
        List<AddressEntry> addresses = new ArrayList<>();
        NetlinkRequest request = new AddressRequests(networkInterface).dump();
        Answer answer = dump(
                request,
                addresses::clear,
                message -> AddressEntry.decode(message)
                        .filter(entry -> entry.interfaceIndex() == networkInterface.index())
                        .ifPresent(addresses::add));
        if (answer.errno() != Errno.ENODEV) {
            require(request, answer);
        }
        return addresses;
    }

    /**
     * Asks for what only some need to know of the interface of a name.
     *
     * @throws PlatformException as for {@link #link(String)}
     */
    public Optional<LinkDetails> details(String name) {
        List<LinkDetails> found = new ArrayList<>(1);
        NetlinkRequest request = LinkRequests.get(name);
        send(List.of(request));
        Answer answer = collect(request, message -> LinkDetails.decode(message).ifPresent(found::add));
        if (answer.isDone()) {
            return found.stream().findFirst();
        }
        if (isNoInterface(answer)) {
            return Optional.empty();
        }
        throw answer.asException(request);
    }

    /** Asks for the routes of a table; none if there is no such table. */
    public List<RouteEntry> routes(AddressFamily family, int table) {
        List<RouteEntry> routes = new ArrayList<>();
        NetlinkRequest request = RouteRequests.dump(family, table);
        Answer answer = dump(
                request,
                routes::clear,
                message -> RouteEntry.decode(message)
                        .filter(entry -> entry.table() == table)
                        .ifPresent(routes::add));
        if (answer.errno() != Errno.ENOENT) {
            require(request, answer);
        }
        return routes;
    }

    /** Asks for the policy rules of a family. */
    public List<RuleEntry> rules(AddressFamily family) {
        List<RuleEntry> rules = new ArrayList<>();
        NetlinkRequest request = RuleRequests.dump(family);
        require(
                request,
                dump(request, rules::clear, message -> RuleEntry.decode(message).ifPresent(rules::add)));
        return rules;
    }

    /** Sends a request that changes something, and waits for its answer. */
    public Answer change(NetlinkRequest request) {
        return changeBatch(List.of(request)).get(0);
    }

    /**
     * Sends requests that change something, many in one system call, and waits for all answers.
     *
     * @return the answers in the order of the requests
     */
    public List<Answer> change(List<NetlinkRequest> requests) {
        List<Answer> answers = new ArrayList<>(requests.size());
        for (int from = 0; from < requests.size(); from += MAX_BATCH) {
            List<NetlinkRequest> batch = requests.subList(from, Math.min(requests.size(), from + MAX_BATCH));
            answers.addAll(changeBatch(batch));
        }
        return answers;
    }

    private List<Answer> changeBatch(List<NetlinkRequest> batch) {
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

    /** A name that is too long for the kernel is ERANGE or EINVAL: no such interface can exist. */
    private static boolean isNoInterface(Answer answer) {
        return answer.errno() == Errno.ENODEV || answer.errno() == Errno.ERANGE || answer.errno() == Errno.EINVAL;
    }

    static void require(NetlinkRequest request, Answer answer) {
        if (!answer.isDone()) {
            throw answer.asException(request);
        }
    }

    /** Gives each message of a list to the consumer; {@code restart} runs before each attempt. */
    Answer dump(NetlinkRequest request, Runnable restart, Consumer<MessageReader> each) {
        boolean[] interrupted = new boolean[1];
        for (int attempt = 0; attempt < MAX_DUMPS; attempt++) {
            restart.run();
            interrupted[0] = false;
            send(List.of(request));
            Answer answer = collect(request, message -> {
                interrupted[0] |= (message.flags() & Rtnetlink.NLM_F_DUMP_INTR) != 0;
                each.accept(message);
            });
            if (!answer.isDone() || !interrupted[0]) {
                return answer;
            }
        }
        throw new PlatformException(request + ": the kernel's list changed during each of " + MAX_DUMPS
                + " attempts to read it; something adds and removes addresses without pause");
    }

    /** Gives each message that belongs to the last request to the consumer, until the one that ends the answer. */
    private Answer collect(NetlinkRequest request, Consumer<MessageReader> each) {
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
        int errno = socket.send(outgoing, writer.length());
        if (errno != 0) {
            throw new SystemCallException("sendmsg " + requests.get(0), errno);
        }
        return first;
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
