/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.vrrp.AddressFamily;

/** The sets of a {@link GateTable}. */
enum GateSet {
    /** Guarded IPv4 addresses. */
    GUARDED_IPV4(1, "guarded4", NfTables.NFPROTO_INET, AddressFamily.IPV4),
    /** Guarded IPv6 addresses. */
    GUARDED_IPV6(2, "guarded6", NfTables.NFPROTO_INET, AddressFamily.IPV6),
    /** IPv4 addresses whose packets pass, each with its end. */
    OPEN_IPV4(3, "open4", NfTables.NFPROTO_INET, AddressFamily.IPV4),
    /** IPv6 addresses whose packets pass, each with its end. */
    OPEN_IPV6(4, "open6", NfTables.NFPROTO_INET, AddressFamily.IPV6),
    /** Guarded IPv4 addresses, for ARP: a set belongs to a table, and a table to a family. */
    GUARDED_ARP(5, "guarded4", NfTables.NFPROTO_ARP, AddressFamily.IPV4),
    /** IPv4 addresses whose ARP frames pass, each with its end. */
    OPEN_ARP(6, "open4", NfTables.NFPROTO_ARP, AddressFamily.IPV4),
    /** Guarded IPv4 addresses as sender and target of one frame. */
    GRATUITOUS_ARP(7, "gratuitous4", NfTables.NFPROTO_ARP, AddressFamily.IPV4);

    private final int id;
    private final String text;
    private final int family;
    private final AddressFamily addresses;

    GateSet(int id, String text, int family, AddressFamily addresses) {
        this.id = id;
        this.text = text;
        this.family = family;
        this.addresses = addresses;
    }

    /** A number by which the kernel tells the sets of one batch apart. */
    int id() {
        return id;
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
