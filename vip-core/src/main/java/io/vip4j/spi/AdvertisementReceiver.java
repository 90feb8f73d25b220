/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;

/** Takes what an {@link AdvertisementChannel} receives. */
@FunctionalInterface
public interface AdvertisementReceiver {

    /**
     * Called on the loop for one datagram. Must not throw and must not keep the buffer.
     *
     * @param source the sender
     * @param destination the group or local address it was sent to
     * @param timeToLive TTL or hop limit, 0..255
     * @param message the payload as delimited by the IP length, big-endian, from position to limit; one that is
     *     longer than any advertisement may lack its end
     */
    void received(IpAddress source, IpAddress destination, int timeToLive, ByteBuffer message);
}
