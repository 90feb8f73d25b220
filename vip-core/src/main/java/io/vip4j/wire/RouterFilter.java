/* SPDX-License-Identifier: Apache-2.0 */
package io.vip4j.wire;

import io.vip4j.vrrp.AdvertisementInterval;
import io.vip4j.vrrp.SimplePassword;
import io.vip4j.vrrp.VrrpVersion;
import io.vip4j.wire.Advertisement.Authentication;
import java.util.Optional;

/**
 * The checks of RFC 9568 7.1 and RFC 3768 7.1 that depend on the settings of one virtual router.
 *
 * @param version version that the router speaks
 * @param alsoVersion2 whether a VRRPv3 router hears VRRPv2 as well (RFC 9568 8.4)
 * @param withoutAddresses whether the router has no addresses, so that others need not have any
 * @param interval its own interval; a router that speaks VRRPv2 alone discards every other one
 * @param password its VRRPv2 password, if it has one
 */
public record RouterFilter(
        VrrpVersion version,
        boolean alsoVersion2,
        boolean withoutAddresses,
        AdvertisementInterval interval,
        Optional<SimplePassword> password) {

    /** The filter of a router with addresses that speaks one version. */
    public RouterFilter(VrrpVersion version, AdvertisementInterval interval, Optional<SimplePassword> password) {
        this(version, false, false, interval, password);
    }

    /** The first check that fails, in the order of {@link RejectReason}; empty if the advertisement is valid here. */
    public Optional<RejectReason> check(Advertisement advertisement) {
        boolean version2 = advertisement.version() == VrrpVersion.V2;
        if (advertisement.version() != version && !(version2 && alsoVersion2)) {
            return Optional.of(RejectReason.VERSION_MISMATCH);
        }
        if (advertisement.addresses().isEmpty() && !withoutAddresses) {
            return Optional.of(RejectReason.COUNT_ZERO);
        }
        return version2 ? checkVersion2(advertisement) : Optional.empty();
    }

    private Optional<RejectReason> checkVersion2(Advertisement advertisement) {
        Authentication authentication = advertisement.authentication();
        if (authentication.type() != expectedAuthentication().type()) {
            return Optional.of(RejectReason.AUTHENTICATION_TYPE_MISMATCH);
        }
        // RFC 3768 5.3.10: with type 0 the data is ignored.
        if (password.isPresent() && authentication.data() != password.get().data()) {
            return Optional.of(RejectReason.AUTHENTICATION_FAILED);
        }
        // A VRRPv3 router learns the interval: RFC 9568 8.4 expects slow VRRPv2 routers beside fast VRRPv3 ones.
        boolean mismatch =
                version == VrrpVersion.V2 && !advertisement.interval().equals(interval);
        return mismatch ? Optional.of(RejectReason.INTERVAL_MISMATCH) : Optional.empty();
    }

    /** The authentication fields of this router's own VRRPv2 advertisements. */
    public Authentication expectedAuthentication() {
        return password.map(p -> new Authentication(Authentication.SIMPLE_PASSWORD, p.data()))
                .orElse(Authentication.NONE);
    }
}
