/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.AdvertisementReceiver;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.Ipv4Datagram;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advertisements over a raw IPv4 socket of protocol 112 that is bound to one interface. Used on the loop only. Sending
 * and receiving allocate nothing but the addresses given to the receiver.
 */
public final class RawIpv4Channel implements AdvertisementChannel {

    private static final Logger LOG = LoggerFactory.getLogger(RawIpv4Channel.class);

    /**
     * Holds about 5000 advertisements (the kernel counts 832 octets for a small one), so those of 200 routers that
     * advertise each second wait through a pause of 20 s and are heard before a timer is looked at.
     */
    private static final int RECEIVE_BUFFER_OCTETS = 1 << 21;

    /** Datagrams that are read before the loop goes on, more than the receive buffer holds after a pause. */
    private static final int MAX_READS = 1 << 13;

    /** An IPv4 datagram cannot be longer. */
    private static final int MAX_DATAGRAM_OCTETS = 65_535;

    private static final int AF_INET = 2;
    private static final int SOCK_RAW = 3;
    private static final int PROTOCOL_VRRP = 112;
    private static final int SOL_SOCKET = 1;
    private static final int SO_PRIORITY = 12;
    private static final int SO_BINDTODEVICE = 25;
    private static final int SOL_IP = 0;
    private static final int IP_TOS = 1;
    private static final int IP_TTL = 2;
    private static final int IP_PKTINFO = 8;
    private static final int IP_MULTICAST_IF = 32;
    private static final int IP_MULTICAST_TTL = 33;
    private static final int IP_MULTICAST_LOOP = 34;
    private static final int IP_ADD_MEMBERSHIP = 35;
    private static final int IP_MULTICAST_ALL = 49;
    private static final int MULTICAST_REQUEST_OCTETS = 12;

    private static final int TTL = 255;

    /** DSCP CS6, network control. Not in RFC 9568; other VRRP speakers send it too. */
    private static final int TOS_CS6 = 0xC0;

    /** The queue of control packets in front of all others (TC_PRIO_CONTROL). */
    private static final int PRIORITY_CONTROL = 7;

    private static final int SOCKADDR_IN_OCTETS = 16;
    private static final int CONTROL_MESSAGE_OCTETS = 28;
    private static final int CONTROL_SPACE = 32;
    private static final int PACKET_INFO = MessageHeader.CONTROL + 16;
    private static final int DESTINATION = MessageHeader.NAME + 4;
    private static final int SOURCE = PACKET_INFO + 4;

    private final String networkInterface;
    private final NativeSocket socket;
    private final AdvertisementReceiver receiver;
    private final EpollLoop.Registration registration;
    private final MessageHeader outgoing =
            new MessageHeader(new NativeMemory(MAX_DATAGRAM_OCTETS), SOCKADDR_IN_OCTETS, CONTROL_SPACE);
    private final MessageHeader incoming = new MessageHeader(new NativeMemory(MAX_DATAGRAM_OCTETS), 0, 0);
    private final ByteBuffer packet = incoming.data().networkOrder().duplicate();
    private final FaultLog faults = new FaultLog(LOG);
    private boolean closed;

    private RawIpv4Channel(EpollLoop loop, LinkEntry link, NativeSocket socket, AdvertisementReceiver receiver) {
        this.networkInterface = link.name();
        this.socket = socket;
        this.receiver = receiver;
        prepareHeader(link.index());
        this.registration = loop.register(socket, this::readAll);
    }

