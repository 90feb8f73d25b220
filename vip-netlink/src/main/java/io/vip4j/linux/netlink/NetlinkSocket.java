/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.linux.ffi.MessageHeader;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import java.nio.ByteBuffer;

/** A netlink socket. One thread at a time. */
public final class NetlinkSocket implements AutoCloseable {

    /** The family of interfaces, addresses, routes and rules. */
    static final int NETLINK_ROUTE = 0;

    /** The family of the sockets of a host. */
    static final int NETLINK_SOCK_DIAG = 4;

    /** The family of netfilter. */
    static final int NETLINK_NETFILTER = 12;

    /** Longer than any datagram: the kernel sends dumps in pieces of at most 32 KiB. */
    private static final int RECEIVE_OCTETS = 1 << 16;

    private static final int AF_NETLINK = 16;
    private static final int SOCK_RAW = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SOL_NETLINK = 270;
    private static final int NETLINK_CAP_ACK = 10;
    private static final int NETLINK_EXT_ACK = 11;
    private static final int NETLINK_GET_STRICT_CHK = 12;
    private static final int SOCKADDR_OCTETS = 12;

    private final NativeSocket socket;
    private final MessageHeader incoming = new MessageHeader(new NativeMemory(RECEIVE_OCTETS), SOCKADDR_OCTETS, 0);

    private NetlinkSocket(NativeSocket socket) {
        this.socket = socket;
    }

    /**
     * Opens a socket for requests; receiving waits.
     *
     * @param protocol netlink family
     * @param waitMillis how long {@link #receive} waits at most
     */
    public static NetlinkSocket forRequests(int protocol, int waitMillis) {
        NativeSocket socket = NativeSocket.openBlocking("AF_NETLINK", AF_NETLINK, SOCK_RAW, protocol);
        try {
            NativeMemory timeval = new NativeMemory(16);
            timeval.nativeOrder().putLong(0, waitMillis / 1000);
            timeval.nativeOrder().putLong(8, waitMillis % 1000 * 1000L);
            socket.setOption("SO_RCVTIMEO", SOL_SOCKET, SO_RCVTIMEO, timeval);
            socket.setOption("NETLINK_EXT_ACK", SOL_NETLINK, NETLINK_EXT_ACK, 1);
            // A failed request comes back without its body, so the text of the kernel follows a fixed header.
            socket.setOption("NETLINK_CAP_ACK", SOL_NETLINK, NETLINK_CAP_ACK, 1);
            // Dumps may be limited to an interface.
            socket.setOption("NETLINK_GET_STRICT_CHK", SOL_NETLINK, NETLINK_GET_STRICT_CHK, 1);
            bind(socket, 0);
            return new NetlinkSocket(socket);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Opens a socket that hears events of interfaces and addresses and does not block.
     *
     * @param groups bits of {@link Rtnetlink}
     * @param receiveBufferOctets room for events that wait, beyond the limit of net.core.rmem_max
     */
    public static NetlinkSocket forEvents(int groups, int receiveBufferOctets) {
        NativeSocket socket = NativeSocket.openNonBlocking("AF_NETLINK", AF_NETLINK, SOCK_RAW, NETLINK_ROUTE);
        try {
            socket.setReceiveBuffer(receiveBufferOctets);
            bind(socket, groups);
            return new NetlinkSocket(socket);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void bind(NativeSocket socket, int groups) {
        NativeMemory address = new NativeMemory(SOCKADDR_OCTETS);
        address.nativeOrder().putShort(0, (short) AF_NETLINK).putInt(8, groups);
        socket.bind(address);
    }

    /** The socket itself, for registration with an event loop. */
    public NativeSocket nativeSocket() {
        return socket;
    }

    /** A header for sending from this memory to the kernel. */
    static MessageHeader outgoing(NativeMemory memory) {
        return new MessageHeader(memory, 0, 0);
    }

    /** Sends to the kernel; 0 or the error number. */
    int send(MessageHeader header, int length) {
        return socket.send(header, length);
    }

    /**
     * Receives a datagram from the kernel into {@link #received}. Datagrams of other processes are skipped, at most a
     * thousand of them in a row.
     *
     * @return as {@link NativeSocket#receive}
     */
    public int receive() {
        for (int skipped = 0; skipped < 1000; skipped++) {
            int length = socket.receive(incoming);
            if (length < 0 || incoming.nativeOrder().getInt(MessageHeader.NAME + 4) == 0) {
                return length;
            }
        }
        return NativeSocket.NOTHING;
    }

    /** What was received last, from index 0, in the order of the processor. */
    public ByteBuffer received() {
        return incoming.data().nativeOrder();
    }

    @Override
    public void close() {
        socket.close();
    }
}
