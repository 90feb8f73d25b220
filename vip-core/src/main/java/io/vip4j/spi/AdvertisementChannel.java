/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;

/** The socket for advertisements of one family on one interface. Used on the loop only. */
public interface AdvertisementChannel extends AutoCloseable {

    /**
     * Sends one VRRP message with IP protocol 112, TTL or hop limit 255 (RFC 9568 5.1.1.3) and DSCP CS6, out of the
     * interface of this channel. Does not block: a full socket buffer is an error.
     *
     * @param source a local address, the source of the packet
     * @param destination the VRRP multicast group or a peer
     * @param message a big-endian direct buffer from position to limit; both are unchanged afterwards
     * @throws PlatformException if the kernel refuses the packet
     */
    void send(IpAddress source, IpAddress destination, ByteBuffer message);

    /** Leaves the group and closes the socket. Idempotent; nothing is received afterwards. */
    @Override
    void close();
}
