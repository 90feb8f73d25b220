/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.config;

import io.vip4j.config.Transport.Multicast;
import io.vip4j.config.Transport.Unicast;
import io.vip4j.health.HealthCheck;
import io.vip4j.health.NamedCheck;
import io.vip4j.health.OnFailure;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.ConfigurationException;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.SimplePassword;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRule;
import io.vip4j.vrrp.Vrid;
import io.vip4j.vrrp.VrrpVersion;
import java.nio.charset.StandardCharsets;
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
 * @param name what people call it; unique on a host and family
 * @param networkInterface name of the interface for advertisements and addresses, 1..15 octets
 * @param version protocol version
 * @param alsoVersion2 VRRPv3 over IPv4 only: every advertisement is sent in VRRPv2 too, and those of routers that speak
 *     VRRPv2 alone are heard, as a path of upgrade (RFC 9568 8.4); the interval is then whole seconds
 * @param family the family it speaks
 * @param vrid identifier on the link
 * @param priority 1..255; 255 only on the router that owns the addresses
 * @param advertisementInterval time between two advertisements while Active
 * @param preemption whether this router takes the role from an Active router with a lower priority (RFC 9568 6.1)
 * @param timing times beyond the RFC
 * @param transport whom advertisements are sent to
 * @param sourceAddress source of advertisements; empty: the primary address of the interface, in IPv6 its link-local one
 *     (RFC 9568 5.1.1.1, 5.1.2.1)
 * @param addresses 0..255 addresses of one family, without doubles, that are advertised; the first IPv6 address is
 *     link-local if they go by multicast. None: an election without address
 * @param excludedAddresses addresses of any family that come and go with the role and are not advertised
 * @param routes routes that come and go with the role
 * @param rules policy rules that come and go with the role
 * @param virtualMac whether it has a hardware address of its own
 * @param password simple text password; VRRPv2 only
 * @param checksum what the checksum of a VRRPv3 advertisement that is sent over IPv4 covers
 * @param contest what an Active router does when it hears another one
 * @param announcements how the neighbours are told
 * @param lease whether the kernel removes the addresses when this process dies
 * @param binding what the addresses are bound to
 * @param gate what keeps packets from the addresses while advertisements do not go out
 * @param release how the role is given away
 * @param peerWatch whether the process of the Active router is watched over TCP; the same on all routers
 * @param quorum whether it needs a vote besides the role to hold the addresses
 * @param checks what must work for this router to take part; names are unique
 * @param trackedInterfaces other interfaces whose link counts
 * @param tracksOwnInterface whether the own interface must be up; false: only its existence and address count
 * @param keepWhenAllBad what a failed check that releases does when no other router takes the addresses: false: nobody
 *     holds them until it works again; true: this router gives the role away once, if it has it, and goes on as the last
 *     resort, with priority 1, so that among equally sick routers one holds the addresses and keeps them. A healthy router
 *     with this setting takes the role from one with priority 1 in any case, even if it does not preempt. A check that has
 *     not answered yet, a tracked interface and the own one keep the router away as ever. In a group it acts only if every
 *     member has it, and then a failed check of one, or of the group, makes all of them the last resort
 */
