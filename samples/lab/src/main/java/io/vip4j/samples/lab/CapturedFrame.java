/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.samples.lab;

import java.time.Instant;

/** What the lab looks at on the bridge. */
public sealed interface CapturedFrame {

    /** When the kernel saw the frame. */
    Instant at();

    /**
     * A VRRP advertisement over IPv4.
     *
     * @param source the sender's own address
     * @param version 2 or 3
     * @param vrid the virtual router
     * @param priority 0 means that the sender gives the role away
     */
    record Advertisement(Instant at, String source, int version, int vrid, int priority) implements CapturedFrame {}

    /**
     * A gratuitous ARP: sender and target protocol address are the same.
     *
     * @param address the announced address
     * @param hardwareAddress the announced station, as in 02:00:00:00:00:01
     */
    record Announcement(Instant at, String address, String hardwareAddress) implements CapturedFrame {}
}
