/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Transport;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.event.AnomalyKind;
import io.vip4j.spi.Loop;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VirtualAddress;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.RejectReason;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the advertisements of other routers with our VRID tell about them, and what their absence tells. A discarded one
 * tells that its settings differ, and nothing else: it neither begins, ends nor keeps alive anything but that.
 *
 * <p>Two Active routers are no anomaly within the first own interval of a tenure: a router that is relieved in good order
 * may speak once more, and two that start together settle it with their first advertisements.
 */
final class PeerAnomalies {

    /** How long an Active router may hear nobody before that is told. */
    static final long LONELY_NANOS = 30_000_000_000L;

    private static final int SHOWN_ADDRESSES = 5;

    private final Anomalies anomalies;
    private final Loop loop;
    private final Loop.Alarm lonelyAlarm;

    // Written by the loop.
    private VirtualRouterConfig config;
    private Set<IpAddress> ownAddresses = Set.of();
    private List<IpAddress> comparedAddresses = List.of();
    private boolean comparedEqual;
    private boolean holding;
    private long holdingSinceNanos;
    private boolean heardAnybody;
    private @Nullable IpAddress lastValidSource;
    private long lastValidUntilNanos;

    PeerAnomalies(VirtualRouterConfig config, Anomalies anomalies, Loop loop) {
        this.config = config;
        this.anomalies = anomalies;
        this.loop = loop;
        this.lonelyAlarm = loop.newAlarm(this::lonely);
        configure(config);
    }

    /** Another configuration is in force from now on; what differs from it is noticed anew. */
    void configure(VirtualRouterConfig newConfig) {
        config = newConfig;
        ownAddresses =
                newConfig.addresses().stream().map(VirtualAddress::address).collect(Collectors.toSet());
        comparedAddresses =
                newConfig.addresses().stream().map(VirtualAddress::address).toList();
        comparedEqual = true;
    }

    /** Whether this router holds the addresses now. */
    void holding(boolean now) {
        if (now == holding) {
            return;
        }
        holding = now;
        if (now) {
            holdingSinceNanos = loop.nanoTime();
            if (!heardAnybody && !config.hearsNobody()) {
                lonelyAlarm.armAt(holdingSinceNanos + LONELY_NANOS);
            }
        } else {
            lonelyAlarm.disarm();
            anomalies.over(AnomalyKind.NO_PEER_HEARD, "");
            anomalies.over(AnomalyKind.TWO_ACTIVE);
        }
    }

    void close() {
        lonelyAlarm.disarm();
    }

    /** A valid advertisement, after the machine has acted on it. */
    void heard(IpAddress source, Advertisement advertisement) {
        long now = loop.nanoTime();
        long period = advertisement.interval().nanos();
        lastValidSource = source;
        lastValidUntilNanos = now + Math.max(3 * period, Anomalies.LEAST_QUIET_NANOS);
        if (!heardAnybody) {
            heardAnybody = true;
            lonelyAlarm.disarm();
            anomalies.over(AnomalyKind.NO_PEER_HEARD, "");
        }
        if (!advertisement.priority().isZero()) {
            compareRoles(source, advertisement, now);
        }
        if (hasOurAddresses(advertisement)) {
            anomalies.over(AnomalyKind.ADDRESS_LIST_DIFFERS, source);
        } else {
            anomalies.notice(
                    AnomalyKind.ADDRESS_LIST_DIFFERS,
                    source,
                    period,
                    () -> source
                            + " advertises other addresses: " + difference(advertisement.addresses())
                            + "; give all routers of VRID " + config.vrid()
                            + " the same ones, or another VRID to one that is not"
                            + " meant; keepalived up to 2.3.2 discards advertisements with other addresses than its own");
        }
        if (advertisement.interval().equals(config.advertisementInterval())) {
            anomalies.over(AnomalyKind.INTERVAL_DIFFERS, source);
        } else {
            anomalies.notice(
                    AnomalyKind.INTERVAL_DIFFERS,
                    source,
                    period,
                    () -> source + " advertises every "
                            + advertisement.interval() + ", we every " + config.advertisementInterval()
                            + "; give all routers of VRID " + config.vrid() + " the same advertisementInterval");
        }
    }

