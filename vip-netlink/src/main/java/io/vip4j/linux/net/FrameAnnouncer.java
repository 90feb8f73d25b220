/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.spi.Loop;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.ArpFrame;
import io.vip4j.wire.MacAddress;
import io.vip4j.wire.NeighborAdvertisement;
import io.vip4j.wire.NeighborSolicitation;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Sends ARP and neighbour discovery frames from one packet socket, which receives nothing, for all interfaces. Used on
 * the loop only.
 *
 * <p>Whole frames, and not ICMPv6 through the stack of this host, because the source is the virtual address itself: it
 * may still be tentative, and the kernel would send an answer of its own.
 */
public final class FrameAnnouncer implements NeighborAnnouncer, AutoCloseable {

    /** Each sends a frame of every form. */
    private static final int REHEARSALS = 50;

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;

    /** A packet socket of protocol 0 is never given a packet. */
    private static final int PROTOCOL_NONE = 0;

    private static final int SOCKADDR_LL_OCTETS = 20;
    private static final int LL_PROTOCOL = MessageHeader.NAME + 2;
    private static final int LL_INDEX = MessageHeader.NAME + 4;
    private static final int ETHER_TYPE = 12;
    private static final int MAX_FRAME_OCTETS =
            Math.max(ArpFrame.OCTETS, Math.max(NeighborAdvertisement.OCTETS, NeighborSolicitation.OCTETS));

    /** Of an interface that does not exist, for the rehearsal. */
    private static final String NO_INTERFACE = "no interface";

    private final Loop loop;
    private final RtnetlinkMonitor interfaces;
    private final NativeSocket socket;
    private final MessageHeader outgoing = new MessageHeader(new NativeMemory(MAX_FRAME_OCTETS), SOCKADDR_LL_OCTETS, 0);
    private final ByteBuffer frame = outgoing.data().networkOrder();

    /** By the name of the interface: as many as this host had interfaces with IPv6 addresses to announce. */
    private final Map<String, ForwardingFlag> forwarding = new HashMap<>();

    /**
     * Opens the socket.
     *
     * @param interfaces knows hardware addresses
     */
    public FrameAnnouncer(Loop loop, RtnetlinkMonitor interfaces) {
        this.loop = loop;
        this.interfaces = interfaces;
        this.socket = NativeSocket.openNonBlocking("AF_PACKET", AF_PACKET, SOCK_RAW, PROTOCOL_NONE);
        outgoing.nativeOrder().putShort(MessageHeader.NAME, (short) AF_PACKET);
    }

    /**
     * {@inheritDoc} An IPv6 address is announced from itself, with the router flag if the interface forwards IPv6
     * packets. On an interface without ARP, such as a tunnel, there is nobody to tell and nothing is sent.
     */
    @Override
    public void announce(String networkInterface, IpAddress address, Form form) {
        LinkEntry link = interfaces.link(networkInterface);
        MacAddress station = link.hardwareAddress().orElse(null);
        if (link.hasArp() && station != null) {
            announce(link.index(), station, networkInterface, address, form);
        }
    }

    private void announce(
            int interfaceIndex, MacAddress station, String networkInterface, IpAddress address, Form form) {
        if (address.family() == AddressFamily.IPV6) {
            boolean router = forwarding
                    .computeIfAbsent(networkInterface, this::forwardingOf)
                    .isSet();
            NeighborAdvertisement.encodeUnsolicited(frame, 0, station, address, router);
            send(interfaceIndex, NeighborAdvertisement.OCTETS, "neighbour advertisement", address, networkInterface);
            return;
        }
        switch (form) {
            case REQUEST -> ArpFrame.encodeGratuitousRequest(frame, 0, station, address);
            case REPLY -> ArpFrame.encodeGratuitousReply(frame, 0, station, address);
        }
        send(interfaceIndex, ArpFrame.OCTETS, "gratuitous ARP", address, networkInterface);
    }

    /** {@inheritDoc} On an interface without ARP there is nobody to ask and nothing is sent. */
    @Override
    public void ask(String networkInterface, IpAddress asking, IpAddress neighbor) {
        if (asking.family() != neighbor.family()) {
            throw new PlatformException("cannot ask for " + neighbor + " in the name of " + asking + " on "
                    + networkInterface + ": they are of different families");
        }
        LinkEntry link = interfaces.link(networkInterface);
        MacAddress station = link.hardwareAddress().orElse(null);
        if (link.hasArp() && station != null) {
            ask(link.index(), station, networkInterface, asking, neighbor);
        }
    }

    private void ask(
            int interfaceIndex, MacAddress station, String networkInterface, IpAddress asking, IpAddress neighbor) {
        if (asking.family() == AddressFamily.IPV6) {
            NeighborSolicitation.encode(frame, 0, station, asking, neighbor);
            send(interfaceIndex, NeighborSolicitation.OCTETS, "neighbour solicitation", asking, networkInterface);
        } else {
            ArpFrame.encodeRequest(frame, 0, station, asking, neighbor);
            send(interfaceIndex, ArpFrame.OCTETS, "ARP request", asking, networkInterface);
        }
    }

    private void send(int interfaceIndex, int length, String what, IpAddress address, String networkInterface) {
        outgoing.networkOrder().putShort(LL_PROTOCOL, frame.getShort(ETHER_TYPE));
        outgoing.nativeOrder().putInt(LL_INDEX, interfaceIndex);
        int errno = socket.send(outgoing, length);
        if (errno != 0) {
            throw new PlatformException(
                    "sendmsg " + what + " for " + address + " on " + networkInterface + ": " + Errno.text(errno));
        }
    }

    /** Runs the code of all frames for an interface that does not exist. */
    public void rehearse() {
        for (int i = 0; i < REHEARSALS; i++) {
            rehearse(IpAddress.ofIpv4(0x7F000001));
            rehearse(new IpAddress(AddressFamily.IPV6, 0, 1));
        }
        forwarding.remove(NO_INTERFACE);
        // Here the kernel has an answer.
        forwardingOf("lo");
    }

    private void rehearse(IpAddress address) {
        for (Form form : Form.values()) {
            try {
                announce(Integer.MAX_VALUE, MacAddress.BROADCAST, NO_INTERFACE, address, form);
            } catch (PlatformException expected) {
                // ENXIO: there is no such interface.
            }
        }
        try {
            ask(Integer.MAX_VALUE, MacAddress.BROADCAST, NO_INTERFACE, address, address);
        } catch (PlatformException expected) {
            // ENXIO here too.
        }
    }

    private ForwardingFlag forwardingOf(String networkInterface) {
        return new ForwardingFlag(loop, ForwardingFlag.settingOf(networkInterface));
    }

    @Override
    public void close() {
        socket.close();
    }
}
