/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.EchoMessage;
import io.vip4j.wire.Ipv4Datagram;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A raw socket for the echo requests of one family. It receives replies and errors only, but those of other programs as
 * well. Used on the loop only.
 */
final class EchoSocket {

    private static final Logger LOG = LoggerFactory.getLogger(EchoSocket.class);

    private static final int SOCK_RAW = 3;
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int IPPROTO_ICMP = 1;
    private static final int IPPROTO_ICMPV6 = 58;
    private static final int SOL_RAW = 255;
    private static final int ICMP_FILTER = 1;
    private static final int ICMP6_FILTER = 1;
    private static final int ICMP6_FILTER_OCTETS = 32;

    /** Echo reply, destination unreachable, time exceeded, parameter problem. */
    private static final int[] TYPES = {0, 3, 11, 12};

    /** Destination unreachable, packet too big, time exceeded, parameter problem, echo reply. */
    private static final int[] TYPES_V6 = {1, 2, 3, 4, 129};

    private static final int SOCKADDR_IN_OCTETS = 16;
    private static final int SOCKADDR_IN6_OCTETS = 28;

    /** More than an error has; what is longer is cut, and then it is nothing that we asked for. */
    private static final int MAX_PACKET_OCTETS = 2048;

    /** Packets that are read before the loop goes on; it comes back for the others. */
    private static final int MAX_READS = 64;

    private final AddressFamily family;
    private final NativeSocket socket;
    private final MessageHeader outgoing;
    private final MessageHeader incoming;
    private final ByteBuffer packet;
    private final BiConsumer<IpAddress, EchoMessage.Answer> receiver;
    private final EpollLoop.Registration registration;
    private final FaultLog faults = new FaultLog(LOG);
    private boolean closed;

    /**
     * Opens the socket.
     *
     * @param receiver takes the sender of an answer, and the answer
     * @throws PlatformException if the kernel refuses
     */
    EchoSocket(EpollLoop loop, AddressFamily family, BiConsumer<IpAddress, EchoMessage.Answer> receiver) {
        this.family = family;
        this.receiver = receiver;
        boolean ipv4 = family == AddressFamily.IPV4;
        int nameOctets = ipv4 ? SOCKADDR_IN_OCTETS : SOCKADDR_IN6_OCTETS;
        this.outgoing = new MessageHeader(new NativeMemory(EchoMessage.OCTETS), nameOctets, 0);
        this.incoming = new MessageHeader(new NativeMemory(MAX_PACKET_OCTETS), nameOctets, 0);
        this.packet = incoming.data().networkOrder().duplicate();
        outgoing.nativeOrder().putShort(MessageHeader.NAME, (short) (ipv4 ? AF_INET : AF_INET6));
        this.socket = NativeSocket.openNonBlocking(
                family + " ICMP", ipv4 ? AF_INET : AF_INET6, SOCK_RAW, ipv4 ? IPPROTO_ICMP : IPPROTO_ICMPV6);
        try {
            if (ipv4) {
                socket.setOption("ICMP_FILTER", SOL_RAW, ICMP_FILTER, blockAllBut(TYPES, Integer.BYTES));
            } else {
                socket.setOption(
                        "ICMP6_FILTER", IPPROTO_ICMPV6, ICMP6_FILTER, blockAllBut(TYPES_V6, ICMP6_FILTER_OCTETS));
            }
            this.registration = loop.register(socket, this::readAll);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** A bit for each type, set if it is not to be received. */
    private static NativeMemory blockAllBut(int[] types, int octets) {
        NativeMemory filter = new NativeMemory(octets);
        for (int at = 0; at < octets; at += Integer.BYTES) {
            filter.nativeOrder().putInt(at, ~0);
        }
        for (int type : types) {
            int at = type / Integer.SIZE * Integer.BYTES;
            filter.nativeOrder().putInt(at, filter.nativeOrder().getInt(at) & ~(1 << (type % Integer.SIZE)));
        }
        return filter;
    }

    /**
     * Sends a request.
     *
     * @throws PlatformException if the kernel refuses
     */
    void send(IpAddress target, int identifier, int sequence) {
        ByteBuffer name = outgoing.networkOrder();
        target.write(name, MessageHeader.NAME + (family == AddressFamily.IPV4 ? 4 : 8));
        EchoMessage.encodeRequest(outgoing.data().networkOrder(), 0, family, identifier, sequence);
        int errno = socket.send(outgoing, EchoMessage.OCTETS);
        if (errno != 0) {
            throw new PlatformException("ICMP echo request to " + target + ": " + Errno.text(errno) + remedy(errno));
        }
    }

    private static String remedy(int errno) {
        return switch (errno) {
            case Errno.EPERM -> " (a firewall rule of this host drops it)";
            case Errno.ENETUNREACH -> " (this host has no route there)";
            case Errno.EINVAL -> " (a link-local address needs an interface: give another address)";
            default -> "";
        };
    }

    private void readAll() {
        for (int reads = 0; reads < MAX_READS && !closed; reads++) {
            int length = socket.receive(incoming);
            if (length == NativeSocket.NOTHING) {
                return;
            }
            if (length < 0) {
                faults.warn("recvmsg " + family + " ICMP: " + Errno.text(-length));
            } else {
                read(length);
            }
        }
    }

    private void read(int length) {
        packet.limit(length).position(0);
        IpAddress source;
        if (family == AddressFamily.IPV4) {
            if (!Ipv4Datagram.isWellFormed(packet)) {
                return;
            }
            source = Ipv4Datagram.source(packet);
            int end = Ipv4Datagram.payloadEnd(packet);
            packet.position(Ipv4Datagram.payloadStart(packet)).limit(end);
        } else {
            source = IpAddress.read(family, incoming.networkOrder(), MessageHeader.NAME + 8);
        }
        EchoMessage.decode(family, packet).ifPresent(answer -> receiver.accept(source, answer));
    }

    void close() {
        closed = true;
        registration.close();
    }
}
