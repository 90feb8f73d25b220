/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.MessageBatch;
import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.ffi.OutgoingBatch;
import io.vip4j.linux.ffi.PacketFilter;
import io.vip4j.linux.ffi.PacketFilter.Start;
import io.vip4j.linux.ffi.SystemCallException;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.AdvertisementReceiver;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Vrid;
import io.vip4j.wire.AdvertisementCodec;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the raw sockets of both families have in common: one interface, protocol 112, reading until nothing is left, and
 * the words for what the kernel refuses. It is not bound to an address, so that it receives what is sent to a group that
 * it has joined and to any address of this host. Used on the loop only.
 */
final class RawSocket implements Departures.Exit {

    private static final Logger LOG = LoggerFactory.getLogger(RawSocket.class);

    /** No IP datagram that a raw socket sends or receives is longer. */
    static final int MAX_DATAGRAM_OCTETS = 65_535;

    /** Longer than any advertisement: 60 octets of IPv4 header, 8 of its own, 255 IPv6 addresses. The rest is cut off. */
    private static final int MAX_ADVERTISEMENT_OCTETS = 4160;

    /** Datagrams that are received in one system call, and room that is kept for them. */
    private static final int BATCH = 16;

    /** TTL and hop limit of what goes to a group (RFC 9568 5.1.1.3, 5.1.2.3). */
    static final int GROUP_TIME_TO_LIVE = 255;

    /** DSCP CS6, network control. Not in RFC 9568; other VRRP speakers send it too. */
    static final int CLASS_CS6 = 0xC0;

    /**
     * Holds about 5000 advertisements (the kernel counts 832 octets for a small one), so those of 200 routers that
     * advertise each second wait through a pause of 20 s and are heard before a timer is looked at.
     */
    private static final int RECEIVE_BUFFER_OCTETS = 1 << 21;

    /** Batches that are read before the loop goes on: more than the receive buffer holds after a pause. */
    private static final int MAX_READS = (1 << 13) / BATCH;

    private static final int MAX_STRAYS = 1 << 13;

    /** After two hundred calls the compiler takes over from the interpreter; a packet takes some ten microseconds. */
    static final int REHEARSALS = 220;

    private static final int SOCK_RAW = 3;
    private static final int PROTOCOL_VRRP = 112;
    private static final int SOL_SOCKET = 1;
    private static final int SO_PRIORITY = 12;
    private static final int SO_BINDTODEVICE = 25;

    /** The queue of control packets in front of all others (TC_PRIO_CONTROL). */
    private static final int PRIORITY_CONTROL = 7;

    private static final String READY = " that duplicate address detection is done with";

    private final AddressFamily family;
    private final String networkInterface;
    private final NativeSocket socket;
    private final MessageBatch incoming;
    private final Datagrams datagrams;
    private final EpollLoop.Registration registration;
    private final Portions portions;
    private final FaultLog faults = new FaultLog(LOG);
    private boolean filtered; // By VRIDs.
    private boolean closed;

    /** Takes what was received. */
    @FunctionalInterface
    interface Datagrams {

        /**
         * One datagram.
         *
         * @param header with the data and the ancillary data; to be used before this returns
         */
        void received(MessageHeader header, int length);
    }

    /**
     * Starts to receive.
     *
     * @param nameLength octets of the socket addresses that are wanted
     * @param controlLength octets of the ancillary data that are wanted
     */
    RawSocket(
            AddressFamily family,
            LinkEntry link,
            NativeSocket socket,
            int nameLength,
            int controlLength,
            EpollLoop loop,
            Datagrams datagrams) {
        this.family = family;
        this.networkInterface = link.name();
        this.socket = socket;
        this.incoming = new MessageBatch(Stream.generate(
                        () -> new MessageHeader(new NativeMemory(MAX_ADVERTISEMENT_OCTETS), nameLength, controlLength))
                .limit(BATCH)
                .toList());
        this.datagrams = datagrams;
        this.registration = loop.register(socket, this::read);
        this.portions = new Portions(loop, registration);
    }

