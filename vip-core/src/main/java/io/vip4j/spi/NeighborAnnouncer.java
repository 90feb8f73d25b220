/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.IpAddress;

/** Tells the neighbours on a link which station holds an address. Used on the loop only. */
@FunctionalInterface
public interface NeighborAnnouncer {

    /**
     * Sends one gratuitous ARP request (IPv4) or unsolicited neighbour advertisement (IPv6) with the hardware address
     * of the interface (RFC 9568 6.4.1). When and how often is the caller's business.
     *
     * @throws PlatformException if the kernel refuses the frame
     */
    void announce(String networkInterface, IpAddress address);
}
