/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

/** Address family of a virtual router; the two families of one VRID are two independent routers (RFC 9568 5.2.3). */
public enum AddressFamily {
    /** Internet Protocol version 4. */
    IPV4(4),
    /** Internet Protocol version 6. */
    IPV6(16);

    private final int octets;

    AddressFamily(int octets) {
        this.octets = octets;
    }

    /** Length of an address in octets, 4 or 16. */
    public int octets() {
        return octets;
    }

    /** The multicast group of VRRP advertisements: 224.0.0.18 or ff02::12 (RFC 9568 5.1.1.2, 5.1.2.2). */
    public IpAddress vrrpGroup() {
        return this == IPV4 ? Groups.OVER_IPV4 : Groups.OVER_IPV6;
    }

    /** Made with the first question: an address needs its family first. */
    private static final class Groups {
        private static final IpAddress OVER_IPV4 = IpAddress.ofIpv4(0xE0000012);
        private static final IpAddress OVER_IPV6 = new IpAddress(IPV6, 0xFF02L << 48, 0x12);
    }

    /** Length of an address in bits, the longest prefix. */
    public int bits() {
        return octets * 8;
    }

    @Override
    public String toString() {
        return this == IPV4 ? "IPv4" : "IPv6";
    }
}