    /**
     * Opens a socket for one interface; nothing of another interface waits in it.
     *
     * @param domain the number of the family
     * @param familyOptions sets the options of the family
     * @throws PlatformException if the kernel refuses one of the options
     */
    static NativeSocket open(AddressFamily family, int domain, LinkEntry link, Consumer<NativeSocket> familyOptions) {
        String name = family + " protocol 112 on " + link.name();
        NativeSocket socket = NativeSocket.openNonBlocking(name, domain, SOCK_RAW, PROTOCOL_VRRP);
        try {
            socket.setOption("SO_BINDTODEVICE", SOL_SOCKET, SO_BINDTODEVICE, link.name());
            socket.setReceiveBuffer(RECEIVE_BUFFER_OCTETS);
            familyOptions.accept(socket);
            // After IP_TOS, which sets a priority of its own.
            socket.setOption("SO_PRIORITY", SOL_SOCKET, SO_PRIORITY, PRIORITY_CONTROL);
            discardStrays(socket);
            return socket;
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Before it was bound to the interface the socket could receive from all of them. */
    private static void discardStrays(NativeSocket socket) {
        MessageHeader stray = new MessageHeader(new NativeMemory(1), 0, 0);
        for (int reads = 0; reads < MAX_STRAYS && socket.receive(stray) != NativeSocket.NOTHING; reads++) {
            // Dropped.
        }
    }

    @Override
    public void check(IpAddress source, IpAddress destination, int timeToLive) {
        if (closed) {
            throw new IllegalStateException("channel on " + networkInterface + " is closed");
        }
        if (source.family() != family || destination.family() != family) {
            throw new PlatformException("an " + family + " channel cannot send from " + source + " to " + destination);
        }
        if (timeToLive < 1 || timeToLive > 255) {
            throw new PlatformException("timeToLive of a packet to " + destination + " must be 1..255: " + timeToLive);
        }
    }

    /** Sends a message that was checked, with the address and control data of its header. */
    void send(MessageHeader outgoing, ByteBuffer message, IpAddress source, IpAddress destination) {
        outgoing.data().nativeOrder().put(0, message, message.position(), message.remaining());
        int errno = socket.send(outgoing, message.remaining());
        if (errno != 0) {
            throw refusal("sendmsg", errno, source, destination);
        }
    }

    @Override
    public int send(OutgoingBatch batch, int first) {
        return socket.send(batch, first);
    }

    @Override
    public void tell(AdvertisementChannel.Departure departure, int errno, IpAddress source, IpAddress destination) {
        try {
            if (errno == 0) {
                departure.left();
            } else {
                departure.refused(refusal("sendmmsg", errno, source, destination));
            }
        } catch (RuntimeException | Error fault) {
            faults.unexpected("the sender of advertisements on " + networkInterface, fault);
        }
    }

    private PlatformException refusal(String call, int errno, IpAddress source, IpAddress destination) {
        return new PlatformException(call + " VRRP from " + source + " to " + destination + " on " + networkInterface
                + ": " + Errno.text(errno) + remedy(errno, source));
    }

    private String remedy(int errno, IpAddress source) {
        return switch (errno) {
            // A source that is not ours is EINVAL on older kernels and in IPv6, and ENETUNREACH on newer ones.
            case Errno.EINVAL, Errno.ENETUNREACH, Errno.EADDRNOTAVAIL ->
                " (is " + source + " still an address of this host" + (family == AddressFamily.IPV6 ? READY : "")
                        + ", and was " + networkInterface + " not removed meanwhile?)";
            case Errno.EPERM -> " (a firewall rule of this host drops protocol 112: allow it)";
            case Errno.ENODEV, Errno.ENXIO -> " (the interface was removed: open a new channel)";
            default -> "";
        };
    }

    /**
     * Joins a group on this interface.
     *
     * @throws PlatformException if it is no group of this family, or the kernel refuses
     */
    void join(IpAddress group, Membership membership) {
        if (closed) {
            throw new IllegalStateException("channel on " + networkInterface + " is closed");
        }
        if (group.family() != family || !group.isMulticast()) {
            throw new PlatformException("an " + family + " channel on " + networkInterface + " cannot join " + group
                    + ": it is no multicast group of that family");
        }
        membership.add(socket, group);
    }

    /**
     * Lets the kernel drop what has none of these VRIDs. If it does not want to, everything is received as before: too
     * much is no harm.
     */
    void hearOnly(Set<Vrid> vrids) {
        if (closed) {
            return;
        }
        SortedSet<Integer> values = new TreeSet<>();
        vrids.forEach(vrid -> values.add(vrid.value()));
        Start start = family == AddressFamily.IPV4 ? Start.IPV4_PAYLOAD : Start.PACKET;
        try {
            PacketFilter.octetAmong(start, AdvertisementCodec.VRID_AT, values).attach(socket);
            filtered = true;
        } catch (SystemCallException e) {
            faults.warn("foreign VRIDs on " + networkInterface + " are not kept away: " + e.getMessage());
            hearAll();
        }
    }

    /** Receives every datagram again. */
    void hearAll() {
        if (filtered && !closed) {
            PacketFilter.detach(socket);
            filtered = false;
        }
    }

    private void read() {
        portions.read(readAll());
    }

    private int readAll() {
        int datagramsRead = 0;
        for (int reads = 0; reads < MAX_READS && !closed; reads++) {
            int count = socket.receive(incoming);
            if (count == NativeSocket.NOTHING) {
                return datagramsRead;
            }
            if (count < 0) {
                // An error that the kernel kept for the socket; fetching it has cleared it.
                faults.warn("recvmmsg on " + networkInterface + ": " + Errno.text(-count));
            }
            for (int i = 0; i < count && !closed; i++) {
                datagrams.received(incoming.header(i), incoming.length(i));
            }
            datagramsRead += Math.max(0, count);
            if (count >= 0 && count < incoming.size()) {
                return datagramsRead; // Nothing is left; what has come meanwhile epoll will tell.
            }
        }
        return datagramsRead;
    }

    /** Gives a message to whoever wants it; what that throws goes no further. */
    void deliver(
            AdvertisementReceiver receiver,
            IpAddress source,
            IpAddress destination,
            int timeToLive,
            ByteBuffer message) {
        try {
            receiver.received(source, destination, timeToLive, message);
        } catch (RuntimeException | Error fault) {
            faults.unexpected("the receiver of advertisements on " + networkInterface, fault);
        }
    }

    /** Counts and logs a datagram that cannot be delivered. */
    void undeliverable(String reason) {
        faults.warn("a packet on " + networkInterface + " " + reason);
    }

    /** Closes the socket, which leaves the groups. Idempotent. */
    void close() {
        if (!closed) {
            closed = true;
            portions.close();
            registration.close();
        }
    }
}
