/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IPv4 or IPv6 address as a plain value. Unlike {@link InetAddress} it never resolves a name, and it is ordered the
 * way the tie-break of RFC 9568 6.4.3 needs it: as an unsigned number in network byte order.
 *
 * @param family the address family
 * @param high the first 8 octets of an IPv6 address, 0 for IPv4
 * @param low the last 8 octets of an IPv6 address, or the 4 octets of an IPv4 address as an unsigned 32-bit number
 */
public record IpAddress(AddressFamily family, long high, long low) implements Comparable<IpAddress> {

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    // InetAddress takes a text that starts with a dot for a name and asks a name service about it.
    private static final Pattern IPV6 = Pattern.compile("(?!\\.)[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** Checks that an IPv4 address has 32 bits. */
    public IpAddress {
        if (family == AddressFamily.IPV4 && (high != 0 || low >>> 32 != 0)) {
            throw new ConfigurationException("IPv4 address must have 32 bits: " + high + ", " + low);
        }
    }

    /** The IPv4 address with these 32 bits in network byte order. */
    public static IpAddress ofIpv4(int bits) {
        return new IpAddress(AddressFamily.IPV4, 0, Integer.toUnsignedLong(bits));
    }

    /**
     * Reads an address at an absolute position of a big-endian buffer; the position of the buffer stays.
     *
     * @throws IndexOutOfBoundsException if the buffer ends before the address does
     */
    public static IpAddress read(AddressFamily family, ByteBuffer buffer, int offset) {
        return family == AddressFamily.IPV4
                ? ofIpv4(buffer.getInt(offset))
                : new IpAddress(family, buffer.getLong(offset), buffer.getLong(offset + 8));
    }

    /**
     * Parses a literal; never asks a name service.
     *
     * @throws ConfigurationException if the text is not a complete IPv4 or IPv6 literal
     */
    public static IpAddress parse(String text) {
        return tryParse(text)
                .orElseThrow(
                        () -> new ConfigurationException("address must be an IPv4 or IPv6 literal: '" + text + "'"));
    }

    /** Parses a literal; empty if the text is not a complete IPv4 or IPv6 literal. */
    public static Optional<IpAddress> tryParse(String text) {
        if (IPV4.matcher(text).matches()) {
            int bits = 0;
            for (String part : text.split("\\.", -1)) {
                int octet = Integer.parseInt(part);
                // A leading zero means octal to some parsers and decimal to others: refused.
                if (octet > 255 || (part.length() > 1 && part.charAt(0) == '0')) {
                    return Optional.empty();
                }
                bits = (bits << 8) | octet;
            }
            return Optional.of(ofIpv4(bits));
        }
        if (!IPV6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            byte[] octets = InetAddress.getByName(text).getAddress();
            return octets.length == 16 ? Optional.of(ofOctets(octets)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /**
     * The address with these octets.
     *
     * @throws ConfigurationException unless there are 4 or 16 of them
     */
    public static IpAddress ofOctets(byte[] octets) {
        if (octets.length != 4 && octets.length != 16) {
            throw new ConfigurationException("address must have 4 or 16 octets: " + octets.length);
        }
        return read(octets.length == 4 ? AddressFamily.IPV4 : AddressFamily.IPV6, ByteBuffer.wrap(octets), 0);
    }

    /** Writes the address at an absolute position of a big-endian buffer; the position of the buffer stays. */
    public void write(ByteBuffer buffer, int offset) {
        if (family == AddressFamily.IPV4) {
            buffer.putInt(offset, (int) low);
        } else {
            buffer.putLong(offset, high);
            buffer.putLong(offset + 8, low);
        }
    }

    /** The octets in network byte order, 4 or 16 of them. */
    public byte[] octets() {
        byte[] octets = new byte[family.octets()];
        write(ByteBuffer.wrap(octets), 0);
        return octets;
    }

    /** Whether the address is a multicast group. */
    public boolean isMulticast() {
        return family == AddressFamily.IPV4 ? low >>> 28 == 0xE : high >>> 56 == 0xFF;
    }

    /** Whether the address is link-local: 169.254.0.0/16 or fe80::/10. */
    public boolean isLinkLocal() {
        return family == AddressFamily.IPV4 ? low >>> 16 == 0xA9FE : high >>> 54 == 0x3FA;
    }

    /** Whether the address is the limited broadcast address, 255.255.255.255. */
    public boolean isLimitedBroadcast() {
        return family == AddressFamily.IPV4 && low == 0xFFFFFFFFL;
    }

    /** Whether every bit is zero. */
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    /** Whether the address stays inside this host: 127.0.0.0/8 or ::1. */
    public boolean isLoopback() {
        return family == AddressFamily.IPV4 ? low >>> 24 == 127 : high == 0 && low == 1;
    }

    /**
     * Compares as unsigned numbers in network byte order, as RFC 9568 6.4.3 asks; every IPv4 address sorts before every
     * IPv6 address.
     */
    @Override
    public int compareTo(IpAddress other) {
        int byFamily = family.compareTo(other.family);
        if (byFamily != 0) {
            return byFamily;
        }
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** As the record's own, which is slower by an order of magnitude where code is not compiled with all optimizations. */
    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address
                && low == address.low
                && high == address.high
                && family == address.family;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(high) + Long.hashCode(low);
    }

    @Override
    public String toString() {
        if (family == AddressFamily.IPV4) {
            return (low >>> 24) + "." + ((low >>> 16) & 255) + "." + ((low >>> 8) & 255) + "." + (low & 255);
        }
        return Ipv6Text.format(high, low);
    }
}
