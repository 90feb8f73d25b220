/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.event;

import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.Priority;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.Vrid;
import io.vip4j.wire.RejectReason;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known about an elector at one moment.
 *
 * @param name name of the virtual router
 * @param vrid its identifier
 * @param networkInterface its interface
 * @param family the family it speaks
 * @param state where it stands
 * @param obstacle what keeps it from taking part or from holding the addresses, or why it takes part as the last resort
 *     only, for people; empty: nothing
 * @param waitsFor what it waits for as it should, for people: the vote that another router has; empty: nothing
 * @param effectivePriority the priority it takes part with
 * @param activeSource address of the router that is Active as far as is known; the own one while Active
 * @param activeWatched whether this router, as a Backup, would learn at once that the process of that router has ended
 * @param addresses the virtual addresses
 * @param advertsSent advertisements sent since the start
 * @param advertsReceived valid advertisements of this virtual router received since the start
 * @param advertsDiscarded discarded datagrams by reason; those that could not be told apart by VRID count for every
 *     router of the interface and family
 * @param checks health checks and handles
 * @param leaseRemaining for how long the kernel keeps the addresses if they are not renewed; empty if they are not held
 *     or have no lease
 * @param term the number of the tenure that lasts; empty if the addresses are not held
 * @param hold the maintenance that keeps it from taking part; empty if there is none
 * @param temporaryPriority the priority that replaces the configured one for a while; empty if none does
 * @param peers the other routers of this virtual router that were heard, the latest last
 * @param anomalies what should not be and lasts
 * @param timeline the last events, oldest first
 */
public record VipStatus(
        String name,
        Vrid vrid,
        String networkInterface,
        AddressFamily family,
        VipState state,
        String obstacle,
        String waitsFor,
        Priority effectivePriority,
        Optional<IpAddress> activeSource,
        boolean activeWatched,
        List<VirtualAddress> addresses,
        long advertsSent,
        long advertsReceived,
        Map<RejectReason, Long> advertsDiscarded,
        List<CheckStatus> checks,
        Optional<Duration> leaseRemaining,
        Optional<Term> term,
        Optional<Hold> hold,
        Optional<TemporaryPriority> temporaryPriority,
        List<PeerStatus> peers,
        List<Anomaly> anomalies,
        List<VipEvent> timeline) {

    /** Copies the collections. */
    public VipStatus {
        addresses = List.copyOf(addresses);
        Map<RejectReason, Long> discarded = new EnumMap<>(RejectReason.class);
        discarded.putAll(advertsDiscarded);
        advertsDiscarded = Collections.unmodifiableMap(discarded);
        checks = List.copyOf(checks);
        peers = List.copyOf(peers);
        anomalies = List.copyOf(anomalies);
        timeline = List.copyOf(timeline);
    }

    /** The changes of state in the timeline, oldest first. */
    public List<Transition> transitions() {
        return timeline.stream()
                .filter(Transition.class::isInstance)
                .map(Transition.class::cast)
                .toList();
    }
}
