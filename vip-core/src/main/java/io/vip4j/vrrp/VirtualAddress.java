/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.vrrp;

import java.util.Optional;

/**
 * An address that moves between the routers of one virtual router.
 *
 * @param address a unicast address
 * @param prefixLength 1..32 for IPv4, 1..128 for IPv6: the prefix the address is put on the interface with; 0 would put
 *     the whole internet behind the interface
 * @param options how it is put there
 */
public record VirtualAddress(IpAddress address, int prefixLength, AddressOptions options) {

    /** Checks that the address can be bound and that the prefix and the options fit the family. */
    public VirtualAddress {
        if (address.isMulticast() || address.isLimitedBroadcast() || address.isUnspecified() || address.isLoopback()) {
            throw new ConfigurationException("virtual address must be a unicast address: " + address);
        }
        if (prefixLength < 1 || prefixLength > address.family().bits()) {
            throw new ConfigurationException("prefix length of " + address + " must be 1.."
                    + address.family().bits() + ": " + prefixLength);
        }
        requireFamily("broadcast", options.broadcast(), address);
        requireFamily("peer", options.peer(), address);
        if (address.family() == AddressFamily.IPV6
                && (options.label().isPresent() || options.broadcast().isPresent())) {
            throw new ConfigurationException("label and broadcast must be absent with IPv6: " + address);
        }
        if (address.family() == AddressFamily.IPV4
                && (options.preferredLifetime().isPresent() || options.duplicateAddressDetection())) {
            throw new ConfigurationException(
                    "preferredLifetime and duplicateAddressDetection must be absent with IPv4: " + address);
        }
    }

    private static void requireFamily(String field, Optional<IpAddress> value, IpAddress address) {
        value.filter(v -> v.family() != address.family()).ifPresent(v -> {
            throw new ConfigurationException(field + " must be " + address.family() + " like " + address + ": " + v);
        });
    }

    /** An address in the plain form. */
    public VirtualAddress(IpAddress address, int prefixLength) {
        this(address, prefixLength, AddressOptions.NONE);
    }

    /** This address with other options. */
    public VirtualAddress with(AddressOptions value) {
        return new VirtualAddress(address, prefixLength, value);
    }

    /**
     * Parses {@code ADDRESS} or {@code ADDRESS/PREFIX}. Without a prefix it is the host prefix, /32 or /128.
     *
     * @throws ConfigurationException if the text is neither
     */
    public static VirtualAddress parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            IpAddress address = IpAddress.parse(text);
            return new VirtualAddress(address, address.family().bits());
        }
        IpAddress address = IpAddress.parse(text.substring(0, slash));
        String prefix = text.substring(slash + 1);
        if (prefix.isEmpty() || prefix.length() > 3 || !prefix.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new ConfigurationException("prefix length of " + address + " must be 1.."
                    + address.family().bits() + ": '" + prefix + "'");
        }
        return new VirtualAddress(address, Integer.parseInt(prefix));
    }

    /** The family of the address. */
    public AddressFamily family() {
        return address.family();
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