    /**
     * Opens the socket and starts to receive.
     *
     * @throws PlatformException if the kernel refuses one of the options
     */
    public static RawIpv4Channel open(EpollLoop loop, LinkEntry link, AdvertisementReceiver receiver) {
        String name = "AF_INET protocol 112 on " + link.name();
        NativeSocket socket = NativeSocket.openNonBlocking(name, AF_INET, SOCK_RAW, PROTOCOL_VRRP);
        try {
            configure(socket, link);
            return new RawIpv4Channel(loop, link, socket, receiver);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void configure(NativeSocket socket, LinkEntry link) {
        socket.setOption("SO_BINDTODEVICE", SOL_SOCKET, SO_BINDTODEVICE, link.name());
        socket.setReceiveBuffer(RECEIVE_BUFFER_OCTETS);
        // Only the group that this socket joined, not those that other sockets of the host joined.
        socket.setOption("IP_MULTICAST_ALL", SOL_IP, IP_MULTICAST_ALL, 0);
        NativeMemory group = new NativeMemory(MULTICAST_REQUEST_OCTETS);
        AddressFamily.IPV4.vrrpGroup().write(group.networkOrder(), 0);
        group.nativeOrder().putInt(8, link.index());
        socket.setOption("IP_ADD_MEMBERSHIP 224.0.0.18", SOL_IP, IP_ADD_MEMBERSHIP, group);
        NativeMemory device = new NativeMemory(MULTICAST_REQUEST_OCTETS);
        device.nativeOrder().putInt(8, link.index());
        socket.setOption("IP_MULTICAST_IF", SOL_IP, IP_MULTICAST_IF, device);
        socket.setOption("IP_MULTICAST_LOOP", SOL_IP, IP_MULTICAST_LOOP, 0);
        socket.setOption("IP_MULTICAST_TTL", SOL_IP, IP_MULTICAST_TTL, TTL);
        socket.setOption("IP_TTL", SOL_IP, IP_TTL, TTL);
        socket.setOption("IP_TOS", SOL_IP, IP_TOS, TOS_CS6);
        // After IP_TOS, which sets a priority of its own.
        socket.setOption("SO_PRIORITY", SOL_SOCKET, SO_PRIORITY, PRIORITY_CONTROL);
        discardStrays(socket);
    }

    /** Before it was bound to the interface the socket could receive from all of them. */
    private static void discardStrays(NativeSocket socket) {
        MessageHeader stray = new MessageHeader(new NativeMemory(1), 0, 0);
        for (int reads = 0; reads < MAX_READS && socket.receive(stray) != NativeSocket.NOTHING; reads++) {
            // Dropped.
        }
    }

    /** Fills in what is the same for each packet: the families, and IP_PKTINFO with the interface. */
    private void prepareHeader(int interfaceIndex) {
        ByteBuffer header = outgoing.nativeOrder();
        header.putShort(MessageHeader.NAME, (short) AF_INET);
        header.putLong(MessageHeader.CONTROL, CONTROL_MESSAGE_OCTETS);
        header.putInt(MessageHeader.CONTROL + 8, SOL_IP);
        header.putInt(MessageHeader.CONTROL + 12, IP_PKTINFO);
        header.putInt(PACKET_INFO, interfaceIndex);
    }

    @Override
    public void send(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
        if (closed) {
            throw new IllegalStateException("channel on " + networkInterface + " is closed");
        }
        if (source.family() != AddressFamily.IPV4 || destination.family() != AddressFamily.IPV4) {
            throw new PlatformException("an IPv4 channel cannot send from " + source + " to " + destination);
        }
        int length = message.remaining();
        outgoing.data().nativeOrder().put(0, message, message.position(), length);
        ByteBuffer header = outgoing.networkOrder();
        destination.write(header, DESTINATION);
        // ipi_spec_dst of a packet that is sent is its source (ip(7)).
        source.write(header, SOURCE);
        int errno = socket.send(outgoing, length);
        if (errno != 0) {
            throw refused(source, destination, errno);
        }
    }

    @Override
    public void join(IpAddress group) {
        throw new PlatformException("joining " + group + " on " + networkInterface + ": not supported yet");
    }

    private PlatformException refused(IpAddress source, IpAddress destination, int errno) {
        String remedy = switch (errno) {
            // A source that is not ours is EINVAL on older kernels and ENETUNREACH on newer ones.
            case Errno.EINVAL, Errno.ENETUNREACH ->
                " (is " + source + " still an address of this host, and was " + networkInterface
                        + " not removed meanwhile?)";
            case Errno.EPERM -> " (a firewall rule of this host drops protocol 112: allow it)";
            case Errno.ENODEV, Errno.ENXIO -> " (the interface was removed: open a new channel)";
            default -> "";
        };
        return new PlatformException("sendmsg VRRP from " + source + " to " + destination + " on " + networkInterface
                + ": " + Errno.text(errno) + remedy);
    }

    private void readAll() {
        for (int reads = 0; reads < MAX_READS && !closed; reads++) {
            int length = socket.receive(incoming);
            if (length == NativeSocket.NOTHING) {
                return;
            }
            if (length < 0) {
                // An error that the kernel kept for the socket; fetching it has cleared it.
                faults.warn("recvmsg on " + networkInterface + ": " + Errno.text(-length));
            } else {
                deliver(length);
            }
        }
    }

    private void deliver(int length) {
        packet.limit(length).position(0);
        if (!Ipv4Datagram.isWellFormed(packet)) {
            faults.warn("a packet on " + networkInterface + " has no sound IPv4 header");
            return;
        }
        IpAddress source = Ipv4Datagram.source(packet);
        IpAddress destination = Ipv4Datagram.destination(packet);
        int timeToLive = Ipv4Datagram.timeToLive(packet);
        int end = Ipv4Datagram.payloadEnd(packet);
        packet.position(Ipv4Datagram.payloadStart(packet)).limit(end);
        try {
            receiver.received(source, destination, timeToLive, packet);
        } catch (RuntimeException | Error fault) {
            faults.unexpected("the receiver of advertisements on " + networkInterface, fault);
        }
    }

    /**
     * Runs the code of both directions without a packet on the wire: one is sent to an interface that does not exist,
     * one is delivered that was never received.
     */
    public void rehearse() {
        ByteBuffer header = outgoing.nativeOrder();
        int interfaceIndex = header.getInt(PACKET_INFO);
        header.putInt(PACKET_INFO, Integer.MAX_VALUE);
        IpAddress loopback = IpAddress.ofIpv4(0x7F000001);
        try {
            send(loopback, loopback, 255, ByteBuffer.allocateDirect(8));
        } catch (PlatformException expected) {
            LOG.trace("rehearsed: {}", expected.getMessage());
        } finally {
            header.putInt(PACKET_INFO, interfaceIndex);
        }
        ByteBuffer image = incoming.data().networkOrder();
        image.putInt(0, 0x45C0_001C);
        image.putInt(8, 0xFF70_0000);
        loopback.write(image, 12);
        loopback.write(image, 16);
        deliver(28);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            // Closing the socket leaves the group.
            registration.close();
        }
    }
}
