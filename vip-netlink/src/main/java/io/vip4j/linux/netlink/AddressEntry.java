/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An address on an interface as the kernel reports it.
 *
 * @param interfaceIndex the interface
 * @param address the local address
 * @param prefixLength its prefix
 * @param flags IFA_F_ bits
 * @param protocol who added it (IFA_PROTO), 0 if that is not known
 * @param validSeconds remaining lifetime, {@link #FOREVER} if it has none
 */
public record AddressEntry(
        int interfaceIndex, IpAddress address, int prefixLength, int flags, int protocol, long validSeconds) {

    /** Lifetime of an address that stays until it is removed. */
    public static final long FOREVER = 0xFFFF_FFFFL;

    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_CACHEINFO = 6;
    private static final int IFA_FLAGS = 8;
    private static final int IFA_PROTO = 11;
    private static final int IFA_F_SECONDARY = 0x01;
    private static final int BODY_OCTETS = 8;

    /** Reads RTM_NEWADDR or RTM_DELADDR; empty if it is not about an IPv4 or IPv6 address. */
    public static Optional<AddressEntry> decode(MessageReader message) {
        ByteBuffer buffer = message.buffer();
        if (message.bodyLength() < BODY_OCTETS) {
            return Optional.empty();
        }
        int body = message.bodyStart();
        int flags = buffer.get(body + 2) & 0xFF;
        int protocol = 0;
        long valid = FOREVER;
        Optional<IpAddress> address = Optional.empty();
        Optional<IpAddress> local = Optional.empty();
        AttributeReader attributes = message.attributes(body + BODY_OCTETS);
        while (attributes.next()) {
            switch (attributes.type()) {
                case IFA_ADDRESS -> address = addressOf(attributes);
                case IFA_LOCAL -> local = addressOf(attributes);
                case IFA_CACHEINFO -> valid = Integer.toUnsignedLong(attributes.asInt(4));
                case IFA_FLAGS -> flags = attributes.asInt(0);
                case IFA_PROTO -> protocol = attributes.asByte();
                default -> {
                    // Labels, broadcast addresses and whatever later kernels add do not matter here.
                }
            }
        }
        // On a point-to-point link IFA_ADDRESS is the other end; IPv6 has no IFA_LOCAL otherwise.
        Optional<IpAddress> own = local.isPresent() ? local : address;
        int prefixLength = buffer.get(body + 1) & 0xFF;
        int index = buffer.getInt(body + 4);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new AddressEntry(index, own.get(), prefixLength, flags, protocol, valid));
    }

    /** Whether it is the same address with the same prefix. */
    public boolean is(VirtualAddress other) {
        return address.equals(other.address()) && prefixLength == other.prefixLength();
    }

    /** Whether the kernel removes it by itself. */
    public boolean hasLifetime() {
        return validSeconds != FOREVER;
    }

    /** Whether it is an IPv4 address behind a primary one of the same subnet. */
    public boolean isSecondary() {
        return address.family() == AddressFamily.IPV4 && (flags & IFA_F_SECONDARY) != 0;
    }

    private static Optional<IpAddress> addressOf(AttributeReader attribute) {
        return attribute.isAddress() ? Optional.of(attribute.asAddress()) : Optional.empty();
    }
}
