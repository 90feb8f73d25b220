/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.vrrp.AddressFamily;

/** The sets of a {@link GateTable}. */
enum GateSet {
    /** Guarded IPv4 addresses. */
    GUARDED_IPV4("guarded4", NfTables.NFPROTO_INET, AddressFamily.IPV4),
    /** Guarded IPv6 addresses. */
    GUARDED_IPV6("guarded6", NfTables.NFPROTO_INET, AddressFamily.IPV6),
    /** IPv4 addresses whose packets pass, each with its end. */
    OPEN_IPV4("open4", NfTables.NFPROTO_INET, AddressFamily.IPV4),
    /** IPv6 addresses whose packets pass, each with its end. */
    OPEN_IPV6("open6", NfTables.NFPROTO_INET, AddressFamily.IPV6),
    /** Guarded IPv4 addresses, for ARP: a set belongs to a table, and a table to a family. */
    GUARDED_ARP("guarded4", NfTables.NFPROTO_ARP, AddressFamily.IPV4),
    /** IPv4 addresses whose ARP frames pass, each with its end. */
    OPEN_ARP("open4", NfTables.NFPROTO_ARP, AddressFamily.IPV4),
    /** Guarded IPv4 addresses as sender and target of one frame. */
    GRATUITOUS_ARP("gratuitous4", NfTables.NFPROTO_ARP, AddressFamily.IPV4);

    private final String text;
    private final int family;
    private final AddressFamily addresses;

    GateSet(String text, int family, AddressFamily addresses) {
        this.text = text;
        this.family = family;
        this.addresses = addresses;
    }

    String text() {
        return text;
    }

    /** The family of the table it is in. */
    int family() {
        return family;
    }

    boolean takes(AddressFamily of) {
        return addresses == of;
    }

    boolean isIpv4() {
        return addresses == AddressFamily.IPV4;
    }

    /** Whether elements have an end; otherwise they stay. */
    boolean isOpen() {
        return this == OPEN_IPV4 || this == OPEN_IPV6 || this == OPEN_ARP;
    }

    /** Whether an element is an address twice. */
    boolean isPair() {
        return this == GRATUITOUS_ARP;
    }

    int keyOctets() {
        return (isIpv4() ? 4 : 16) * (isPair() ? 2 : 1);
    }
}
