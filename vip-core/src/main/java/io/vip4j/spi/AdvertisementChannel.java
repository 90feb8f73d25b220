/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Vrid;
import java.nio.ByteBuffer;
import java.util.Set;

/** The socket for advertisements of one family on one interface. Used on the loop only. */
public interface AdvertisementChannel extends AutoCloseable {

    /**
     * Sends one VRRP message with IP protocol 112 and DSCP CS6 out of the interface of this channel, after those that
     * wait for company. Does not block: a full socket buffer is an error.
     *
     * @param source a local address, the source of the packet
     * @param destination the VRRP multicast group or a peer
     * @param timeToLive TTL or hop limit, 1..255; 255 for a group (RFC 9568 5.1.1.3, 5.1.2.3)
     * @param message a big-endian direct buffer from position to limit; both are unchanged afterwards
     * @throws PlatformException if the kernel refuses the packet
     */
    void send(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message);

    /**
     * Sends a message as {@link #send} does, but together with those that others send in the same turn of the loop: when
     * the turn ends, or before. A platform may as well send it in this call.
     *
     * @param message as in {@link #send}; it may be changed as soon as this returns
     * @param departure hears once what became of it, in this call or before the turn ends
     */
    default void sendInCompany(
            IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message, Departure departure) {
        try {
            send(source, destination, timeToLive, message);
        } catch (PlatformException e) {
            departure.refused(e);
            return;
        }
        departure.left();
    }

    /** Sends what waits for company now. Who gave it has heard of it when this returns, unless one of them calls this. */
    default void flush() {}

    /** Hears what became of a message, on the loop. Must not throw. */
    interface Departure {

        /** The platform has taken it. */
        void left();

        /** The platform refuses it, and none but it. */
        void refused(PlatformException why);
    }

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

    /** Sends what waits, leaves the groups and closes the socket. Idempotent; nothing is received afterwards. */
    @Override
    void close();
}
