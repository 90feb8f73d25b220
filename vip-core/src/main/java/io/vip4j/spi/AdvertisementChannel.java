/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Vrid;
import java.nio.ByteBuffer;
import java.util.Set;

/** The socket for advertisements of one family on one interface. Used on the loop only. */
public interface AdvertisementChannel extends AutoCloseable {

    /**
     * Sends one VRRP message with IP protocol 112 and DSCP CS6 out of the interface of this channel. Does not block: a
     * full socket buffer is an error.
     *
     * @param source a local address, the source of the packet
     * @param destination the VRRP multicast group or a peer
     * @param timeToLive TTL or hop limit, 1..255; 255 for a group (RFC 9568 5.1.1.3, 5.1.2.3)
     * @param message a big-endian direct buffer from position to limit; both are unchanged afterwards
     * @throws PlatformException if the kernel refuses the packet
     */
    void send(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message);

    /**
     * Receives another multicast group as well. Idempotent.
     *
     * @throws PlatformException if the kernel refuses it
     */
    void join(IpAddress group);

    /**
     * Only datagrams with one of these VRIDs are wanted from now on, so no other need wake the loop, nor one that is too
     * short to have any. Others may be delivered all the same: those that wait already, or all of them where a platform
     * cannot tell. Idempotent.
     *
     * @param vrids empty: nothing is wanted
     */
    default void hearOnly(Set<Vrid> vrids) {}

    /** Every datagram is wanted, as it is at first. Idempotent. */
    default void hearAll() {}

    /** Leaves the group and closes the socket. Idempotent; nothing is received afterwards. */
    @Override
    void close();
}
