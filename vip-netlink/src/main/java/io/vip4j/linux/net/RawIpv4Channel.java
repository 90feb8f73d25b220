/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.spi.AdvertisementChannel;
import io.vip4j.spi.AdvertisementReceiver;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Vrid;
import io.vip4j.wire.Ipv4Datagram;
import java.nio.ByteBuffer;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advertisements over a raw IPv4 socket of protocol 112 that is bound to one interface. Source and TTL of each packet go
 * with it as ancillary data. Used on the loop only. Sending allocates nothing, and receiving nothing but addresses that
 * were not seen lately.
 */
public final class RawIpv4Channel implements AdvertisementChannel {

    private static final Logger LOG = LoggerFactory.getLogger(RawIpv4Channel.class);

    private static final int AF_INET = 2;
    private static final int SOL_IP = 0;
    private static final int IP_TOS = 1;
    private static final int IP_TTL = 2;
    private static final int IP_PKTINFO = 8;
    private static final int IP_MULTICAST_IF = 32;
    private static final int IP_MULTICAST_LOOP = 34;
    private static final int IP_MULTICAST_ALL = 49;
    private static final int MULTICAST_REQUEST_OCTETS = 12;

    private static final int SOCKADDR_IN_OCTETS = 16;
    private static final int DESTINATION = MessageHeader.NAME + 4;

    // struct cmsghdr has 16 octets; what follows each starts at a multiple of 8.
    private static final int PACKET_INFO_OCTETS = 28;
    private static final int PACKET_INFO = MessageHeader.CONTROL + 16;
    private static final int SOURCE = PACKET_INFO + 4;
    private static final int TTL_HEADER = MessageHeader.CONTROL + 32;
    private static final int TTL_OCTETS = 20;
    private static final int TTL = TTL_HEADER + 16;
    private static final int CONTROL_SPACE = 56;

    /** Index in a packet that is received (RFC 791 3.1). */
    private static final int TOTAL_LENGTH = 2;

    /** The index of no interface. */
    private static final int NOWHERE = Integer.MAX_VALUE;

    private final int interfaceIndex;
    private final RawSocket socket;
    private final AdvertisementReceiver receiver;
    private final MessageHeader outgoing =
            new MessageHeader(new NativeMemory(RawSocket.MAX_DATAGRAM_OCTETS), SOCKADDR_IN_OCTETS, CONTROL_SPACE);
    private final Departures departures;
    private final RecentAddresses addresses = new RecentAddresses(AddressFamily.IPV4);

    private RawIpv4Channel(EpollLoop loop, LinkEntry link, NativeSocket socket, AdvertisementReceiver receiver) {
        this.interfaceIndex = link.index();
        this.receiver = receiver;
        this.socket = new RawSocket(AddressFamily.IPV4, link, socket, 0, 0, loop, this::deliver);
        this.departures = new Departures(
                this.socket, RawIpv4Channel::address, loop::runAfterAlarms, SOCKADDR_IN_OCTETS, CONTROL_SPACE);
        prepare(outgoing);
        departures.headers().forEach(RawIpv4Channel::prepare);
    }

