/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.Vrid;
import io.vip4j.vrrp.VrrpVersion;
import java.util.List;

/**
 * The content of one advertisement (RFC 9568 5.2, RFC 3768 5.3).
 *
 * @param version protocol version
 * @param vrid virtual router
 * @param priority priority of the sender; 0 gives the role away
 * @param interval Max Advertise Interval of the sender; whole seconds in VRRPv2
 * @param addresses 0..255 addresses of one family; none in an election without address, which is outside the RFC
 * @param authentication VRRPv2 only; {@link Authentication#NONE} in VRRPv3
 */
public record Advertisement(
        VrrpVersion version,
        Vrid vrid,
        Priority priority,
        AdvertisementInterval interval,
        List<IpAddress> addresses,
        Authentication authentication) {

    private static final int MAX_ADDRESSES = 255; // RFC 9568 5.2.5: the count field has 8 bits.

    /**
     * Copies the list and checks what the wire cannot carry.
     *
     * @throws ConfigurationException if the interval does not fit the version, or there are too many addresses
     */
    public Advertisement {
        addresses = List.copyOf(addresses);
        interval.requireValidFor(version);
        if (addresses.size() > MAX_ADDRESSES) {
            throw new ConfigurationException("addresses must have 0..255 entries: " + addresses.size());
        }
    }

    /**
     * The authentication fields of VRRPv2 (RFC 2338 5.3.6, 5.3.10).
     *
     * @param type 0 none, 1 simple text password; 2 and others are not spoken here
     * @param data the 8 octets at the end of the message, first octet highest
     */
    public record Authentication(int type, long data) {

        /** No authentication: type 0, data 0. */
        public static final Authentication NONE = new Authentication(0, 0);

        /** The type of a simple text password. */
        public static final int SIMPLE_PASSWORD = 1;

        /** Never shows the data, which may be a password. */
        @Override
        public String toString() {
            return "Authentication[type=" + type + "]";
        }
    }
}
