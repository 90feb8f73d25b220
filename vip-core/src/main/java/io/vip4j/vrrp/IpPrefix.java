/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

/**
 * A range of addresses, the destination of a route or the selector of a rule.
 *
 * @param address its first address; the bits behind the prefix are zero
 * @param length 0..32 for IPv4, 0..128 for IPv6; 0 is every address of the family
 */
public record IpPrefix(IpAddress address, int length) {

    /** Checks the range of the length and the bits behind the prefix. */
    public IpPrefix {
        if (length < 0 || length > address.family().bits()) {
            throw new ConfigurationException("prefix length of " + address + " must be 0.."
                    + address.family().bits() + ": " + length);
        }
        if (!isZeroBehind(address, length)) {
            throw new ConfigurationException("prefix must have no bits behind its length: " + address + "/" + length);
        }
    }

    /** Every address of a family. */
    public static IpPrefix everything(AddressFamily family) {
        return new IpPrefix(new IpAddress(family, 0, 0), 0);
    }

    /**
     * Parses {@code ADDRESS} or {@code ADDRESS/LENGTH}. Without a length it is a single address.
     *
     * @throws ConfigurationException if the text is neither
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        if (slash < 0) {
            return new IpPrefix(address, address.family().bits());
        }
        String length = text.substring(slash + 1);
        if (length.isEmpty() || length.length() > 3 || !length.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ConfigurationException("prefix length of " + address + " must be 0.."
                    + address.family().bits() + ": '" + length + "'");
        }
        return new IpPrefix(address, Integer.parseInt(length));
    }

    /** The family of its addresses. */
    public AddressFamily family() {
        return address.family();
    }

    /**
     * Whether the bits of an address behind its first ones are zero.
     *
     * @param length 0..32 for IPv4, 0..128 for IPv6
     */
    public static boolean isZeroBehind(IpAddress address, int length) {
        if (address.family() == AddressFamily.IPV4) {
            return length == 32 || (address.low() & 0xFFFF_FFFFL >>> length) == 0;
        }
        if (length == 0) {
            return address.high() == 0 && address.low() == 0;
        }
        if (length <= 64) {
            return address.low() == 0 && (length == 64 || (address.high() & -1L >>> length) == 0);
        }
        return length == 128 || (address.low() & -1L >>> (length - 64)) == 0;
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
