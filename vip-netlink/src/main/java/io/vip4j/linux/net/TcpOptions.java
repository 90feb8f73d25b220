/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.ffi.SystemCallException;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;

/** How the sockets of {@link TcpPeerLinks} are made: the numbers of linux/in.h, in6.h, tcp.h and asm-generic/socket.h. */
final class TcpOptions {

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_STREAM = 1;
    private static final int IPPROTO_TCP = 6;

    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_KEEPALIVE = 9;
    private static final int SO_BINDTODEVICE = 25;

    private static final int IPPROTO_IP = 0;
    private static final int IP_TOS = 1;
    private static final int IP_TTL = 2;
    private static final int IP_MINTTL = 21;

    private static final int IPPROTO_IPV6 = 41;
    private static final int IPV6_UNICAST_HOPS = 16;
    private static final int IPV6_V6ONLY = 26;
    private static final int IPV6_TCLASS = 67;
    private static final int IPV6_MINHOPCOUNT = 73;

    private static final int TCP_NODELAY = 1;
    private static final int TCP_KEEPIDLE = 4;
    private static final int TCP_KEEPINTVL = 5;
    private static final int TCP_KEEPCNT = 6;
    private static final int TCP_USER_TIMEOUT = 18;

    private static final int CLASS_CS6 = 0xC0;
    private static final int ON_LINK = 255; // RFC 5082.

    /** A host that has vanished is noticed within half a minute; the timers of VRRP have done so long before. */
    private static final int KEEPALIVE_IDLE_SECONDS = 15;

    private static final int KEEPALIVE_INTERVAL_SECONDS = 5;
    private static final int KEEPALIVE_PROBES = 3;
    private static final int UNACKNOWLEDGED_MILLIS = 15_000;

    private static final int SOCKADDR_IN_OCTETS = 16;
    private static final int SOCKADDR_IN6_OCTETS = 28;
    private static final int PORT_AT = 2;
    private static final int ADDRESS_AT = 4;
    private static final int ADDRESS6_AT = 8;

    private TcpOptions() {}

    /**
     * Opens a socket that belongs to one interface and sends with the TTL or hop limit that only the link sees.
     *
     * @param name for error messages
     * @throws SystemCallException if the kernel refuses
     */
    static NativeSocket open(String name, AddressFamily family, String networkInterface) {
        boolean ipv4 = family == AddressFamily.IPV4;
        NativeSocket socket = NativeSocket.openNonBlocking(name, ipv4 ? AF_INET : AF_INET6, SOCK_STREAM, IPPROTO_TCP);
        try {
            socket.setOption("SO_BINDTODEVICE", SOL_SOCKET, SO_BINDTODEVICE, networkInterface);
            if (ipv4) {
                socket.setOption("IP_TTL", IPPROTO_IP, IP_TTL, ON_LINK);
                socket.setOption("IP_TOS", IPPROTO_IP, IP_TOS, CLASS_CS6);
            } else {
                socket.setOption("IPV6_V6ONLY", IPPROTO_IPV6, IPV6_V6ONLY, 1);
                socket.setOption("IPV6_UNICAST_HOPS", IPPROTO_IPV6, IPV6_UNICAST_HOPS, ON_LINK);
                socket.setOption("IPV6_TCLASS", IPPROTO_IPV6, IPV6_TCLASS, CLASS_CS6);
            }
            socket.setOption("TCP_NODELAY", IPPROTO_TCP, TCP_NODELAY, 1);
            socket.setOption("SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE, 1);
            socket.setOption("TCP_KEEPIDLE", IPPROTO_TCP, TCP_KEEPIDLE, KEEPALIVE_IDLE_SECONDS);
            socket.setOption("TCP_KEEPINTVL", IPPROTO_TCP, TCP_KEEPINTVL, KEEPALIVE_INTERVAL_SECONDS);
            socket.setOption("TCP_KEEPCNT", IPPROTO_TCP, TCP_KEEPCNT, KEEPALIVE_PROBES);
            socket.setOption("TCP_USER_TIMEOUT", IPPROTO_TCP, TCP_USER_TIMEOUT, UNACKNOWLEDGED_MILLIS);
            return socket;
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Lets it have a port whose former connections have not faded away yet. */
    static void reuseAddress(NativeSocket socket) {
        socket.setOption("SO_REUSEADDR", SOL_SOCKET, SO_REUSEADDR, 1);
    }

    /**
     * Hears only those who are on the link from now on, or anybody again.
     *
     * <p>A host answers for a port that nobody listens on, and for a connection that it has forgotten, with its default
     * TTL: whoever connects must hear the first, and a socket that is about to be closed the second.
     */
    static void hearOnlyTheLink(NativeSocket socket, AddressFamily family, boolean only) {
        int least = only ? ON_LINK : 0;
        if (family == AddressFamily.IPV4) {
            socket.setOption("IP_MINTTL", IPPROTO_IP, IP_MINTTL, least);
        } else {
            socket.setOption("IPV6_MINHOPCOUNT", IPPROTO_IPV6, IPV6_MINHOPCOUNT, least);
        }
    }

    /** As {@link #hearOnlyTheLink} before a socket is closed, when a failure is of no account. */
    static void hearEverybody(NativeSocket socket, AddressFamily family) {
        try {
            hearOnlyTheLink(socket, family, false);
        } catch (SystemCallException e) {
            // Then the kernel holds on to the last packets of the connection until it gives them up.
        }
    }

    /** A {@code struct sockaddr_in} or {@code sockaddr_in6}. */
    static NativeMemory address(IpAddress address, int port) {
        NativeMemory memory = emptyAddress(address.family());
        memory.networkOrder().putShort(PORT_AT, (short) port);
        address.write(memory.networkOrder(), addressAt(address.family()));
        return memory;
    }

    /** The same without an address. */
    static NativeMemory emptyAddress(AddressFamily family) {
        boolean ipv4 = family == AddressFamily.IPV4;
        NativeMemory memory = new NativeMemory(ipv4 ? SOCKADDR_IN_OCTETS : SOCKADDR_IN6_OCTETS);
        memory.nativeOrder().putShort(0, (short) (ipv4 ? AF_INET : AF_INET6));
        return memory;
    }

    /** The address in such a structure. */
    static IpAddress addressIn(NativeMemory memory, AddressFamily family) {
        return IpAddress.read(family, memory.networkOrder(), addressAt(family));
    }

    private static int addressAt(AddressFamily family) {
        return family == AddressFamily.IPV4 ? ADDRESS_AT : ADDRESS6_AT;
    }
}