public record VirtualRouterConfig(
        String name,
        String networkInterface,
        VrrpVersion version,
        boolean alsoVersion2,
        AddressFamily family,
        Vrid vrid,
        Priority priority,
        AdvertisementInterval advertisementInterval,
        Preemption preemption,
        Timing timing,
        Transport transport,
        Optional<IpAddress> sourceAddress,
        List<VirtualAddress> addresses,
        List<VirtualAddress> excludedAddresses,
        List<VirtualRoute> routes,
        List<VirtualRule> rules,
        Optional<VirtualMac> virtualMac,
        Optional<SimplePassword> password,
        ChecksumChoice checksum,
        Contest contest,
        AnnouncementProfile announcements,
        AddressLease lease,
        Binding binding,
        Gate gate,
        ReleaseProfile release,
        Optional<PeerWatch> peerWatch,
        Optional<Quorum> quorum,
        List<NamedCheck> checks,
        List<TrackedInterface> trackedInterfaces,
        boolean tracksOwnInterface,
        boolean keepWhenAllBad) {

    private static final int MAX_ADDRESSES = 255; // RFC 9568 5.2.5: the count field has 8 bits.
    private static final int MAX_IPV6_ADDRESSES = 90; // What fits 1500 octets with the IPv6 and VRRP headers.
    private static final int MAX_INTERFACE_NAME = 15; // Linux: IFNAMSIZ less the terminating zero.

    /** Checks every rule between the fields. */
    public VirtualRouterConfig {
        requireText("name", name);
        requireText("networkInterface", networkInterface);
        if (networkInterface.getBytes(StandardCharsets.UTF_8).length > MAX_INTERFACE_NAME
                || networkInterface.chars().anyMatch(c -> c == '/')) {
            throw new ConfigurationException(
                    "networkInterface must have 1..15 octets without '/': '" + networkInterface + "'");
        }
        if (priority.isZero()) {
            throw new ConfigurationException("priority must be 1..255: 0");
        }
        advertisementInterval.requireValidFor(version);
        addresses = List.copyOf(addresses);
        excludedAddresses = List.copyOf(excludedAddresses);
        routes = List.copyOf(routes);
        rules = List.copyOf(rules);
        checks = List.copyOf(checks);
        trackedInterfaces = List.copyOf(trackedInterfaces);
        if (keepWhenAllBad && priority.isOwner()) {
            throw new ConfigurationException("keepWhenAllBad must be false for the owner of the addresses (priority"
                    + " 255), whose priority never changes");
        }
        requireVersion(version, alsoVersion2, family, advertisementInterval);
        requireBinding(binding, family, virtualMac);
        requireAddresses(addresses, family, transport);
        requireNoDoubles(addresses, excludedAddresses);
        requireTransport(transport, family, sourceAddress);
        if (version == VrrpVersion.V3 && password.isPresent() && !alsoVersion2) {
            throw new ConfigurationException(
                    "password must be absent with VRRPv3, which has no authentication; use VRRPv2 or drop it");
        }
        if (lease.lifetime(advertisementInterval, timing.downAdvertisements())
                .filter(lifetime -> lifetime.compareTo(advertisementInterval.toDuration()) <= 0)
                .isPresent()) {
            throw new ConfigurationException("lease must be longer than advertisementInterval (" + advertisementInterval
                    + "), which renews it: " + lease);
        }
        if (quorum.isPresent() && !(addresses.isEmpty() && excludedAddresses.isEmpty())) {
            quorum.get().requireLease(lease.lifetime(advertisementInterval, timing.downAdvertisements()));
        }
    }

    private static void requireText(String field, String value) {
        if (value.isEmpty() || value.chars().anyMatch(Character::isWhitespace)) {
            throw new ConfigurationException(field + " must be a word without white space: '" + value + "'");
        }
    }

    private static void requireVersion(
            VrrpVersion version, boolean alsoVersion2, AddressFamily family, AdvertisementInterval interval) {
        if (family == AddressFamily.IPV6 && (version == VrrpVersion.V2 || alsoVersion2)) {
            throw new ConfigurationException("family must be IPv4 with VRRPv2: " + family);
        }
        if (alsoVersion2 && version == VrrpVersion.V2) {
            throw new ConfigurationException("alsoVersion2 must be false with VRRPv2: it is spoken anyway");
        }
        if (alsoVersion2) {
            interval.requireValidFor(VrrpVersion.V2);
        }
    }

    private static void requireBinding(Binding binding, AddressFamily family, Optional<VirtualMac> virtualMac) {
        if (binding == Binding.PROCESS && family == AddressFamily.IPV6) {
            throw new ConfigurationException(
                    "binding must be INTERFACE with IPv6, whose neighbours ask on the interface"
                            + " that has the address: " + binding + "; the lease and the gate protect it");
        }
        if (binding == Binding.PROCESS && virtualMac.isPresent()) {
            throw new ConfigurationException(
                    "binding must be INTERFACE with virtualMac, whose interface has the addresses: " + binding);
        }
    }

    private static void requireAddresses(List<VirtualAddress> addresses, AddressFamily family, Transport transport) {
        int most = family == AddressFamily.IPV6 ? MAX_IPV6_ADDRESSES : MAX_ADDRESSES;
        if (addresses.size() > most) {
            throw new ConfigurationException("addresses must have at most " + most
                    + " entries, as many as an " + family + " advertisement can carry; give the others as"
                    + " excludedAddresses: " + addresses.size());
        }
        for (VirtualAddress address : addresses) {
            if (address.family() != family) {
                throw new ConfigurationException("addresses must be " + family
                        + "; use a second virtual router or excludedAddresses for: " + address);
            }
        }
        // RFC 9568 5.2.9, erratum 8300: receivers discard anything else. Unicast is outside the RFC.
        if (family == AddressFamily.IPV6
                && transport instanceof Multicast
                && !addresses.isEmpty()
                && !addresses.get(0).address().isLinkLocal()) {
            throw new ConfigurationException(
                    "addresses must start with a link-local address (fe80::/10) with IPv6: " + addresses.get(0));
        }
    }

    private static void requireNoDoubles(List<VirtualAddress> addresses, List<VirtualAddress> excludedAddresses) {
        Set<IpAddress> seen = new HashSet<>();
        for (VirtualAddress address : addresses) {
            if (!seen.add(address.address())) {
                throw new ConfigurationException("addresses must not repeat: " + address.address());
            }
        }
        for (VirtualAddress address : excludedAddresses) {
            if (!seen.add(address.address())) {
                throw new ConfigurationException("excludedAddresses must not repeat: " + address.address());
            }
        }
    }

    private static void requireTransport(Transport transport, AddressFamily family, Optional<IpAddress> source) {
        if (transport instanceof Unicast unicast) {
            IpAddress peer = unicast.peers().get(0).address();
            if (peer.family() != family) {
                throw new ConfigurationException("unicast peers must be " + family + " like the addresses: " + peer);
            }
        }
        if (transport instanceof Multicast multicast) {
            multicast.group().filter(group -> group.family() != family).ifPresent(group -> {
                throw new ConfigurationException("multicast group must be " + family + ": " + group);
            });
        }
        if (source.isEmpty()) {
            return;
        }
        IpAddress address = source.get();
        if (address.family() != family || address.isMulticast() || address.isUnspecified()) {
            throw new ConfigurationException("sourceAddress must be a unicast " + family + " address: " + address);
        }
        // RFC 9568 5.1.2.1.
        if (family == AddressFamily.IPV6 && transport instanceof Multicast && !address.isLinkLocal()) {
            throw new ConfigurationException(
                    "sourceAddress must be link-local (fe80::/10) with IPv6 multicast: " + address);
        }
    }

    /** For how long the kernel keeps the addresses after a renewal; empty if the lease is off. */
    public Optional<Duration> leaseLifetime() {
        return lease.lifetime(advertisementInterval, timing.downAdvertisements());
    }

    /**
     * Whether its only peer is this host itself: it neither hears nor is heard. With a {@link Quorum} the vote alone then
     * decides who holds the addresses; without one every such router does.
     */
    public boolean hearsNobody() {
        return transport instanceof Unicast unicast
                && unicast.peers().size() == 1
                && sourceAddress.equals(Optional.of(unicast.peers().get(0).address()));
    }

    /** The advertised addresses, then the excluded ones. */
    public List<VirtualAddress> allAddresses() {
        if (excludedAddresses.isEmpty()) {
            return addresses;
        }
        List<VirtualAddress> all = new ArrayList<>(addresses);
        all.addAll(excludedAddresses);
        return List.copyOf(all);
    }

    /** Whether this is the same virtual router on the wire as another: only such a one can change in place. */
    public boolean hasIdentityOf(VirtualRouterConfig other) {
        return name.equals(other.name)
                && networkInterface.equals(other.networkInterface)
                && family == other.family
                && vrid.equals(other.vrid)
                && version == other.version
                && virtualMac.equals(other.virtualMac)
                && binding == other.binding
                && quorum.equals(other.quorum);
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

    /** A builder that starts from these values. */
    public Builder toBuilder() {
        Builder builder = new Builder(name);
        builder.networkInterface = networkInterface;
        builder.version = version;
        builder.alsoVersion2 = alsoVersion2;
        builder.family = family;
        builder.vrid = vrid;
        builder.priority = priority;
        builder.advertisementInterval = advertisementInterval;
        builder.preemption = preemption;
        builder.timing = timing;
        builder.transport = transport;
        builder.sourceAddress = sourceAddress;
        builder.addresses.addAll(addresses);
        builder.excludedAddresses.addAll(excludedAddresses);
        builder.routes.addAll(routes);
        builder.rules.addAll(rules);
        builder.virtualMac = virtualMac;
        builder.password = password;
        builder.checksum = checksum;
        builder.contest = contest;
        builder.announcements = announcements;
        builder.lease = lease;
        builder.binding = binding;
        builder.gate = gate;
        builder.release = release;
        builder.peerWatch = peerWatch;
        builder.quorum = quorum;
        builder.checks.addAll(checks);
        builder.trackedInterfaces.addAll(trackedInterfaces);
        builder.tracksOwnInterface = tracksOwnInterface;
        builder.keepWhenAllBad = keepWhenAllBad;
        return builder;
    }

    /** Collects the values of a {@link VirtualRouterConfig}. Not thread-safe. */
    public static final class Builder {

        private String name;
        private @Nullable String networkInterface;
        private VrrpVersion version = VrrpVersion.V3;
        private boolean alsoVersion2;
        private @Nullable AddressFamily family;
        private @Nullable Vrid vrid;
        private Priority priority = Priority.DEFAULT;
        private AdvertisementInterval advertisementInterval = AdvertisementInterval.DEFAULT;
        private Preemption preemption = Preemption.IMMEDIATE;
        private Timing timing = Timing.DEFAULT;
        private Transport transport = Transport.MULTICAST;
        private Optional<IpAddress> sourceAddress = Optional.empty();
        private final List<VirtualAddress> addresses = new ArrayList<>();
        private final List<VirtualAddress> excludedAddresses = new ArrayList<>();
        private final List<VirtualRoute> routes = new ArrayList<>();
        private final List<VirtualRule> rules = new ArrayList<>();
        private Optional<VirtualMac> virtualMac = Optional.empty();
        private Optional<SimplePassword> password = Optional.empty();
        private ChecksumChoice checksum = ChecksumChoice.PSEUDO_HEADER;
        private Contest contest = Contest.DEFAULT;
        private AnnouncementProfile announcements = AnnouncementProfile.DEFAULT;
        private AddressLease lease = AddressLease.auto();
        private Binding binding = Binding.INTERFACE;
        private Gate gate = Gate.NONE;
        private ReleaseProfile release = ReleaseProfile.DEFAULT;
        private Optional<PeerWatch> peerWatch = Optional.empty();
        private Optional<Quorum> quorum = Optional.empty();
        private final List<NamedCheck> checks = new ArrayList<>();
        private final List<TrackedInterface> trackedInterfaces = new ArrayList<>();
        private boolean tracksOwnInterface = true;
        private boolean keepWhenAllBad;

        private Builder(String name) {
            this.name = name;
        }

        /** Another name. */
        public Builder name(String value) {
            name = value;
            return this;
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

        /** Whether VRRPv3 over IPv4 is accompanied by VRRPv2 during an upgrade; default false. */
        public Builder alsoVersion2(boolean value) {
            alsoVersion2 = value;
            return this;
        }

        /** The family; default that of the first address, required for an election without address. */
        public Builder family(AddressFamily value) {
            family = value;
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
            return preemption(value ? Preemption.IMMEDIATE : Preemption.NEVER);
        }

        /** Whether and when to take the role from an Active router with a lower priority; default at once. */
        public Builder preemption(Preemption value) {
            preemption = value;
            return this;
        }

        /** Times beyond the RFC; default none. */
        public Builder timing(Timing value) {
            timing = value;
            return this;
        }

        /** Whom advertisements are sent to; default the multicast group of the RFC. */
        public Builder transport(Transport value) {
            transport = value;
            return this;
        }

        /** Source of advertisements; default the primary address of the interface. */
        public Builder sourceAddress(IpAddress value) {
            sourceAddress = Optional.of(value);
            return this;
        }

        /** Adds an address, {@code ADDRESS} or {@code ADDRESS/PREFIX}. */
        public Builder address(String value) {
            return address(VirtualAddress.parse(value));
        }

        /** Adds an address. */
        public Builder address(VirtualAddress value) {
            addresses.add(value);
            return this;
        }

        /** Replaces the addresses. */
        public Builder addresses(List<VirtualAddress> values) {
            addresses.clear();
            addresses.addAll(values);
            return this;
        }

        /** Adds an address that is not advertised, {@code ADDRESS} or {@code ADDRESS/PREFIX}, of either family. */
        public Builder excludedAddress(String value) {
            return excludedAddress(VirtualAddress.parse(value));
        }

        /** Adds an address that is not advertised, of either family. */
        public Builder excludedAddress(VirtualAddress value) {
            excludedAddresses.add(value);
            return this;
        }

        /** Replaces the addresses that are not advertised. */
        public Builder excludedAddresses(List<VirtualAddress> values) {
            excludedAddresses.clear();
            excludedAddresses.addAll(values);
            return this;
        }

        /** Adds a route that comes and goes with the role. */
        public Builder route(VirtualRoute value) {
            routes.add(value);
            return this;
        }

        /** Adds a policy rule that comes and goes with the role. */
        public Builder rule(VirtualRule value) {
            rules.add(value);
            return this;
        }

        /** A hardware address of its own; default none. */
        public Builder virtualMac(VirtualMac value) {
            virtualMac = Optional.of(value);
            return this;
        }

        /** Simple text password of 1..8 octets; VRRPv2 only; default none. */
        public Builder password(String value) {
            password = Optional.of(SimplePassword.of(value));
            return this;
        }

        /** Checksum of sent VRRPv3 advertisements over IPv4; the default is what stock keepalived accepts. */
        public Builder checksum(ChecksumChoice value) {
            checksum = value;
            return this;
        }

        /** What an Active router does when it hears another one; default answer, and speak before yielding. */
        public Builder contest(Contest value) {
            contest = value;
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

        /** What the addresses are bound to; default the network interface. */
        public Builder binding(Binding value) {
            binding = value;
            return this;
        }

        /** What keeps packets from the addresses while advertisements do not go out; default nothing. */
        public Builder gate(Gate value) {
            gate = value;
            return this;
        }

        /** How the role is given away; default up to 5 s to drain and one goodbye. */
        public Builder release(ReleaseProfile value) {
            release = value;
            return this;
        }

        /** Watches the process of the Active router over TCP; default not. Every router must have it. */
        public Builder peerWatch(PeerWatch value) {
            peerWatch = Optional.of(value);
            return this;
        }

        /** Needs the vote of a store besides the role; default not. Every router of the virtual router must have it. */
        public Builder quorum(Quorum value) {
            quorum = Optional.of(value);
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

        /** Adds another interface whose link counts. */
        public Builder trackInterface(String interfaceName, OnFailure onFailure) {
            trackedInterfaces.add(new TrackedInterface(interfaceName, onFailure));
            return this;
        }

        /** Whether the own interface must be up; default true. */
        public Builder tracksOwnInterface(boolean value) {
            tracksOwnInterface = value;
            return this;
        }

        /** Whether this router goes on as the last resort when its checks fail and no other one takes over; default false. */
        public Builder keepWhenAllBad(boolean value) {
            keepWhenAllBad = value;
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
            if (addresses.isEmpty() && family == null) {
                throw new ConfigurationException("addresses of virtual router '" + name
                        + "' must have an entry; for an election without an address say so by giving the family");
            }
            AddressFamily effectiveFamily =
                    family != null ? family : addresses.get(0).family();
            return new VirtualRouterConfig(
                    name,
                    networkInterface,
                    version,
                    alsoVersion2,
                    effectiveFamily,
                    vrid,
                    priority,
                    advertisementInterval,
                    preemption,
                    timing,
                    transport,
                    sourceAddress,
                    addresses,
                    excludedAddresses,
                    routes,
                    rules,
                    virtualMac,
                    password,
                    checksum,
                    contest,
                    announcements,
                    lease,
                    binding,
                    gate,
                    release,
                    peerWatch,
                    quorum,
                    checks,
                    trackedInterfaces,
                    tracksOwnInterface,
                    keepWhenAllBad);
        }
    }
}
