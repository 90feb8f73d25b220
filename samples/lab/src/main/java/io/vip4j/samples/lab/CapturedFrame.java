/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Instant;

/** What the lab looks at on the bridge. */
public sealed interface CapturedFrame {

    /** When the kernel saw the frame. */
    Instant at();

    /**
     * A VRRP advertisement.
     *
     * @param source the sender's own address, link-local if it is one of IPv6 to the group
     * @param destination the group or a peer
     * @param version 2 or 3
     * @param vrid the virtual router
     * @param priority 0 means that the sender gives the role away
     */
    record Advertisement(Instant at, String source, String destination, int version, int vrid, int priority)
            implements CapturedFrame {}

    /**
     * An announcement of an address that nobody asked for: a gratuitous ARP, whose sender and target protocol address
     * are the same, or a neighbour advertisement to all nodes.
     *
     * @param address the announced address
     * @param hardwareAddress the announced station, as in 02:00:00:00:00:01
     */
    record Announcement(Instant at, String address, String hardwareAddress) implements CapturedFrame {}
}
