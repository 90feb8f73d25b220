/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.driver;

import io.vip4j.config.VirtualRouterConfig;
import io.vip4j.vrrp.ChecksumForm;
import io.vip4j.vrrp.IpAddress;
import io.vip4j.wire.Advertisement;
import io.vip4j.wire.Advertisement.Authentication;
import io.vip4j.wire.RejectReason;
import io.vip4j.wire.RouterFilter;
import java.util.Optional;

/**
 * Decides whether a well-formed advertisement counts for one virtual router, and remembers of those that do what the own
 * ones must know.
 */
final class Admission {

    private final RouterFilter filter;

    Admission(VirtualRouterConfig config) {
        this.filter = new RouterFilter(config.version(), config.advertisementInterval(), config.password());
    }

    /** The authentication fields of the own VRRPv2 advertisements. */
    Authentication ownAuthentication() {
        return filter.expectedAuthentication();
    }

    /**
     * The first check that fails; empty if the advertisement counts.
     *
     * @param own the own source address
     * @param timeToLive TTL or hop limit that it came with
     * @param form the form of its checksum
     */
    Optional<RejectReason> check(
            IpAddress own,
            IpAddress source,
            IpAddress destination,
            int timeToLive,
            Advertisement advertisement,
            ChecksumForm form) {
        if (source.equals(own)) {
            return Optional.of(RejectReason.OWN_SOURCE);
        }
        return filter.check(advertisement);
    }
}