    private void compareRoles(IpAddress source, Advertisement advertisement, long now) {
        long period = advertisement.interval().nanos();
        if (holding && now - holdingSinceNanos >= config.advertisementInterval().nanos()) {
            anomalies.notice(
                    AnomalyKind.TWO_ACTIVE,
                    source,
                    period,
                    () -> source + " with priority "
                            + advertisement.priority()
                            + " is Active too: it does not hear our advertisements, or a split has"
                            + " just healed");
        }
        if (config.priority().isOwner() && advertisement.priority().isOwner()) {
            anomalies.notice(
                    AnomalyKind.TWO_OWNERS,
                    source,
                    period,
                    () -> source
                            + " says that it owns the addresses (priority 255), as we do; leave 255 to one router of VRID "
                            + config.vrid());
        }
    }

    /**
     * A well-formed advertisement with our VRID that was discarded.
     *
     * @param reason why
     */
    void rejected(RejectReason reason, IpAddress source, Advertisement advertisement) {
        String what = whatDiffers(reason);
        if (what.isEmpty()) {
            return;
        }
        if (reason == RejectReason.VERSION_MISMATCH
                && source.equals(lastValidSource)
                && loop.nanoTime() - lastValidUntilNanos < 0) {
            return; // It speaks both versions, on its way to another (RFC 9568 8.4).
        }
        anomalies.notice(
                AnomalyKind.SETTINGS_DIFFER,
                source,
                advertisement.interval().nanos(),
                () -> source + " uses VRID " + config.vrid() + " and is not heard: " + what
                        + "; correct it there or here, or give one of the two another VRID");
    }

    /** Says it with constants, since floods pass here; empty if it is no matter of settings. */
    private String whatDiffers(RejectReason reason) {
        return switch (reason) {
            case VERSION_MISMATCH ->
                config.version() == VrrpVersion.V3
                        ? "it speaks VRRPv2, we VRRPv3 (version)"
                        : "it speaks VRRPv3, we VRRPv2 (version)";
            case AUTHENTICATION_TYPE_MISMATCH ->
                config.password().isPresent()
                        ? "it has no simple text password, we have one (authentication, password)"
                        : "it uses authentication, we have no password (authentication, password)";
            case AUTHENTICATION_FAILED -> "its password is another one (password)";
            case TRANSPORT_MISMATCH -> "it uses multicast and we unicast, or the reverse, or another group (transport)";
            case PEER_UNKNOWN -> "it is not in our list of unicast peers (transport)";
            case PEER_TTL -> "its TTL is outside the bounds of the peer (transport)";
            case INTERVAL_MISMATCH -> "with VRRPv2 its interval must be ours (advertisementInterval)";
            default -> "";
        };
    }

    /** Compares as sets: the order has no meaning (RFC 9568 5.2.9). */
    private boolean hasOurAddresses(Advertisement advertisement) {
        List<IpAddress> addresses = advertisement.addresses();
        if (!addresses.equals(comparedAddresses)) {
            comparedEqual = ownAddresses.equals(new HashSet<>(addresses));
        }
        comparedAddresses = addresses; // Nearly always the next ones are the same object, and no element is looked at.
        return comparedEqual;
    }

    private String difference(List<IpAddress> theirs) {
        Set<IpAddress> onlyThere = new HashSet<>(theirs);
        onlyThere.removeAll(ownAddresses);
        Set<IpAddress> onlyHere = new HashSet<>(ownAddresses);
        theirs.forEach(onlyHere::remove);
        return "only there " + shown(onlyThere) + ", only here " + shown(onlyHere);
    }

    private static String shown(Collection<IpAddress> addresses) {
        List<IpAddress> first =
                addresses.stream().sorted().limit(SHOWN_ADDRESSES).toList();
        int more = addresses.size() - first.size();
        return more == 0 ? first.toString() : first + " and " + more + " more";
    }

    private void lonely() {
        if (holding && !heardAnybody && loop.nanoTime() - holdingSinceNanos >= LONELY_NANOS) {
            anomalies.notice(AnomalyKind.NO_PEER_HEARD, "", lonelyText());
        }
    }

    private String lonelyText() {
        String path;
        if (config.transport() instanceof Transport.Unicast unicast) {
            path = "that they let IP protocol 112 through both ways and list each other as unicast peers (ours are "
                    + shown(unicast.peers().stream()
                            .map(Transport.Peer::address)
                            .toList()) + ")";
        } else {
            path = "firewalls (IP protocol 112), IGMP or MLD snooping in the switches";
        }
        return "Active for " + LONELY_NANOS / 1_000_000_000L + " s and no other router of VRID " + config.vrid()
                + " was ever heard: fine for a router that is alone; otherwise check " + path
                + ", and that all have this VRID, version and password";
    }
}
