/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import java.util.Locale;

/**
 * A setting of IPv4 on one interface, as under /proc/sys/net/ipv4/conf. Read and written by rtnetlink, which works in
 * containers too, where /proc/sys is read-only.
 */
public enum Ipv4Setting {
    /** Drop packets whose source is not reached by the interface (1) or not at all (2). */
    RP_FILTER(8),
    /** Answer ARP only where the answer to the asking station leaves. */
    ARP_FILTER(13),
    /** Ask by ARP with an address of the interface itself (2), not with the source of the packet that waits. */
    ARP_ANNOUNCE(18),
    /** Answer ARP only for addresses of the interface itself (1). */
    ARP_IGNORE(19),
    /** Let the next address of a subnet become primary when the primary one leaves. */
    PROMOTE_SECONDARIES(20),
    /** Accept packets whose source is an address of this host. */
    ACCEPT_LOCAL(23);

    private final int number;

    Ipv4Setting(int number) {
        this.number = number;
    }

    /** IPV4_DEVCONF_ number. */
    int number() {
        return number;
    }

    /** The name of the file under /proc/sys/net/ipv4/conf. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
