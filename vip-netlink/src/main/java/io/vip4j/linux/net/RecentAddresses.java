/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.net;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that were read lately, so that reading the same one again allocates nothing: a link has few senders and
 * groups. A table with one place for each value of the last four bits; a newcomer takes the place of an older one.
 */
final class RecentAddresses {

    private static final int PLACES = 16;

    private final AddressFamily family;
    private final @Nullable IpAddress[] places = new IpAddress[PLACES];

    RecentAddresses(AddressFamily family) {
        this.family = family;
    }

    /** As {@link IpAddress#read}. */
    IpAddress read(ByteBuffer buffer, int offset) {
        boolean ipv4 = family == AddressFamily.IPV4;
        long high = ipv4 ? 0 : buffer.getLong(offset);
        long low = ipv4 ? Integer.toUnsignedLong(buffer.getInt(offset)) : buffer.getLong(offset + Long.BYTES);
        int place = (int) low & (PLACES - 1);
        IpAddress known = places[place];
        if (known == null || known.low() != low || known.high() != high) {
            known = new IpAddress(family, high, low);
            places[place] = known;
        }
        return known;
    }
}
