/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.ffi.PacketFilter;
import io.vip4j.linux.ffi.PacketFilter.Condition;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.wire.ArpFrame;
import io.vip4j.wire.NeighborAdvertisement;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A packet socket that hears the claims of one family on one interface. A filter in the kernel keeps everything else
 * away. Frames that this host sends are not heard. Used on the loop only.
 */
final class ClaimSocket {

    private static final Logger LOG = LoggerFactory.getLogger(ClaimSocket.class);

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;

    /** A packet socket of protocol 0 is never given a packet: it is bound when its filter is in place. */
    private static final int PROTOCOL_NONE = 0;

    private static final int SOCKADDR_LL_OCTETS = 20;
    private static final int LL_PROTOCOL = 2;
    private static final int LL_INDEX = 4;

    /** More than a neighbour advertisement has; what is longer is cut, and then it is no valid one. */
    private static final int MAX_FRAME_OCTETS = 2048;

    /** Some dozen frames; when they come faster than they are read, the kernel drops the rest. */
    private static final int RECEIVE_BUFFER_OCTETS = 1 << 15;

    /** Frames that are read before the loop goes on; it comes back for the others. */
    private static final int MAX_READS = 64;

    /** Requests and replies of a sender that has an address. */
    private static final PacketFilter ARP = new PacketFilter(
            MAX_FRAME_OCTETS, List.of(Condition.incoming(), Condition.shortBelow(20, 3), Condition.intNotZero(28)));

    /** ICMPv6 right behind the IPv6 header, hop limit 255, type 136. */
    private static final PacketFilter ADVERTISEMENTS = new PacketFilter(
            MAX_FRAME_OCTETS,
            List.of(Condition.incoming(), Condition.octet(20, 58), Condition.octet(21, 255), Condition.octet(54, 136)));

    private final AddressFamily family;
    private final String networkInterface;
    private final Consumer<ByteBuffer> frames;
    private final NativeSocket socket;
    private final EpollLoop.Registration registration;
    private final MessageHeader incoming = new MessageHeader(new NativeMemory(MAX_FRAME_OCTETS), 0, 0);
    private final ByteBuffer frame = incoming.data().networkOrder().duplicate();
    private final FaultLog faults = new FaultLog(LOG);
    private boolean closed;

    /**
     * Starts to hear.
     *
     * @param frames takes each frame, from position to limit of a buffer that is reused
     * @throws io.vip4j.spi.PlatformException if the kernel refuses
     */
    ClaimSocket(
            EpollLoop loop,
            AddressFamily family,
            String networkInterface,
            int interfaceIndex,
            Consumer<ByteBuffer> frames) {
        this.family = family;
        this.networkInterface = networkInterface;
        this.frames = frames;
        String name = "AF_PACKET for claims of " + family + " addresses on " + networkInterface;
        this.socket = NativeSocket.openNonBlocking(name, AF_PACKET, SOCK_RAW, PROTOCOL_NONE);
        try {
            socket.setReceiveBuffer(RECEIVE_BUFFER_OCTETS);
            unmute();
            socket.bind(address(interfaceIndex));
            this.registration = loop.register(socket, this::read);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private NativeMemory address(int interfaceIndex) {
        NativeMemory address = new NativeMemory(SOCKADDR_LL_OCTETS);
        address.nativeOrder().putShort(0, (short) AF_PACKET);
        int etherType = family == AddressFamily.IPV4 ? ArpFrame.ETHER_TYPE : NeighborAdvertisement.ETHER_TYPE;
        address.networkOrder().putShort(LL_PROTOCOL, (short) etherType);
        address.nativeOrder().putInt(LL_INDEX, interfaceIndex);
        return address;
    }

    /** Hears nothing until {@link #unmute}, at no cost for the loop. */
    void mute() {
        PacketFilter.DROP_ALL.attach(socket);
    }

    /** Hears again. */
    void unmute() {
        (family == AddressFamily.IPV4 ? ARP : ADVERTISEMENTS).attach(socket);
    }

    private void read() {
        for (int reads = 0; reads < MAX_READS && !closed; reads++) {
            int length = socket.receive(incoming);
            if (length == NativeSocket.NOTHING) {
                return;
            }
            if (length >= 0) {
                heard(length);
            } else if (length != -Errno.ENETDOWN) {
                // ENETDOWN tells once that the interface went down; the socket hears again when it is up.
                faults.warn(
                        "recvmsg ARP or neighbour advertisement on " + networkInterface + ": " + Errno.text(-length));
            }
        }
    }

    private void heard(int length) {
        frames.accept(frame.limit(length).position(0));
    }

    /** Hears a frame that was never received. */
    void rehearse(byte[] octets) {
        incoming.data().nativeOrder().put(0, octets);
        heard(octets.length);
    }

    /**
     * Hears nothing any more. The socket is closed by the executor, because the kernel lets the end of a packet socket
     * wait for all its processors, ten milliseconds and more. Idempotent.
     */
    void close(Executor closer) {
        if (!closed) {
            closed = true;
            registration.close(closer);
        }
    }
}
