/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.linux.netlink;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AddressOptions;
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
 * @param form what else was asked for when it was added
 */
public record AddressEntry(
        int interfaceIndex,
        IpAddress address,
        int prefixLength,
        int flags,
        int protocol,
        long validSeconds,
        AddressForm form) {

    /** Lifetime of an address that stays until it is removed. */
    public static final long FOREVER = 0xFFFF_FFFFL;

    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_LABEL = 3;
    private static final int IFA_BROADCAST = 4;
    private static final int IFA_CACHEINFO = 6;
    private static final int IFA_FLAGS = 8;
    private static final int IFA_PROTO = 11;
    private static final int IFA_F_SECONDARY = 0x01;
    private static final int IFA_F_DADFAILED = 0x08;
    private static final int IFA_F_TENTATIVE = 0x40;
    private static final int IFA_F_NOPREFIXROUTE = 0x200;
    private static final int BODY_OCTETS = 8;

    /** An address in the plain form. */
    public AddressEntry(
            int interfaceIndex, IpAddress address, int prefixLength, int flags, int protocol, long validSeconds) {
        this(interfaceIndex, address, prefixLength, flags, protocol, validSeconds, AddressForm.PLAIN);
    }

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
        Optional<IpAddress> broadcast = Optional.empty();
        Optional<String> label = Optional.empty();
        AttributeReader attributes = message.attributes(body + BODY_OCTETS);
        while (attributes.next()) {
            switch (attributes.type()) {
                case IFA_ADDRESS -> address = addressOf(attributes);
                case IFA_LOCAL -> local = addressOf(attributes);
                case IFA_LABEL -> label = Optional.of(attributes.asText());
                case IFA_BROADCAST -> broadcast = addressOf(attributes);
                case IFA_CACHEINFO -> valid = Integer.toUnsignedLong(attributes.asInt(4));
                case IFA_FLAGS -> flags = attributes.asInt(0);
                case IFA_PROTO -> protocol = attributes.asByte();
                default -> {
                    // Whatever later kernels add does not matter here.
                }
            }
        }
        // On a point-to-point link IFA_ADDRESS is the other end; IPv6 has no IFA_LOCAL otherwise.
        Optional<IpAddress> own = local.isPresent() ? local : address;
        int prefixLength = buffer.get(body + 1) & 0xFF;
        int scope = buffer.get(body + 3) & 0xFF;
        int index = buffer.getInt(body + 4);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Optional<IpAddress> peer = address.filter(other -> !other.equals(own.get()));
        AddressForm form = new AddressForm(peer, broadcast, label, scope);
        return Optional.of(new AddressEntry(index, own.get(), prefixLength, flags, protocol, valid, form));
    }

    /** The address that the prefix belongs to: the other end of a point-to-point link, else the address itself. */
    public IpAddress remote() {
        return form.peer().orElse(address);
    }

    /**
     * Whether it fills the place in the kernel's table that the other would be put in. IPv4 keeps several of an
     * address, which differ in their subnets; IPv6 keeps one on an interface.
     */
    public boolean isInPlaceOf(VirtualAddress other) {
        return address.equals(other.address())
                && prefixLength == other.prefixLength()
                && (address.family() == AddressFamily.IPV6
                        || isSameSubnet(
                                remote(), other.options().peer().orElse(other.address()), other.prefixLength()));
    }

    /** Whether both tell about the same entry of the kernel's table. */
    public boolean isSameEntryAs(AddressEntry other) {
        return interfaceIndex == other.interfaceIndex
                && address.equals(other.address)
                && prefixLength == other.prefixLength
                && (address.family() == AddressFamily.IPV6 || remote().equals(other.remote()));
    }

    /**
     * Whether it has everything that was asked for, so that a renewal, which changes the lifetime only, leaves nothing
     * wrong.
     *
     * @param interfaceName what the kernel gives as the label of an IPv4 address that was asked for without one
     */
    public boolean isLike(VirtualAddress other, String interfaceName) {
        AddressOptions options = other.options();
        if (!isInPlaceOf(other)
                || !form.peer().equals(options.peer())
                || options.noPrefixRoute() != ((flags & IFA_F_NOPREFIXROUTE) != 0)) {
            return false;
        }
        return address.family() == AddressFamily.IPV6
                || (form.label().orElse(interfaceName).equals(options.label().orElse(interfaceName))
                        && form.broadcast().equals(options.broadcast())
                        && form.scope() == options.scope().value());
    }

    /** Whether this and another IPv4 address share this many leading bits. */
    public static boolean isSameSubnet(IpAddress one, IpAddress other, int prefixLength) {
        return one.family() == other.family()
                && (prefixLength == 0 || (one.low() ^ other.low()) >>> (32 - prefixLength) == 0);
    }

    /** Whether duplicate address detection has not finished, or found another station: it must not be used. */
    public boolean isTentative() {
        return (flags & IFA_F_TENTATIVE) != 0;
    }

    /** Whether another station on the link has the address already. */
    public boolean isDuplicate() {
        return (flags & IFA_F_DADFAILED) != 0;
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