    /**
     * Opens the socket and starts to receive.
     *
     * @throws PlatformException if the kernel refuses one of the options
     */
    public static RawIpv4Channel open(EpollLoop loop, LinkEntry link, AdvertisementReceiver receiver) {
        NativeSocket socket = RawSocket.open(AddressFamily.IPV4, AF_INET, link, opened -> configure(opened, link));
        try {
            return new RawIpv4Channel(loop, link, socket, receiver);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void configure(NativeSocket socket, LinkEntry link) {
        // Only the groups that this socket joined, not those that other sockets of the host joined.
        socket.setOption("IP_MULTICAST_ALL", SOL_IP, IP_MULTICAST_ALL, 0);
        Membership.ofIpv4(link.index()).add(socket, AddressFamily.IPV4.vrrpGroup());
        NativeMemory device = new NativeMemory(MULTICAST_REQUEST_OCTETS);
        device.nativeOrder().putInt(8, link.index());
        socket.setOption("IP_MULTICAST_IF", SOL_IP, IP_MULTICAST_IF, device);
        socket.setOption("IP_MULTICAST_LOOP", SOL_IP, IP_MULTICAST_LOOP, 0);
        socket.setOption("IP_TOS", SOL_IP, IP_TOS, RawSocket.CLASS_CS6);
    }

    /** Fills in what is the same for each packet: the family, and the headers of the ancillary data. */
    private static void prepare(MessageHeader message) {
        ByteBuffer header = message.nativeOrder();
        header.putShort(MessageHeader.NAME, (short) AF_INET);
        header.putLong(MessageHeader.CONTROL, PACKET_INFO_OCTETS);
        header.putInt(MessageHeader.CONTROL + 8, SOL_IP);
        header.putInt(MessageHeader.CONTROL + 12, IP_PKTINFO);
        header.putLong(TTL_HEADER, TTL_OCTETS);
        header.putInt(TTL_HEADER + 8, SOL_IP);
        header.putInt(TTL_HEADER + 12, IP_TTL);
    }

    @Override
    public void send(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
        departures.flush();
        send(interfaceIndex, source, destination, timeToLive, message);
    }

    private void send(int index, IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message) {
        socket.check(source, destination, timeToLive);
        address(outgoing, index, source, destination, timeToLive);
        socket.send(outgoing, message, source, destination);
    }

    @Override
    public void sendInCompany(
            IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message, Departure departure) {
        if (departures.open(message.remaining())) {
            departures.add(interfaceIndex, source, destination, timeToLive, message, departure);
        } else {
            AdvertisementChannel.super.sendInCompany(source, destination, timeToLive, message, departure);
        }
    }

    private static void address(
            MessageHeader message, int index, IpAddress source, IpAddress destination, int timeToLive) {
        ByteBuffer header = message.networkOrder();
        destination.write(header, DESTINATION);
        // ipi_spec_dst of a packet that is sent is its source (ip(7)).
        source.write(header, SOURCE);
        message.nativeOrder().putInt(PACKET_INFO, index);
        message.nativeOrder().putInt(TTL, timeToLive);
    }

    @Override
    public void flush() {
        departures.flush();
    }

    @Override
    public void join(IpAddress group) {
        socket.join(group, Membership.ofIpv4(interfaceIndex));
    }

    @Override
    public void hearOnly(Set<Vrid> vrids) {
        socket.hearOnly(vrids);
    }

    @Override
    public void hearAll() {
        socket.hearAll();
    }

    private void deliver(MessageHeader header, int length) {
        ByteBuffer packet = header.data().networkOrder().clear().limit(length);
        if (header.isCut()) {
            packet.putShort(TOTAL_LENGTH, (short) length); // What there is of it shows that it is too long.
        }
        deliver(packet);
    }

    private void deliver(ByteBuffer packet) {
        if (!Ipv4Datagram.isWellFormed(packet)) {
            socket.undeliverable("has no sound IPv4 header");
            return;
        }
        IpAddress source = addresses.read(packet, packet.position() + Ipv4Datagram.SOURCE_AT);
        IpAddress destination = addresses.read(packet, packet.position() + Ipv4Datagram.DESTINATION_AT);
        int timeToLive = Ipv4Datagram.timeToLive(packet);
        int end = Ipv4Datagram.payloadEnd(packet);
        packet.position(Ipv4Datagram.payloadStart(packet)).limit(end);
        socket.deliver(receiver, source, destination, timeToLive, packet);
    }

    /**
     * Runs the code of both directions without a packet on the wire: some are sent to an interface that does not exist,
     * some are delivered that were never received.
     */
    public void rehearse() {
        IpAddress loopback = IpAddress.ofIpv4(0x7F000001);
        ByteBuffer message = ByteBuffer.allocateDirect(8);
        int ttl = RawSocket.GROUP_TIME_TO_LIVE;
        for (int i = 0; i < RawSocket.REHEARSALS; i++) {
            try {
                send(NOWHERE, loopback, loopback, ttl, message);
            } catch (PlatformException expected) {
                LOG.trace("rehearsed: {}", expected.getMessage());
            }
            departures.add(NOWHERE, loopback, loopback, ttl, message, Departures.NOBODY);
            flush();
        }
        join(AddressFamily.IPV4.vrrpGroup());
        ByteBuffer image = ByteBuffer.allocateDirect(28);
        image.putInt(0, 0x45C0_001C);
        image.putInt(8, 0xFF70_0000);
        loopback.write(image, 12);
        loopback.write(image, 16);
        for (int i = 0; i < RawSocket.REHEARSALS; i++) {
            deliver(image.clear());
        }
    }

    @Override
    public void close() {
        departures.flush();
        socket.close();
    }
}
