/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Requests to the kernel and its answers, one exchange after the other. The calling thread waits, at most for the
 * timeout. Answers are matched by sequence number, so one that comes after its timeout does no harm.
 */
public final class NetlinkExchange implements AutoCloseable {

    /** How long a request may take. The kernel answers within microseconds unless it is in trouble. */
    public static final Duration TIMEOUT = Duration.ofSeconds(2);

    /** Messages in one send; their answers must fit into the receive buffer of the socket. */
    public static final int MAX_BATCH = 64;

    private static final int SEND_OCTETS = 1 << 14;

    private final NetlinkDialog dialog;

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
     * @param protocol netlink family
     */
    NetlinkExchange(int protocol, Duration timeout) {
        this.dialog = new NetlinkDialog(protocol, SEND_OCTETS, timeout);
    }

    /**
     * Asks for the interface of a name.
     *
     * @throws PlatformException if the kernel does not answer; no interface is an empty answer
     */
    public Optional<LinkEntry> link(String name) {
        return interfaceOf(name, LinkEntry::decode);
    }

    /** Asks for all interfaces. */
    public List<LinkEntry> links() {
        return all(LinkRequests.dumpAll(), LinkEntry::decode);
    }

    /** Asks for what only some need to know of all interfaces. */
    public List<LinkDetails> allDetails() {
        return all(LinkRequests.dumpAll(), LinkDetails::decode);
    }

    /** Asks for the addresses of all interfaces. */
    public List<AddressEntry> addresses() {
        return all(AddressRequests.dumpAll(), AddressEntry::decode);
    }

    /** Asks for the addresses of one interface; none if it does not exist any more. */
    public List<AddressEntry> addresses(LinkEntry networkInterface) {
        return allIfAny(
                new AddressRequests(networkInterface).dump(),
                Errno.ENODEV,
                message -> AddressEntry.decode(message)
                        .filter(entry -> entry.interfaceIndex() == networkInterface.index()));
    }

    /**
     * Asks for what only some need to know of the interface of a name.
     *
     * @throws PlatformException as for {@link #link(String)}
     */
    public Optional<LinkDetails> details(String name) {
        return interfaceOf(name, LinkDetails::decode);
    }

    /** Asks for the routes of a table; none if there is no such table. */
    public List<RouteEntry> routes(AddressFamily family, int table) {
        return allIfAny(
                RouteRequests.dump(family, table),
                Errno.ENOENT,
                message -> RouteEntry.decode(message).filter(entry -> entry.table() == table));
    }

    /** Asks for the policy rules of a family. */
    public List<RuleEntry> rules(AddressFamily family) {
        return all(RuleRequests.dump(family), RuleEntry::decode);
    }

    private <T> Optional<T> interfaceOf(String name, Function<MessageReader, Optional<T>> decoder) {
        List<T> found = new ArrayList<>(1);
        NetlinkRequest request = LinkRequests.get(name);
        Answer answer = dialog.ask(request, message -> decoder.apply(message).ifPresent(found::add));
        if (answer.isDone()) {
            return found.stream().findFirst();
        }
        if (isNoInterface(answer)) {
            return Optional.empty();
        }
        throw answer.asException(request);
    }

    /** What the decoder makes of each message of a list. */
    private <T> List<T> all(NetlinkRequest request, Function<MessageReader, Optional<T>> decoder) {
        List<T> entries = new ArrayList<>();
        require(request, fill(entries, request, decoder));
        return entries;
    }

    /** Likewise; nothing if the kernel says that what is asked about does not exist. */
    private <T> List<T> allIfAny(NetlinkRequest request, int absent, Function<MessageReader, Optional<T>> decoder) {
        List<T> entries = new ArrayList<>();
        Answer answer = fill(entries, request, decoder);
        if (answer.errno() != absent) {
            require(request, answer);
        }
        return entries;
    }

    private <T> Answer fill(List<T> entries, NetlinkRequest request, Function<MessageReader, Optional<T>> decoder) {
        return dialog.dump(
                request, entries::clear, message -> decoder.apply(message).ifPresent(entries::add));
    }

    /** Sends a request that changes something, and waits for its answer. */
    public Answer change(NetlinkRequest request) {
        return dialog.change(List.of(request)).get(0);
    }

    /**
     * Sends requests that change something, {@value #MAX_BATCH} in one system call, and waits for all answers.
     *
     * @return the answers in the order of the requests
     */
    public List<Answer> change(List<NetlinkRequest> requests) {
        List<Answer> answers = new ArrayList<>(requests.size());
        for (int from = 0; from < requests.size(); from += MAX_BATCH) {
            List<NetlinkRequest> batch = requests.subList(from, Math.min(requests.size(), from + MAX_BATCH));
            answers.addAll(dialog.change(batch));
        }
        return answers;
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
        return dialog.dump(request, restart, each);
    }

    @Override
    public void close() {
        dialog.close();
    }
}
