/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spi;

import io.vip4j.vrrp.IpAddress;

/** Tells the neighbours on a link which station holds an address. Used on the loop only. */
public interface NeighborAnnouncer {

    /** How ARP says it; without meaning in IPv6. */
    enum Form {
        /** A request for the own address. */
        REQUEST,
        /** A reply that nobody has asked for. */
        REPLY
    }

    /**
     * Sends one gratuitous ARP (IPv4) or unsolicited neighbour advertisement (IPv6) with the hardware address of the
     * interface (RFC 9568 6.4.1). When and how often is the caller's business.
     *
     * @throws PlatformException if the kernel refuses the frame
     */
    void announce(String networkInterface, IpAddress address, Form form);

    /**
     * Asks a neighbour for its hardware address in the name of an address, which makes it learn the station of that
     * address. The answer is nobody's business.
     *
     * @param asking the address whose station the neighbour shall learn
     * @param neighbor an address of the same family on the link
     * @throws PlatformException if the kernel refuses the frame
     */
    void ask(String networkInterface, IpAddress asking, IpAddress neighbor);
}
