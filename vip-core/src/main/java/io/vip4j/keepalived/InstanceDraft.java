/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.keepalived;

import io.vip4j.config.Transport.Peer;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VirtualRoute;
import io.vip4j.vrrp.VirtualRule;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one {@code vrrp_instance} block says, value by value, before the rules between the values are applied. Written
 * by {@link InstanceReader}, read by {@link InstanceBuilder}.
 */
final class InstanceDraft {

    /** An address and where it stands. */
    record AddressLine(VirtualAddress address, Position at) {}

    /** A peer and where it stands. */
    record PeerLine(Peer peer, Position at) {}

    final String name;
    final Position at;
    final List<AddressLine> addresses = new ArrayList<>();
    final List<AddressLine> excludedAddresses = new ArrayList<>();
    final List<VirtualRoute> routes = new ArrayList<>();
    final List<VirtualRule> rules = new ArrayList<>();
    final List<PeerLine> peers = new ArrayList<>();
    final List<TrackLine> trackedInterfaces = new ArrayList<>();
    final List<Trackers.Use> tracked = new ArrayList<>();
    final NotifyReader notifications;
    final GarpDraft garp = new GarpDraft();
    final Map<String, Position> lines = new HashMap<>();

    Optional<String> networkInterface = Optional.empty();
    OptionalInt vrid = OptionalInt.empty();
    OptionalInt priority = OptionalInt.empty();
    OptionalInt version = OptionalInt.empty();
    OptionalInt downAdverts = OptionalInt.empty();
    OptionalInt unicastTtl = OptionalInt.empty();
    Optional<BigDecimal> advertSeconds = Optional.empty();
    Optional<Duration> preemptDelay = Optional.empty();
    Optional<Boolean> messageOnlyChecksum = Optional.empty();
    Optional<Boolean> onlyPeers = Optional.empty();
    Optional<Boolean> answersLower = Optional.empty();
    Optional<Boolean> speaksBeforeYielding = Optional.empty();
    Optional<IpAddress> source = Optional.empty();
    Optional<IpAddress> multicastGroup = Optional.empty();
    Optional<Token> authType = Optional.empty();
    Optional<Token> authPass = Optional.empty();
    Optional<String> virtualMacInterface = Optional.empty();
    boolean stateMaster;
    boolean nopreempt;
    boolean peersHaveTtlBounds;

    InstanceDraft(String name, Position at, NotifyReader notifications) {
        this.name = name;
        this.at = at;
        this.notifications = notifications;
    }

    /** Where a keyword stands; the line of the instance if it is not given. */
    Position lineOf(String keyword) {
        return lines.getOrDefault(keyword, at);
    }

    boolean has(String keyword) {
        return lines.containsKey(keyword);
    }
}
