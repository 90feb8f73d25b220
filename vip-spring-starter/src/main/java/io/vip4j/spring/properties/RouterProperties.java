/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.spring.properties;

import io.vip4j.config.Binding;
import io.vip4j.config.Gate;
import io.vip4j.probe.Secret;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ChecksumChoice;
import io.vip4j.vrrp.VrrpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One virtual router. What is not given has the default of {@code VirtualRouterConfig}.
 *
 * @param name Name for people; unique on a host and family.
 * @param networkInterface Name of the interface for advertisements and addresses.
 * @param vrid Number of the virtual router on the link, 1..255, the same on all its nodes.
 * @param priority Priority in the election, 1..255; higher wins.
 * @param addresses Virtual addresses, ADDRESS or ADDRESS/PREFIX, of one family.
 * @param excludedAddresses Addresses of either family that come and go with the role and are not advertised.
 * @param family Address family; needed only for an election without address.
 * @param version Protocol version.
 * @param alsoVersion2 Whether VRRPv2 is spoken beside VRRPv3 during an upgrade.
 * @param advertisementInterval Time between two advertisements while Active, a multiple of 10 ms.
 * @param preemption Whether and when the role is taken from a lower router.
 * @param timing Times beyond RFC 9568.
 * @param multicastGroup Multicast group instead of that of RFC 9568.
 * @param unicast Peers that get a copy each, instead of multicast.
 * @param sourceAddress Source of advertisements instead of the first address of the interface.
 * @param virtualMac Hardware address of RFC 9568 on an interface of its own.
 * @param password Simple text password of VRRPv2, 1..8 octets.
 * @param checksum What the checksum of VRRPv3 advertisements over IPv4 covers.
 * @param contest What an Active router does when it hears another one.
 * @param announcements How neighbours are told about a claimed address.
 * @param lease Lifetime of the addresses in the kernel: auto, off, or whole seconds such as 3s.
 * @param binding What the addresses are bound to.
 * @param gate What keeps packets from the addresses while advertisements do not go out.
 * @param release How the role is given away.
 * @param peerWatch Watching of the Active router's process over TCP.
 * @param checks What must work, by name.
 * @param trackedInterfaces Other interfaces whose link counts, by name.
 * @param tracksOwnInterface Whether the own interface must be up.
 * @param keepWhenAllBad Whether a router whose checks fail goes on as the last resort.
 */
public record RouterProperties(
        @Nullable String name,
        @Nullable String networkInterface,
        @Nullable Integer vrid,
        @Nullable Integer priority,
        @DefaultValue List<String> addresses,
        @DefaultValue List<String> excludedAddresses,
        @Nullable AddressFamily family,
        @Nullable VrrpVersion version,
        @Nullable Boolean alsoVersion2,
        @Nullable Duration advertisementInterval,
        @Nullable Preempt preemption,
        @Nullable Times timing,
        @Nullable String multicastGroup,
        @Nullable Peers unicast,
        @Nullable String sourceAddress,
        @Nullable OwnMac virtualMac,
        @Nullable Secret password,
        @Nullable ChecksumChoice checksum,
        @Nullable Contested contest,
        @Nullable AnnouncementProperties announcements,
        @Nullable String lease,
        @Nullable Binding binding,
        @Nullable Gate gate,
        @Nullable Goodbye release,
        @Nullable Watch peerWatch,
        @DefaultValue Map<String, CheckProperties> checks,
        @DefaultValue Map<String, EffectProperties> trackedInterfaces,
        @Nullable Boolean tracksOwnInterface,
        @Nullable Boolean keepWhenAllBad) {

    /** Copies the collections. */
    public RouterProperties {
        addresses = List.copyOf(addresses);
        excludedAddresses = List.copyOf(excludedAddresses);
        checks = Ordered.copyOf(checks);
        trackedInterfaces = Ordered.copyOf(trackedInterfaces);
    }

    /**
     * Whether and when the role is taken from a lower router.
     *
     * @param enabled Whether it is taken at all.
     * @param delay How long lower advertisements are accepted before it is taken.
     */
    public record Preempt(
            @Nullable Boolean enabled, @Nullable Duration delay) {}

    /**
     * Times beyond RFC 9568.
     *
     * @param downAdvertisements Missing advertisements that make the Active router count as gone, 1..100.
     * @param startupDelay How long after its start the router takes no part.
     * @param linkUpDelay How long the interface must be up before it counts as up.
     * @param linkDownDelay How long the interface must be down before it counts as down.
     * @param learnedIntervalFloor Shortest interval that is learned from an Active router.
     * @param peerMemory How long another router that was heard counts as there.
     */
    public record Times(
            @Nullable Integer downAdvertisements,
            @Nullable Duration startupDelay,
            @Nullable Duration linkUpDelay,
            @Nullable Duration linkDownDelay,
            @Nullable Duration learnedIntervalFloor,
            @Nullable Duration peerMemory) {}

    /**
     * Peers that get a copy of each advertisement.
     *
     * @param peers Addresses of the other nodes; the own one may be among them.
     * @param timeToLive TTL or hop limit of what is sent, 1..255.
     * @param onlyPeers Whether advertisements of others are discarded.
     */
    public record Peers(
            @DefaultValue List<String> peers,
            @Nullable Integer timeToLive,
            @Nullable Boolean onlyPeers) {

        /** Copies the list. */
        public Peers {
            peers = List.copyOf(peers);
        }
    }

    /**
     * Hardware address of RFC 9568.
     *
     * @param enabled Whether the router has one.
     * @param networkInterface Name of the interface that has it.
     * @param advertiseFromBase Whether advertisements leave from the underlying interface.
     */
    public record OwnMac(
            @DefaultValue("true") boolean enabled,
            @Nullable String networkInterface,
            @DefaultValue("false") boolean advertiseFromBase) {}

    /**
     * What an Active router does when it hears another one.
     *
     * @param answersLower Whether a lower one is answered at once.
     * @param speaksBeforeYielding Whether it advertises once more before it gives way to a higher one.
     */
    public record Contested(
            @Nullable Boolean answersLower, @Nullable Boolean speaksBeforeYielding) {}

    /**
     * How the role is given away.
     *
     * @param drain How long listeners may take before the addresses go.
     * @param breakConnections Whether TCP connections on the addresses are reset.
     * @param goodbyes Advertisements with priority 0 that are sent, 1..10.
     */
    public record Goodbye(
            @Nullable Duration drain,
            @Nullable Boolean breakConnections,
            @Nullable Integer goodbyes) {}

    /**
     * Watching of the Active router's process over TCP.
     *
     * @param enabled Whether it is watched; the same on all nodes.
     * @param port TCP port on all nodes.
     */
    public record Watch(
            @DefaultValue("true") boolean enabled, @Nullable Integer port) {}
}
