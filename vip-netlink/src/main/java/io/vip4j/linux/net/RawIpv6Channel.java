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
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Advertisements over a raw IPv6 socket of protocol 112 that is bound to one interface. Source and hop limit of each
 * packet go with it as ancillary data, and come with it, because a raw IPv6 socket shows no header (RFC 3542 3, 6). Used
 * on the loop only. Sending allocates nothing, and receiving nothing but addresses that were not seen lately.
 *
 * <p>The kernel neither fills in nor checks the checksum, which it would do only if IPV6_CHECKSUM asked for it (RFC 3542
 * 3.1): whoever sends and receives does that, and so a packet with a wrong one can be counted.
 */
public final class RawIpv6Channel implements AdvertisementChannel {

    private static final Logger LOG = LoggerFactory.getLogger(RawIpv6Channel.class);

    private static final int AF_INET6 = 10;
    private static final int SOL_IPV6 = 41;
    private static final int IPV6_MULTICAST_IF = 17;
    private static final int IPV6_MULTICAST_LOOP = 19;
    private static final int IPV6_RECVPKTINFO = 49;
    private static final int IPV6_PKTINFO = 50;
    private static final int IPV6_RECVHOPLIMIT = 51;
    private static final int IPV6_HOPLIMIT = 52;
    private static final int IPV6_TCLASS = 67;

    private static final int SOCKADDR_IN6_OCTETS = 28;
    private static final int PEER = MessageHeader.NAME + 8;
    private static final int SCOPE = MessageHeader.NAME + 24;

    // struct cmsghdr has 16 octets; what follows each starts at a multiple of 8.
    private static final int HEADER_OCTETS = 16;
    private static final int PACKET_INFO_OCTETS = 36;
    private static final int SOURCE = MessageHeader.CONTROL + HEADER_OCTETS;
    private static final int PACKET_INFO_INDEX = SOURCE + 16;
    private static final int HOP_LIMIT_HEADER = MessageHeader.CONTROL + 40;
    private static final int HOP_LIMIT_OCTETS = 20;
    private static final int HOP_LIMIT = HOP_LIMIT_HEADER + HEADER_OCTETS;
    private static final int CONTROL_SPACE = 64;
    private static final int ABSENT = -1;

    /** The index of no interface. */
    private static final int NOWHERE = Integer.MAX_VALUE;

    private static final IpAddress LOOPBACK = new IpAddress(AddressFamily.IPV6, 0, 1);

    private final int interfaceIndex;
    private final RawSocket socket;
    private final AdvertisementReceiver receiver;
    private final MessageHeader outgoing =
            new MessageHeader(new NativeMemory(RawSocket.MAX_DATAGRAM_OCTETS), SOCKADDR_IN6_OCTETS, CONTROL_SPACE);
    private final Departures departures;
    private final RecentAddresses addresses = new RecentAddresses(AddressFamily.IPV6);

    /** A raw IPv6 socket that is not bound to an address hears all groups of the host; IPV6_MULTICAST_ALL is ignored. */
    private final Set<IpAddress> groups = new HashSet<>();

    private RawIpv6Channel(EpollLoop loop, LinkEntry link, NativeSocket socket, AdvertisementReceiver receiver) {
        this.interfaceIndex = link.index();
        this.receiver = receiver;
        groups.add(AddressFamily.IPV6.vrrpGroup());
        this.socket = new RawSocket(
                AddressFamily.IPV6, link, socket, SOCKADDR_IN6_OCTETS, CONTROL_SPACE, loop, this::deliver);
        this.departures = new Departures(
                this.socket, RawIpv6Channel::address, loop::runAfterAlarms, SOCKADDR_IN6_OCTETS, CONTROL_SPACE);
        prepare(outgoing);
        departures.headers().forEach(this::prepare);
    }

