/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.netlink.LinkEntry;
import io.vip4j.spi.NeighborAnnouncer;
import io.vip4j.spi.PlatformException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.ArpFrame;
import io.vip4j.wire.MacAddress;
import java.nio.ByteBuffer;

/** Sends gratuitous ARP from one packet socket, which receives nothing, for all interfaces. Used on the loop only. */
public final class ArpAnnouncer implements NeighborAnnouncer, AutoCloseable {

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;

    /** A packet socket of protocol 0 is never given a packet. */
    private static final int PROTOCOL_NONE = 0;

    private static final int SOCKADDR_LL_OCTETS = 20;
    private static final int LL_PROTOCOL = MessageHeader.NAME + 2;
    private static final int LL_INDEX = MessageHeader.NAME + 4;
    private static final int LL_ADDRESS_LENGTH = MessageHeader.NAME + 11;
    private static final int LL_ADDRESS = MessageHeader.NAME + 12;

    private final RtnetlinkMonitor interfaces;
    private final NativeSocket socket;
    private final MessageHeader outgoing = new MessageHeader(new NativeMemory(ArpFrame.OCTETS), SOCKADDR_LL_OCTETS, 0);

    /**
     * Opens the socket.
     *
     * @param interfaces knows hardware addresses
     */
    public ArpAnnouncer(RtnetlinkMonitor interfaces) {
        this.interfaces = interfaces;
        this.socket = NativeSocket.openNonBlocking("AF_PACKET", AF_PACKET, SOCK_RAW, PROTOCOL_NONE);
        ByteBuffer header = outgoing.nativeOrder();
        header.putShort(MessageHeader.NAME, (short) AF_PACKET);
        outgoing.networkOrder().putShort(LL_PROTOCOL, (short) ArpFrame.ETHER_TYPE);
        header.put(LL_ADDRESS_LENGTH, (byte) MacAddress.OCTETS);
        MacAddress.BROADCAST.write(outgoing.networkOrder(), LL_ADDRESS);
    }

    /** {@inheritDoc} On an interface without ARP, such as a tunnel, there is nobody to tell and nothing is sent. */
    @Override
    public void announce(String networkInterface, IpAddress address, Form form) {
        if (address.family() != AddressFamily.IPV4) {
            throw new PlatformException("announcing " + address + " on " + networkInterface
                    + ": IPv6 neighbour advertisements are not supported yet; use an IPv4 address");
        }
        LinkEntry link = interfaces.link(networkInterface);
        MacAddress station = link.hardwareAddress().orElse(null);
        if (!link.hasArp() || station == null) {
            return;
        }
        send(link.index(), station, address, networkInterface);
    }

    @Override
    public void ask(String networkInterface, IpAddress asking, IpAddress neighbor) {
        throw new PlatformException("asking " + neighbor + " on " + networkInterface + ": not supported yet");
    }

    private void send(int interfaceIndex, MacAddress station, IpAddress address, String networkInterface) {
        ArpFrame.encodeGratuitousRequest(outgoing.data().networkOrder(), 0, station, address);
        outgoing.nativeOrder().putInt(LL_INDEX, interfaceIndex);
        int errno = socket.send(outgoing, ArpFrame.OCTETS);
        if (errno != 0) {
            throw new PlatformException(
                    "sendmsg gratuitous ARP for " + address + " on " + networkInterface + ": " + Errno.text(errno));
        }
    }

    /** Runs the code of an announcement for an interface that does not exist. */
    public void rehearse() {
        try {
            send(Integer.MAX_VALUE, MacAddress.BROADCAST, IpAddress.ofIpv4(0x7F000001), "no interface");
        } catch (PlatformException expected) {
            // ENXIO: there is no such interface.
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
