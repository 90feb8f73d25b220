/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.health.HealthCheck;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.SimplePassword;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.Vrid;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one virtual router shall be. An instance is always valid: the constructor refuses a wrong value with
 * the field, the rule and the value.
 *
 * @param name what people call it; unique on a host
 * @param networkInterface name of the interface for advertisements and addresses, 1..15 characters
 * @param version protocol version
 * @param vrid identifier on the link
 * @param priority 1..255; 255 only on the router that owns the addresses
 * @param advertisementInterval time between two advertisements while Active
 * @param preempt whether this router takes the role from an Active router with a lower priority (RFC 9568 6.1)
 * @param addresses 1..255 addresses of one family, without doubles; the first IPv6 address is link-local
 * @param password simple text password; VRRPv2 only
 * @param checksumForm what the checksum of a VRRPv3 advertisement that is sent over IPv4 covers
 * @param announcements how the neighbours are told
 * @param lease whether the kernel removes the addresses when this process dies
 * @param checks what must work for this router to take part; names are unique
 */
public record VirtualRouterConfig(
        String name,
        String networkInterface,
        VrrpVersion version,
        Vrid vrid,
        Priority priority,
        AdvertisementInterval advertisementInterval,
        boolean preempt,
        List<VirtualAddress> addresses,
        Optional<SimplePassword> password,
        ChecksumForm checksumForm,
        AnnouncementProfile announcements,
        AddressLease lease,
        List<NamedCheck> checks) {

    private static final int MAX_ADDRESSES = 255; // RFC 9568 5.2.5: the count field has 8 bits.
    private static final int MAX_INTERFACE_NAME = 15; // Linux: IFNAMSIZ less the terminating zero.

    /** Checks every rule between the fields. */
    public VirtualRouterConfig {
        requireText("name", name);
        requireText("networkInterface", networkInterface);
        if (networkInterface.length() > MAX_INTERFACE_NAME
                || networkInterface.chars().anyMatch(c -> c == '/')) {
            throw new ConfigurationException(
                    "networkInterface must have 1..15 characters without '/': '" + networkInterface + "'");
        }
        if (priority.isZero()) {
            throw new ConfigurationException("priority must be 1..255: 0");
        }
        advertisementInterval.requireValidFor(version);
        addresses = List.copyOf(addresses);
        requireAddresses(addresses, version);
        if (version == VrrpVersion.V3 && password.isPresent()) {
            throw new ConfigurationException(
                    "password must be absent with VRRPv3, which has no authentication; use VRRPv2 or drop it");
        }
        if (lease.lifetime(advertisementInterval)
                .filter(lifetime -> lifetime.compareTo(advertisementInterval.toDuration()) <= 0)
                .isPresent()) {
            throw new ConfigurationException("lease must be longer than advertisementInterval (" + advertisementInterval
                    + "), which renews it: " + lease);
        }
    }

    private static void requireText(String field, String value) {
        if (value.isEmpty() || value.chars().anyMatch(Character::isWhitespace)) {
            throw new ConfigurationException(field + " must be a word without white space: '" + value + "'");
        }
    }

    private static void requireAddresses(List<VirtualAddress> addresses, VrrpVersion version) {
        if (addresses.isEmpty() || addresses.size() > MAX_ADDRESSES) {
            throw new ConfigurationException("addresses must have 1..255 entries: " + addresses.size());
        }
        Set<Object> seen = new HashSet<>();
        AddressFamily family = addresses.get(0).family();
        for (VirtualAddress address : addresses) {
            if (address.family() != family) {
                throw new ConfigurationException("addresses must be of one family, like " + addresses.get(0)
                        + "; use a second virtual router for: " + address);
            }
            if (!seen.add(address.address())) {
                throw new ConfigurationException("addresses must not repeat: " + address.address());
            }
        }
        if (family == AddressFamily.IPV6 && version == VrrpVersion.V2) {
            throw new ConfigurationException("addresses must be IPv4 with VRRPv2: " + addresses.get(0));
        }
        // RFC 9568 5.2.9, erratum 8300: receivers discard anything else.
        if (family == AddressFamily.IPV6 && !addresses.get(0).address().isLinkLocal()) {
            throw new ConfigurationException(
                    "addresses must start with a link-local address (fe80::/10) with IPv6: " + addresses.get(0));
        }
    }

    /** The family of the addresses and so of the virtual router. */
    public AddressFamily family() {
        return addresses.get(0).family();
    }

    /**
     * Starts a configuration with the defaults of RFC 9568: VRRPv3, priority 100, one advertisement a second,
     * preemption on, lease on.
     *
     * @param name what people call it
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** Collects the values of a {@link VirtualRouterConfig}. Not thread-safe. */
    public static final class Builder {

        private final String name;
        private @Nullable String networkInterface;
        private VrrpVersion version = VrrpVersion.V3;
        private @Nullable Vrid vrid;
        private Priority priority = Priority.DEFAULT;
        private AdvertisementInterval advertisementInterval = AdvertisementInterval.DEFAULT;
        private boolean preempt = true;
        private final List<VirtualAddress> addresses = new ArrayList<>();
        private Optional<SimplePassword> password = Optional.empty();
        private ChecksumForm checksumForm = ChecksumForm.PSEUDO_HEADER;
        private AnnouncementProfile announcements = AnnouncementProfile.DEFAULT;
        private AddressLease lease = AddressLease.auto();
        private final List<NamedCheck> checks = new ArrayList<>();

        private Builder(String name) {
            this.name = name;
        }

        /** Name of the interface for advertisements and addresses; required. */
        public Builder networkInterface(String value) {
            networkInterface = value;
            return this;
        }

        /** Protocol version; default VRRPv3. */
        public Builder version(VrrpVersion value) {
            version = value;
            return this;
        }

        /** Virtual Router Identifier, 1..255; required. */
        public Builder vrid(int value) {
            vrid = new Vrid(value);
            return this;
        }

        /** Election priority, 1..255; default 100. */
        public Builder priority(int value) {
            priority = new Priority(value);
            return this;
        }

        /** Time between advertisements: a multiple of 10 ms up to 40.95 s, whole seconds with VRRPv2; default 1 s. */
        public Builder advertisementInterval(Duration value) {
            advertisementInterval = AdvertisementInterval.of(value);
            return this;
        }

        /** Whether to take the role from an Active router with a lower priority; default true. */
        public Builder preempt(boolean value) {
            preempt = value;
            return this;
        }

        /** Adds an address, {@code ADDRESS} or {@code ADDRESS/PREFIX}; at least one is required. */
        public Builder address(String value) {
            return address(VirtualAddress.parse(value));
        }

        /** Adds an address; at least one is required. */
        public Builder address(VirtualAddress value) {
            addresses.add(value);
            return this;
        }

        /** Simple text password of 1..8 octets; VRRPv2 only; default none. */
        public Builder password(String value) {
            password = Optional.of(SimplePassword.of(value));
            return this;
        }

        /** Checksum of sent VRRPv3 advertisements over IPv4; the default is what stock keepalived accepts. */
        public Builder checksumForm(ChecksumForm value) {
            checksumForm = value;
            return this;
        }

        /** How the neighbours are told; default five at once and five more after 5 s. */
        public Builder announcements(AnnouncementProfile value) {
            announcements = value;
            return this;
        }

        /** Whether the kernel removes the addresses when this process dies; default {@link AddressLease#auto()}. */
        public Builder lease(AddressLease value) {
            lease = value;
            return this;
        }

        /**
         * Adds something that must work for this router to take part.
         *
         * @param checkName what people call it; unique in this router
         */
        public Builder check(String checkName, HealthCheck check, OnFailure onFailure) {
            checks.add(new NamedCheck(checkName, check, onFailure));
            return this;
        }

        /**
         * Checks and builds.
         *
         * @throws ConfigurationException if a required value is missing or a rule is broken
         */
        public VirtualRouterConfig build() {
            if (networkInterface == null) {
                throw new ConfigurationException("networkInterface of virtual router '" + name + "' must be given");
            }
            if (vrid == null) {
                throw new ConfigurationException("vrid of virtual router '" + name + "' must be given");
            }
            return new VirtualRouterConfig(
                    name,
                    networkInterface,
                    version,
                    vrid,
                    priority,
                    advertisementInterval,
                    preempt,
                    addresses,
                    password,
                    checksumForm,
                    announcements,
                    lease,
                    checks);
        }
    }
}