    /**
     * Opens the socket and starts to receive.
     *
     * @throws PlatformException if the kernel refuses one of the options, or has no IPv6
     */
    public static RawIpv6Channel open(EpollLoop loop, LinkEntry link, AdvertisementReceiver receiver) {
        NativeSocket socket = RawSocket.open(AddressFamily.IPV6, AF_INET6, link, opened -> configure(opened, link));
        try {
            return new RawIpv6Channel(loop, link, socket, receiver);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void configure(NativeSocket socket, LinkEntry link) {
        socket.setOption("IPV6_RECVPKTINFO", SOL_IPV6, IPV6_RECVPKTINFO, 1);
        socket.setOption("IPV6_RECVHOPLIMIT", SOL_IPV6, IPV6_RECVHOPLIMIT, 1);
        Membership.ofIpv6(link.index()).add(socket, AddressFamily.IPV6.vrrpGroup());
        socket.setOption("IPV6_MULTICAST_IF", SOL_IPV6, IPV6_MULTICAST_IF, link.index());
        socket.setOption("IPV6_MULTICAST_LOOP", SOL_IPV6, IPV6_MULTICAST_LOOP, 0);
        socket.setOption("IPV6_TCLASS", SOL_IPV6, IPV6_TCLASS, RawSocket.CLASS_CS6);
    }

    /** Fills in what is the same for each packet: the family, the scope, and the headers of the ancillary data. */
    private void prepare(MessageHeader message) {
        ByteBuffer header = message.nativeOrder();
        header.putShort(MessageHeader.NAME, (short) AF_INET6);
        // Read for link-local destinations only.
        header.putInt(SCOPE, interfaceIndex);
        header.putLong(MessageHeader.CONTROL, PACKET_INFO_OCTETS);
        header.putInt(MessageHeader.CONTROL + 8, SOL_IPV6);
        header.putInt(MessageHeader.CONTROL + 12, IPV6_PKTINFO);
        header.putLong(HOP_LIMIT_HEADER, HOP_LIMIT_OCTETS);
        header.putInt(HOP_LIMIT_HEADER + 8, SOL_IPV6);
        header.putInt(HOP_LIMIT_HEADER + 12, IPV6_HOPLIMIT);
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
        destination.write(header, PEER);
        source.write(header, SOURCE);
        message.nativeOrder().putInt(PACKET_INFO_INDEX, index);
        message.nativeOrder().putInt(HOP_LIMIT, timeToLive);
    }

    @Override
    public void flush() {
        departures.flush();
    }

    @Override
    public void join(IpAddress group) {
        socket.join(group, Membership.ofIpv6(interfaceIndex));
        groups.add(group);
    }

    @Override
    public void hearOnly(Set<Vrid> vrids) {
        socket.hearOnly(vrids);
    }

    @Override
    public void hearAll() {
        socket.hearAll();
    }

    private void deliver(MessageHeader incoming, int length) {
        int hopLimitAt = ABSENT;
        int destinationAt = ABSENT;
        ByteBuffer header = incoming.nativeOrder();
        int end = MessageHeader.CONTROL + (int) header.getLong(MessageHeader.CONTROL_LENGTH);
        int at = MessageHeader.CONTROL;
        while (at + HEADER_OCTETS <= end) {
            int octets = (int) header.getLong(at);
            if (octets < HEADER_OCTETS || at + octets > end) {
                break;
            }
            int type = header.getInt(at + 8) == SOL_IPV6 ? header.getInt(at + 12) : ABSENT;
            if (type == IPV6_PKTINFO && octets == PACKET_INFO_OCTETS) {
                destinationAt = at + HEADER_OCTETS;
            } else if (type == IPV6_HOPLIMIT && octets == HOP_LIMIT_OCTETS) {
                hopLimitAt = at + HEADER_OCTETS;
            }
            at += (octets + 7) & ~7;
        }
        if (hopLimitAt == ABSENT || destinationAt == ABSENT) {
            socket.undeliverable("came without hop limit or destination");
            return;
        }
        IpAddress destination = addresses.read(incoming.networkOrder(), destinationAt);
        if (!destination.isMulticast() || groups.contains(destination)) {
            ByteBuffer message = incoming.data().networkOrder().clear().limit(length);
            IpAddress source = addresses.read(incoming.networkOrder(), PEER);
            socket.deliver(receiver, source, destination, header.getInt(hopLimitAt), message);
        }
    }

    /**
     * Runs the code of both directions without a packet on the wire: some are sent to an interface that does not exist,
     * some are delivered that were never received.
     */
    public void rehearse() {
        ByteBuffer message = ByteBuffer.allocateDirect(8);
        int hopLimit = RawSocket.GROUP_TIME_TO_LIVE;
        for (int i = 0; i < RawSocket.REHEARSALS; i++) {
            try {
                send(NOWHERE, LOOPBACK, LOOPBACK, hopLimit, message);
            } catch (PlatformException expected) {
                LOG.trace("rehearsed: {}", expected.getMessage());
            }
            departures.add(NOWHERE, LOOPBACK, LOOPBACK, hopLimit, message, Departures.NOBODY);
            flush();
        }
        join(AddressFamily.IPV6.vrrpGroup());
        // Packet information and hop limit as they were to be sent; they arrive in the same form.
        MessageHeader incoming = new MessageHeader(new NativeMemory(8), SOCKADDR_IN6_OCTETS, CONTROL_SPACE);
        incoming.nativeOrder().put(MessageHeader.CONTROL, outgoing.nativeOrder(), MessageHeader.CONTROL, CONTROL_SPACE);
        incoming.nativeOrder().putLong(MessageHeader.CONTROL_LENGTH, CONTROL_SPACE);
        for (int i = 0; i < RawSocket.REHEARSALS; i++) {
            deliver(incoming, 8);
        }
    }

    @Override
    public void close() {
        departures.flush();
        socket.close();
    }
}
