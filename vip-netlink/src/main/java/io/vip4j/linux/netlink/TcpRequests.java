/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_ACK;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_DUMP;
import static io.vip4j.linux.netlink.Rtnetlink.NLM_F_REQUEST;

/** Requests about the TCP sockets of the host (linux/sock_diag.h, linux/inet_diag.h). */
final class TcpRequests {

    static final int SOCK_DIAG_BY_FAMILY = 20;
    private static final int SOCK_DESTROY = 21;
    private static final int IPPROTO_TCP = 6;
    private static final int SOCKET_ID_OCTETS = 48;

    /** TCP_ states as bits: all from ESTABLISHED (1) to NEW_SYN_RECV (12) without TIME_WAIT (6), CLOSE (7), LISTEN (10). */
    private static final int CONNECTED = 0x1FFE & ~(1 << 6 | 1 << 7 | 1 << 10);

    private TcpRequests() {}

    /**
     * Asks for the sockets of one family that have another end. Those in TIME_WAIT are left out: nobody waits for them.
     *
     * @param family AF_ number; IPv6 sockets may speak IPv4
     */
    static NetlinkRequest dump(int family) {
        String description = "SOCK_DIAG_BY_FAMILY of TCP over " + (family == Rtnetlink.AF_INET ? "IPv4" : "IPv6");
        return new NetlinkRequest(description, SOCK_DIAG_BY_FAMILY, NLM_F_REQUEST | NLM_F_DUMP, writer -> {
            begin(writer, family);
            for (int octet = 0; octet < SOCKET_ID_OCTETS; octet++) {
                writer.putByte(0);
            }
        });
    }

    /** Resets a connection; ENOENT if the socket is gone, EOPNOTSUPP if the kernel cannot. */
    static NetlinkRequest destroy(TcpConnection connection) {
        return new NetlinkRequest(
                "SOCK_DESTROY of a TCP connection on " + connection.local(),
                SOCK_DESTROY,
                NLM_F_REQUEST | NLM_F_ACK,
                writer -> {
                    begin(writer, connection.family());
                    connection.writeId(writer);
                });
    }

    /** {@code struct inet_diag_req_v2} up to the socket. */
    private static void begin(MessageWriter writer, int family) {
        writer.putByte(family);
        writer.putByte(IPPROTO_TCP);
        writer.putByte(0);
        writer.putByte(0);
        writer.putInt(CONNECTED);
    }
}
