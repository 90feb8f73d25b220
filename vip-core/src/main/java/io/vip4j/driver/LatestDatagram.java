/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.AdvertisementCodec;
import io.vip4j.wire.Decoded;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The latest well-formed datagram with one VRID. Nearly always the next one is the same to the octet; then it is known
 * what it says, and nothing is decoded or allocated.
 */
final class LatestDatagram {

    private ByteBuffer octets = ByteBuffer.allocate(0);
    private int timeToLive;
    private @Nullable IpAddress source;
    private @Nullable IpAddress destination;
    private Decoded.@Nullable Accepted accepted;

    /** As {@link AdvertisementCodec#decode}; the same datagram again gives the same object again. */
    Decoded decode(IpAddress from, IpAddress to, int ttl, ByteBuffer message) {
        Decoded.Accepted known = accepted;
        if (known != null
                && ttl == timeToLive
                && from.equals(source)
                && to.equals(destination)
                && octets.equals(message)) {
            return known;
        }
        Decoded decoded = AdvertisementCodec.decode(from, to, ttl, message);
        if (decoded instanceof Decoded.Accepted fresh) {
            remember(from, to, ttl, message, fresh);
        }
        return decoded;
    }

    private void remember(IpAddress from, IpAddress to, int ttl, ByteBuffer message, Decoded.Accepted fresh) {
        if (octets.capacity() < message.remaining()) {
            octets = ByteBuffer.allocate(message.remaining());
        }
        octets.clear();
        octets.put(0, message, message.position(), message.remaining()).limit(message.remaining());
        source = from;
        destination = to;
        timeToLive = ttl;
        accepted = fresh;
    }
}
