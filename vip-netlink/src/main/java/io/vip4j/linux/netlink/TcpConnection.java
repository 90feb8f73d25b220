/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** A TCP socket that has another end, as the kernel reports it. */
public final class TcpConnection {

    private static final int FAMILY = 0;
    private static final int STATE = 1;
    private static final int SOCKET_ID = 4;
    private static final int SOCKET_ID_OCTETS = 48;
    private static final int SOURCE = 4;
    private static final int IPV6_OCTETS = 16;
    private static final int TCP_LISTEN = 10;
    private static final byte[] MAPPED_IPV4 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xFF, (byte) 0xFF};

    private final IpAddress local;
    private final int family;
    private final byte[] id;

    /** @param id {@code struct inet_diag_sockid}, with the cookie that no other socket ever has */
    private TcpConnection(IpAddress local, int family, byte[] id) {
        this.local = local;
        this.family = family;
        this.id = id;
    }

    /** Reads {@code struct inet_diag_msg}; empty if the socket listens or the message is none of the kind. */
    public static Optional<TcpConnection> decode(MessageReader message) {
        if (message.type() != TcpRequests.SOCK_DIAG_BY_FAMILY || message.bodyLength() < SOCKET_ID + SOCKET_ID_OCTETS) {
            return Optional.empty();
        }
        ByteBuffer buffer = message.buffer();
        int body = message.bodyStart();
        int family = buffer.get(body + FAMILY);
        if (buffer.get(body + STATE) == TCP_LISTEN) {
            return Optional.empty();
        }
        byte[] id = new byte[SOCKET_ID_OCTETS];
        buffer.get(body + SOCKET_ID, id);
        return local(family, id).map(local -> new TcpConnection(local, family, id));
    }

    /** The address at this end; that of an IPv6 socket which speaks IPv4 is an IPv4 address. */
    public IpAddress local() {
        return local;
    }

    /** AF_ number of the socket, whatever it speaks. */
    int family() {
        return family;
    }

    /** Appends what the kernel finds the socket by. */
    void writeId(MessageWriter writer) {
        for (byte octet : id) {
            writer.putByte(octet);
        }
    }

    private static Optional<IpAddress> local(int family, byte[] id) {
        int end = SOURCE + (family == Rtnetlink.AF_INET ? AddressFamily.IPV4.bits() / 8 : IPV6_OCTETS);
        byte[] octets = Arrays.copyOfRange(id, SOURCE, end);
        if (family == Rtnetlink.AF_INET) {
            return Optional.of(IpAddress.ofOctets(octets));
        }
        if (family != Rtnetlink.AF_INET6) {
            return Optional.empty();
        }
        boolean mapped = Arrays.equals(octets, 0, MAPPED_IPV4.length, MAPPED_IPV4, 0, MAPPED_IPV4.length);
        return Optional.of(
                IpAddress.ofOctets(mapped ? Arrays.copyOfRange(octets, MAPPED_IPV4.length, IPV6_OCTETS) : octets));
    }
}
