/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.linux.ffi.Errno;
import io.vip4j.linux.ffi.NativeMemory;
import io.vip4j.linux.ffi.NativeSocket;
import io.vip4j.linux.ffi.SystemCallException;
import io.vip4j.vrrp.IpAddress;

/**
 * How a socket of one family joins a group on one interface.
 *
 * @param optionName for error messages
 * @param requestOctets length of the structure that begins with the group
 * @param indexAt where the structure has the interface
 */
record Membership(String optionName, int level, int option, int requestOctets, int indexAt, int interfaceIndex) {

    private static final int SOL_IP = 0;
    private static final int IP_ADD_MEMBERSHIP = 35;
    private static final int SOL_IPV6 = 41;
    private static final int IPV6_JOIN_GROUP = 20;

    /** By {@code struct ip_mreqn}: group, local address, interface. */
    static Membership ofIpv4(int interfaceIndex) {
        return new Membership("IP_ADD_MEMBERSHIP", SOL_IP, IP_ADD_MEMBERSHIP, 12, 8, interfaceIndex);
    }

    /** By {@code struct ipv6_mreq}: group, interface. */
    static Membership ofIpv6(int interfaceIndex) {
        return new Membership("IPV6_JOIN_GROUP", SOL_IPV6, IPV6_JOIN_GROUP, 20, 16, interfaceIndex);
    }

    /**
     * Joins; a group that the socket has joined before stays joined.
     *
     * @throws SystemCallException if the kernel refuses
     */
    void add(NativeSocket socket, IpAddress group) {
        NativeMemory request = new NativeMemory(requestOctets);
        group.write(request.networkOrder(), 0);
        request.nativeOrder().putInt(indexAt, interfaceIndex);
        try {
            socket.setOption(optionName + " " + group, level, option, request);
        } catch (SystemCallException e) {
            if (e.errno() != Errno.EADDRINUSE) {
                throw e;
            }
        }
    }
}
