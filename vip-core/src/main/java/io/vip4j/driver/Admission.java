/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.Transport;
import io.vip4j.config.Transport.Multicast;
import io.vip4j.config.Transport.Peer;
import io.vip4j.config.Transport.Unicast;
import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.AddressFamily;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.Advertisement.Authentication;
import io.vip4j.wire.RejectReason;
import io.vip4j.wire.RouterFilter;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a well-formed advertisement counts for one virtual router, and remembers of those that do what the own
 * ones must know: the form of their checksums, and who speaks VRRPv3.
 */
final class Admission {

    private final ChecksumForms forms;
    private final Version3Sources version3Sources = new Version3Sources();
    private VirtualRouterConfig config;
    private RouterFilter filter;

    Admission(VirtualRouterConfig config) {
        this.config = config;
        this.filter = filter(config);
        this.forms = new ChecksumForms(config.checksum());
    }

    /** Judges by other settings from now on; what was heard stays known. */
    void change(VirtualRouterConfig newConfig) {
        config = newConfig;
        filter = filter(newConfig);
        forms.choice(newConfig.checksum());
    }

    private static RouterFilter filter(VirtualRouterConfig config) {
        return new RouterFilter(
                config.version(),
                config.alsoVersion2(),
                config.addresses().isEmpty(),
                config.advertisementInterval(),
                config.password());
    }

    /** The authentication fields of the own VRRPv2 advertisements. */
    Authentication ownAuthentication() {
        return filter.expectedAuthentication();
    }

    /** The checksum form of the own VRRPv3 advertisements over IPv4. */
    ChecksumForm ownForm() {
        return forms.own();
    }

    /** How many VRRPv3 advertisements over IPv4 counted, by the form of their checksum. */
    Map<ChecksumForm, Long> formsHeard() {
        return forms.heard();
    }

    /**
     * The first check that fails, in the order of {@link RejectReason}; empty if the advertisement counts.
     *
     * @param own the own source address
     * @param timeToLive TTL or hop limit that it came with
     * @param form the form of its checksum
     */
    Optional<RejectReason> admit(
            IpAddress own,
            IpAddress source,
            IpAddress destination,
            int timeToLive,
            Advertisement advertisement,
            ChecksumForm form,
            long nowNanos) {
        if (source.equals(own)) {
            return Optional.of(RejectReason.OWN_SOURCE);
        }
        Optional<RejectReason> reason = checkTransport(source, destination, timeToLive);
        if (reason.isEmpty()) {
            reason = filter.check(advertisement);
        }
        if (reason.isEmpty() && isRepeatedInVersion2(source, advertisement, nowNanos)) {
            reason = Optional.of(RejectReason.VERSION_2_OF_VERSION_3_ROUTER);
        }
        if (reason.isEmpty()) {
            remember(source, advertisement, form, nowNanos);
        }
        return reason;
    }

    private Optional<RejectReason> checkTransport(IpAddress source, IpAddress destination, int timeToLive) {
        Transport transport = config.transport();
        if (transport instanceof Multicast multicast) {
            return destination.equals(multicast.group().orElse(config.family().vrrpGroup()))
                    ? Optional.empty()
                    : Optional.of(RejectReason.TRANSPORT_MISMATCH);
        }
        Unicast unicast = (Unicast) transport;
        if (destination.isMulticast()) {
            return Optional.of(RejectReason.TRANSPORT_MISMATCH);
        }
        for (Peer peer : unicast.peers()) {
            if (peer.address().equals(source)) {
                boolean inBounds = timeToLive >= peer.minTimeToLive() && timeToLive <= peer.maxTimeToLive();
                return inBounds ? Optional.empty() : Optional.of(RejectReason.PEER_TTL);
            }
        }
        return unicast.onlyPeers() ? Optional.of(RejectReason.PEER_UNKNOWN) : Optional.empty();
    }

    /** RFC 9568 8.4: a router that is known to speak VRRPv3 counts once. */
    private boolean isRepeatedInVersion2(IpAddress source, Advertisement advertisement, long nowNanos) {
        return config.alsoVersion2()
                && advertisement.version() == VrrpVersion.V2
                && version3Sources.contains(source, nowNanos);
    }

    private void remember(IpAddress source, Advertisement advertisement, ChecksumForm form, long nowNanos) {
        if (advertisement.version() != VrrpVersion.V3) {
            return;
        }
        if (config.alsoVersion2()) {
            version3Sources.heard(source, advertisement.interval(), nowNanos);
        }
        if (source.family() == AddressFamily.IPV4) {
            forms.heard(form);
        }
    }
}
